from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.green.around_the_clock import AroundTheClock
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.clock import clock_figure, steps_figure
from zeropark.review.presentation.figures.made import made_figure

HOUR = timedelta(hours=1)


def hours(count: int = 48, **more: Any) -> AroundTheClock:
    """Every hour: 1,000 kWh used, 600 matched, 900 made, 200 exported, 50 curtailed, 100 stored."""
    even = {"consumption": 1000, "matched": 600, "generation": 900, "exported": 200}
    even |= {"curtailed": 50, "import": 400, "other": 0}
    arrays = {f"{key}_kwh": np.full(count, float(value)) for key, value in even.items()}
    axis = Axis(parse_period("2026-06-01").start, HOUR, count)
    return AroundTheClock(axis=axis, quality=int(Quality.GENERATED), **(arrays | more))


def data_of(option: Any) -> list[Any]:
    found: list[Any] = option["series"][0]["data"]
    return found


def test_the_map_shows_share_surplus_and_shortage_of_every_hour() -> None:
    figure = clock_figure(hours())
    assert figure is not None
    share, surplus, shortage = figure.variants
    assert data_of(share.option) == [60] * 48
    assert data_of(surplus.option) == [0.2] * 48  # MW
    assert data_of(shortage.option) == [0.4] * 48
    assert figure.option["xAxis"]["data"] == ["2026-06-01", "2026-06-02"]  # type: ignore[index, call-overload]
    assert figure.generated


def test_a_missing_hour_is_a_hole_in_the_map() -> None:
    matched = np.full(48, 600.0)
    matched[5] = np.nan
    figure = clock_figure(hours(matched_kwh=matched))
    assert figure is not None
    assert data_of(figure.variants[0].option)[4:7] == [60, None, 60]
    total = figure.table.rows[-1]
    assert total[-1] == 1
    assert total[3] == pytest.approx(60)


def test_nothing_used_gives_no_map() -> None:
    assert clock_figure(hours(consumption_kwh=np.zeros(48), matched_kwh=np.zeros(48))) is None


def test_spans_show_use_above_and_surplus_below() -> None:
    figure = steps_figure(hours(), by="day")
    assert figure is not None
    # MWh a day: 600 x 24 / 1000 met, 400 x 24 / 1000 short, 200 out, 50 curtailed
    series: Any = figure.option["series"]
    assert [each["data"] for each in series] == [[14.4] * 2, [9.6] * 2, [-4.8] * 2, [-1.2] * 2]
    assert figure.table.rows[0] == ("2026-06-01", 14.4, 9.6, 4.8, 1.2, pytest.approx(60))


def test_a_span_of_which_nothing_is_known_is_a_gap() -> None:
    matched = np.full(48, 600.0)
    matched[:24] = np.nan
    figure = steps_figure(hours(matched_kwh=matched), by="day")
    assert figure is not None
    series: Any = figure.option["series"]
    assert series[0]["data"] == [None, 14.4]
    assert figure.table.rows[0][1] is None


def test_unmeasured_curtailment_is_said_under_the_table() -> None:
    figure = steps_figure(hours(curtailed_kwh=None), by="day")
    assert figure is not None
    assert "not measured" in figure.table.notes[0].en


def test_hours_are_named_by_their_time_of_day() -> None:
    figure = steps_figure(hours(24), by="hour")
    assert figure is not None
    axis: Any = figure.option["xAxis"]
    assert axis["data"][:2] == ["00:00", "01:00"]


def test_what_was_made_goes_four_ways() -> None:
    figure = made_figure(hours(), by="day")
    assert figure is not None
    # MWh a day: 14.4 used, (900 - 200 - 600) x 24 = 2.4 stored, 4.8 out, 1.2 cut: 22.8 in all
    assert figure.table.rows[0] == pytest.approx(
        ("2026-06-01", 14.4, 2.4, 4.8, 1.2, 22.8, 100 / 19)
    )
    total = figure.table.rows[-1]
    assert total[-1] == pytest.approx(100 / 19)


def test_curtailment_that_nobody_measured_is_missing_not_zero() -> None:
    figure = made_figure(hours(curtailed_kwh=None), by="month")
    assert figure is not None
    assert figure.table.rows[0][4] is None
    assert figure.table.rows[0][6] is None
    assert figure.table.notes


def test_a_park_that_makes_nothing_has_no_such_picture() -> None:
    none = np.zeros(48)
    still = {"generation_kwh": none, "matched_kwh": none, "exported_kwh": none}
    assert made_figure(hours(**still, curtailed_kwh=None), by="month") is None
