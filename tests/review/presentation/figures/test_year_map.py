from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from sample_year import flows, small_page
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.year_map import (
    mapped,
    price_map_figure,
    year_map_figure,
)

DAYS = Axis.over(parse_period("2026-06-01/2026-06-03"))


def test_a_cell_an_hour_of_the_local_day_and_a_missing_quarter_makes_it_missing() -> None:
    # 48 hours of 2 MW; the quarter at 01:00 of the second day is missing: cell 25 of 48.
    of = flows({("electricity", "main", "offices"): 96_000.0}, axis=DAYS)
    of.quantity[0, 100] = np.nan
    figure = year_map_figure(small_page(of), group="use")
    series: Any = figure.option["series"]
    data = series[0]["data"]
    assert len(data) == 48
    assert data[25] is None
    assert data[:25] == [pytest.approx(2.0)] * 25
    assert figure.table.rows == (
        ("2026-06", pytest.approx(2.0), pytest.approx(2.0), pytest.approx(2.0), 1.0),
    )


def test_an_hour_that_holds_a_part_of_its_quarters_is_missing() -> None:
    hours = Axis.over(parse_period("2026-06-01"), step=timedelta(hours=1))
    of = flows({("electricity", "main", "offices"): 48_000.0}, axis=hours)
    of.quality[0, 3] = Quality.PARTIAL
    figure = year_map_figure(small_page(of), group="use")
    series: Any = figure.option["series"]
    assert [at for at, value in enumerate(series[0]["data"]) if value is None] == [3]


def test_only_what_the_park_has_can_be_mapped() -> None:
    page = small_page(
        flows({("electricity", "main", "offices"): 1.0, ("electricity", "pv-1", "main"): 1.0})
    )
    assert mapped(page) == ("use", "solar")


def test_a_map_of_which_nothing_is_known_says_so_cell_by_cell() -> None:
    of = flows({("electricity", "main", "offices"): 1.0}, axis=DAYS)
    of.quantity[:] = np.nan
    figure = year_map_figure(small_page(of), group="use")
    series: Any = figure.option["series"]
    assert series[0]["data"] == [None] * 48
    assert figure.table.rows == (("2026-06", None, None, None, 48.0),)


def test_a_price_is_the_mean_of_its_hour_and_missing_where_it_is_not_known() -> None:
    # Quarters of 0.2, 0.4, 0.6 and 0.8 in the first hour: 0.5; then 0.3, and a quarter unknown.
    price = np.full(DAYS.count, 0.3)
    price[:4] = [0.2, 0.4, 0.6, 0.8]
    price[9] = np.nan
    figure = price_map_figure(DAYS, price)
    series: Any = figure.option["series"]
    data = series[0]["data"]
    assert data[:4] == [pytest.approx(0.5), pytest.approx(0.3), None, pytest.approx(0.3)]
    assert figure.variants[0].unit == "元/kWh"
