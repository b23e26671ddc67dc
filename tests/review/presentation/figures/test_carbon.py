from __future__ import annotations

import numpy as np
import pytest

from sample_year import GRID_910, YEAR, flows, inventories, line, small_page, year_flows
from zeropark.facts.carbon.inventory import Book, Inventory, Part
from zeropark.facts.ledger.rollup import rollup
from zeropark.review.presentation.figures.carbon import carbon_figure, monthly_parts


def test_a_line_follows_the_months_of_its_flow() -> None:
    # An even flow: January has 31 of 365 days. 365 kWh x 0.8325 = 303.8625 kg; 31/365 of it
    # is 25.8075 kg.
    of = flows({("electricity", "grid", "main"): 365.0})
    entry = line("electricity.grid_uncovered", Part.ELECTRICITY, 365.0, GRID_910, of.links[0].id)
    book = Inventory(park="sample", book=Book.PARK910, period=YEAR, lines=(entry,))
    by_month = monthly_parts(book, rollup(of, to="month"))[Part.ELECTRICITY]
    assert by_month[0] == pytest.approx(25.8075)
    assert by_month[1] == pytest.approx(25.8075 * 28 / 31)


def test_a_line_without_a_flow_is_spread_by_the_length_of_the_months() -> None:
    of = flows({("electricity", "main", "cells"): 1.0})
    entry = line("process.x", Part.PROCESS, 365.0, GRID_910, "a-contract")
    book = Inventory(park="sample", book=Book.PARK910, period=YEAR, lines=(entry,))
    by_month = monthly_parts(book, rollup(of, to="month"))[Part.PROCESS]
    assert by_month[11] == pytest.approx(303.8625 * 31 / 365)


def test_twelve_months_add_up_to_the_part_in_every_book() -> None:
    of = year_flows()
    totals = rollup(of, to="month")
    for book in inventories(of):
        for part, by_month in monthly_parts(book, totals).items():
            assert by_month.shape == (12,)
            assert np.sum(by_month) == pytest.approx(book.part_kg(part))


def test_each_book_is_a_view_of_its_own() -> None:
    of = year_flows()
    figure = carbon_figure(small_page(of, inventories=inventories(of)))
    assert figure is not None
    assert [each.label.en for each in figure.variants] == [
        "910 park rule",
        "Location-based",
        "Market-based",
    ]
    assert figure.book is not None


def test_without_an_inventory_there_is_no_picture() -> None:
    assert carbon_figure(small_page(flows({("electricity", "main", "cells"): 1.0}))) is None


def test_an_inventory_of_zeros_is_drawn_as_zeros() -> None:
    of = flows({("electricity", "grid", "main"): 0.0})
    entry = line("electricity.grid_uncovered", Part.ELECTRICITY, 0.0, GRID_910, of.links[0].id)
    book = Inventory(park="sample", book=Book.PARK910, period=YEAR, lines=(entry,))
    figure = carbon_figure(small_page(of, inventories=(book,)))
    assert figure is not None
    assert len(figure.table.rows) == 13
