from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from sample_year import flows, small_page
from zeropark.basis.timeline import Axis, Calendar, parse_period
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.months import months_figure

QUARTER = Axis.over(parse_period("2026-01-01/2026-04-01"))


def test_monthly_sums_are_those_of_the_flows() -> None:
    # 90 days, 9,000 MWh in all: January has 31 days and 3,100 MWh.
    figure = months_figure(
        small_page(flows({("electricity", "wind-1", "main"): 9e6}, axis=QUARTER))
    )
    assert figure is not None
    assert figure.table.columns[1].unit == "GWh"
    january, _, _, total = figure.table.rows
    assert january[0] == "2026-01"
    assert january[1] == pytest.approx(3.1)
    assert total[1] == pytest.approx(9.0)


def test_a_month_of_which_nothing_is_known_is_missing_and_not_zero() -> None:
    of = flows({("electricity", "wind-1", "main"): 9e6}, axis=QUARTER)
    of.quantity[0, Calendar.of(QUARTER).month == 2] = np.nan
    figure = months_figure(small_page(of))
    assert figure is not None
    assert figure.table.rows[1] == ("2026-02", None)
    series = figure.option["series"]
    assert isinstance(series, list)
    assert series[0]["data"][1] is None
    assert "2026-02" in figure.table.notes[0].zh


def test_export_hangs_below_the_axis_and_stays_positive_in_the_table() -> None:
    figure = months_figure(
        small_page(
            flows(
                {("electricity", "wind-1", "main"): 9e6, ("electricity", "main", "grid"): 9e6},
                axis=QUARTER,
            )
        )
    )
    assert figure is not None
    series = figure.option["series"]
    assert isinstance(series, list)
    assert series[1]["data"][0] == pytest.approx(-3.1)
    assert figure.table.rows[0][2] == pytest.approx(3.1)


def test_without_electricity_there_is_no_picture() -> None:
    assert months_figure(small_page(flows({("natural_gas", "gas-in", "gas"): 1.0}))) is None


def test_a_month_is_read_by_day_and_a_day_by_hour() -> None:
    # 9,000 MWh over 90 days are 100 MWh a day, 4.1667 an hour.
    of = flows({("electricity", "wind-1", "main"): 9e6}, axis=QUARTER)
    by_day = months_figure(small_page(of), by="day")
    by_hour = months_figure(small_page(of), by="hour")
    assert by_day is not None
    assert by_hour is not None
    assert by_day.table.rows[30][:2] == ("2026-01-31", pytest.approx(100.0))
    assert by_hour.table.rows[7][:2] == ("01-01 07:00", pytest.approx(9e3 / 90 / 24))


def test_a_month_of_hours_that_hold_a_part_is_named_among_the_gaps() -> None:
    hours = Axis.over(parse_period("2026-01-01/2026-04-01"), step=timedelta(hours=1))
    of = flows({("electricity", "wind-1", "main"): 9e6}, axis=hours)
    of.quality[0, 5] = Quality.PARTIAL
    figure = months_figure(small_page(of))
    assert figure is not None
    assert "2026-01" in figure.table.notes[0].zh
    assert "2026-02" not in figure.table.notes[0].zh
