from __future__ import annotations

import pytest

from sample_year import bill, flows, small_page
from zeropark.review.presentation.figures.bill import bill_figure

NOTHING = flows({("electricity", "main", "cells"): 1.0})


def test_components_add_up_over_all_bills() -> None:
    # 300 GWh x 0.31 = 9,300 万元; a second bill of the same doubles it.
    # Total of one: 9,300 + 2,079 + 687.75 - 1,440 = 10,626.75 万元.
    figure = bill_figure(small_page(NOTHING, bills=(bill(), bill())))
    assert figure is not None
    assert figure.table.rows[0][1] == pytest.approx(18_600.0)
    assert figure.table.rows[-1][1] == pytest.approx(21_253.5)


def test_a_credit_stands_last_and_below_zero() -> None:
    figure = bill_figure(small_page(NOTHING, bills=(bill(),)))
    assert figure is not None
    name, amount = figure.table.rows[-2]
    assert getattr(name, "en", "") == "Export income"
    assert amount == pytest.approx(-1_440.0)


def test_without_a_bill_there_is_no_picture() -> None:
    assert bill_figure(small_page(NOTHING)) is None
