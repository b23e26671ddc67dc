"""Forecasts as the series of a plan, and what happened, on the plan's steps."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from day_parks import BATTERY, running_park, sun
from ledger_parks import axis_of
from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.forecast import Forecast
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import Target
from zeropark.future.plan.days.by_forecast import ByForecast, at_level, covering, on_steps
from zeropark.future.plan.days.happened import bridged, happened

MILL, SUN, PRICE = Target("load", "mill"), Target("availability", "sun"), Target("price", "grid")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEKS = axis_of(24 * 28, start="2026-11-03", minutes=60)
PARK = running_park(BATTERY, sun())


def daily(target: Target) -> np.ndarray:
    hours = np.arange(WEEKS.count) % 24
    return {
        MILL: 100.0 + hours,
        SUN: np.clip(np.sin((hours - 6) / 12 * np.pi), 0.0, 1.0),
        PRICE: 0.2 + hours / 100.0,
    }[target]


def histories() -> dict[Target, History]:
    return {
        target: History.delayed(WEEKS, daily(target), delay=HOUR) for target in (MILL, SUN, PRICE)
    }


def test_days_that_are_alike_are_foreseen_as_they_come() -> None:
    """The plan's quarters of an hour: a load's hour is divided, a share and a price are held."""
    tomorrow = Axis(WEEKS.start + 27 * DAY, timedelta(minutes=15), 96)
    found = ByForecast(park=PARK, histories=histories())(tomorrow, tomorrow.start)
    hours = np.arange(24)
    assert found.series.load["mill"] == pytest.approx(np.repeat(100.0 + hours, 4) / 4.0)
    assert found.prices["grid"] == pytest.approx(np.repeat(0.2 + hours / 100.0, 4))
    assert found.series.availability["sun"].shape == (96,)
    assert {used.source for used in found.inputs} == {"forecast"}
    assert {used.of for used in found.inputs} == {"mill", "sun", "grid"}


def test_what_was_learnt_later_changes_nothing() -> None:
    axis = Axis(WEEKS.start + 20 * DAY, HOUR, 24)
    whole = ByForecast(park=PARK, histories=histories())(axis, axis.start)
    later = daily(MILL) + np.where(np.arange(WEEKS.count) >= 20 * 24, 500.0, 0.0)
    other = {**histories(), MILL: History.delayed(WEEKS, later, delay=HOUR)}
    again = ByForecast(park=PARK, histories=other)(axis, axis.start)
    assert again.series.load["mill"] == pytest.approx(whole.series.load["mill"])


def test_of_what_nothing_was_known_nothing_is_foreseen() -> None:
    axis = Axis(WEEKS.start, HOUR, 24)
    found = ByForecast(park=PARK, histories=histories())(axis, WEEKS.start - DAY)
    assert not found.series.load
    assert found.inputs == ()


def forecast(rows: list[list[float]]) -> Forecast:
    axis = Axis(WEEKS.start, HOUR, len(rows[0]))
    return Forecast(
        target=MILL, axis=axis, issued_at=WEEKS.start, quantile=np.array(rows), method="persistence"
    )


def test_levels_between_quantiles_lie_on_straight_lines() -> None:
    told = forecast([[1.0], [3.0], [11.0]])
    assert [float(at_level(told, level)[0]) for level in (0.1, 0.3, 0.5, 0.7, 0.9)] == [
        *(pytest.approx(1.0), pytest.approx(2.0), pytest.approx(3.0)),
        *(pytest.approx(7.0), pytest.approx(11.0)),
    ]


def test_quarters_become_hours() -> None:
    quarters = axis_of(8, start="2026-12-01")
    hours = Axis(quarters.start, HOUR, 2)
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    assert on_steps(values, quarters, hours, MILL).tolist() == [10.0, 26.0]
    assert on_steps(values, quarters, hours, PRICE).tolist() == [2.5, 6.5]


def test_hours_cover_quarters_that_begin_within_them() -> None:
    hours = Axis(WEEKS.start, HOUR, 24)
    quarters = Axis(WEEKS.start + timedelta(minutes=45), timedelta(minutes=15), 2)
    cover = covering(quarters, hours)
    assert (cover.start, cover.count) == (WEEKS.start, 2)
    assert on_steps(np.array([4.0, 8.0]), cover, quarters, MILL).tolist() == [1.0, 2.0]


def test_steps_that_do_not_fit_are_refused() -> None:
    twenty = Axis(WEEKS.start, timedelta(minutes=20), 3)
    with pytest.raises(MissingDataError, match="20 min can't be told in steps of 15 min"):
        on_steps(np.ones(3), twenty, axis_of(4), MILL)


def test_what_happened_is_the_last_word_and_gaps_are_said() -> None:
    values = daily(MILL).copy()
    values[5] = np.nan
    axis = Axis(WEEKS.start, HOUR, 24)
    found, findings = happened({MILL: History.delayed(WEEKS, values)}, axis)
    assert found.series.load["mill"][5] == pytest.approx(105.0)
    assert [(at.code, at.data["missing"]) for at in findings] == [("day.gap_bridged", 1)]
    beyond = Axis(WEEKS.start + 100 * DAY, HOUR, 24)
    with pytest.raises(MissingDataError, match=r"Nothing is known of load\.mill"):
        happened({MILL: History.delayed(WEEKS, values)}, beyond)


def test_gaps_at_the_ends_take_what_is_nearest() -> None:
    assert bridged(np.array([np.nan, 2.0, np.nan, 4.0, np.nan])).tolist() == [2, 2, 3, 4, 4]
