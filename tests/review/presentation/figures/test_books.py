from __future__ import annotations

import numpy as np
import pytest

from sample_park import park
from sample_year import YEAR, inventories, small_page, year_flows
from zeropark.facts.carbon.behind import links_behind
from zeropark.facts.carbon.compare import differences
from zeropark.facts.carbon.intensity import Intensity
from zeropark.facts.carbon.unfold import unfold
from zeropark.review.presentation.carbon_tables import behind_table, lines_table
from zeropark.review.presentation.figures.behind import behind_figure
from zeropark.review.presentation.figures.books import books_figure
from zeropark.review.presentation.figures.carbon import carbon_figure
from zeropark.review.presentation.figures.difference import difference_figure
from zeropark.review.presentation.figures.figure import Option, Variant
from zeropark.review.presentation.figures.trend import trend_figure

FLOWS = year_flows()
BOOKS = inventories(FLOWS)
PER = (Intensity(0.5, 0.25), Intensity(None, None), Intensity(0.125, 0.0))


def series(variant: Variant) -> list[Option]:
    found = variant.option["series"]
    assert isinstance(found, list)
    return found


def numbers(option: Option) -> list[float]:
    data = option["data"]
    assert isinstance(data, list)
    return [0.0 if each is None else float(each) for each in data]


def test_by_part_and_by_source_the_bars_of_a_book_add_up_to_its_total() -> None:
    figure = books_figure(park(), BOOKS, PER, generated=True)
    assert figure is not None
    for variant in figure.variants[:2]:
        sums = np.sum([numbers(each) for each in series(variant)], axis=0)
        size = BOOKS[0].total_kg / sums[0]
        assert size in (pytest.approx(1000, rel=1e-4), pytest.approx(1, rel=1e-4))
        assert sums * size == pytest.approx([each.total_kg for each in BOOKS], rel=1e-4)


def test_a_book_without_an_intensity_shows_none() -> None:
    figure = books_figure(park(), BOOKS, PER, generated=True)
    assert figure is not None
    assert [row[-2:] for row in figure.table.rows] == [(0.5, 0.25), (None, None), (0.125, 0.0)]


def test_no_book_has_no_picture() -> None:
    assert books_figure(park(), (), (), generated=False) is None


def test_the_steps_of_a_book_add_up_to_its_total() -> None:
    figure = trend_figure(small_page(FLOWS, inventories=BOOKS))
    assert figure is not None
    assert len(figure.table.rows) == 13
    *months, total = figure.table.rows
    for at, book in enumerate(BOOKS, start=1):
        told = [float(str(row[at])) for row in months]
        assert sum(told) == pytest.approx(float(str(total[at])))
        assert sum(told) in (
            pytest.approx(book.total_kg / 1000),
            pytest.approx(book.total_kg),
        )


def test_a_running_total_ends_at_the_total() -> None:
    figure = trend_figure(small_page(FLOWS, inventories=BOOKS))
    assert figure is not None
    each, running = (numbers(series(variant)[0]) for variant in figure.variants)
    assert running[-1] == pytest.approx(sum(each), rel=1e-3)
    assert running == sorted(running)


def test_by_the_day_there_is_a_step_a_day() -> None:
    for figure in (
        trend_figure(small_page(FLOWS, inventories=BOOKS), by="day"),
        carbon_figure(small_page(FLOWS, inventories=BOOKS), by="day"),
    ):
        assert figure is not None
        assert len(figure.table.rows) == 366
        assert figure.table.rows[0][0] == "2026-01-01"
        assert "day" in figure.table.columns[0].name.en.lower()


def test_the_bridge_leads_from_one_total_to_the_other() -> None:
    one, other = BOOKS[0], BOOKS[1]
    found = differences(one, other)
    figure = difference_figure(park(), one, other, found, generated=False)
    *_, total = figure.table.rows
    first, last, gap = (float(str(cell)) for cell in total[2:5])
    assert last - first == pytest.approx(gap)
    assert sum(float(str(row[4])) for row in figure.table.rows[:-1]) == pytest.approx(gap)


def test_a_bar_of_the_bridge_hangs_where_the_last_one_ended() -> None:
    one, other = BOOKS[0], BOOKS[1]
    figure = difference_figure(park(), one, other, differences(one, other), generated=False)
    drawn = figure.option["series"]
    assert isinstance(drawn, list)
    below, _, more, less = drawn
    under, up, down = (numbers(each) for each in (below, more, less))
    level = float(str(figure.table.rows[-1][2]))
    for at in range(1, len(under) - 1):
        assert under[at] == pytest.approx(min(level, level + up[at] - down[at]), abs=1e-3)
        level += up[at] - down[at]
    assert level == pytest.approx(float(str(figure.table.rows[-1][3])), rel=1e-6)


def test_the_months_of_a_line_add_up_to_it_by_flow() -> None:
    line = next(each for each in BOOKS[0].lines if each.flows)
    links = links_behind(line, flows=FLOWS, period=YEAR)
    branch = unfold(line, flows=FLOWS, period=YEAR)
    figure = behind_figure(park(), line, branch, [each.link for each in links], generated=True)
    assert figure is not None
    assert len(figure.table.rows) == 12
    carried = sum(each.amount for each in links)
    assert sum(float(str(row[-2])) for row in figure.table.rows) == pytest.approx(carried)
    table = behind_table(park(), line, links)
    assert [row[0] for row in table.rows][: len(links)] == [each.link.id for each in links]


def test_every_line_is_in_the_table_and_memo_lines_say_so() -> None:
    for book in BOOKS:
        table = lines_table(park(), book)
        assert len(table.rows) == len(book.lines) + len(book.memo)
        assert len(table.notes) == len(book.missing)
