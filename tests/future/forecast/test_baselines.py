from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forecast_cases import (
    AIR,
    DAY,
    HOUR,
    LOAD,
    MONDAY,
    PV,
    SITE,
    SUN,
    hourly,
    known_at_end,
    load,
    next_hours,
    working_days,
)
from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.baselines.climatology import climatology
from zeropark.future.forecast.baselines.every import (
    BASELINES,
    baseline_quantiles,
    nearest_baseline,
    past_of,
)
from zeropark.future.forecast.baselines.persistence import persistence
from zeropark.future.forecast.baselines.similar_day import similar_day
from zeropark.future.forecast.sky import clear_share
from zeropark.future.forecast.subject import Holidays

THREE_DAYS = np.repeat([10.0, 20.0, 30.0], 24)


def test_a_load_is_as_at_the_same_time_on_the_last_day_that_is_known() -> None:
    values = np.concatenate([np.arange(24.0), 100.0 + np.arange(18.0)])
    known = known_at_end(values)  # until 18:00 of the second day
    said = persistence(past_of(LOAD, known, next_hours(known, 30)))[:, 0]
    assert said[:6].tolist() == [18.0, 19.0, 20.0, 21.0, 22.0, 23.0]  # of the first day
    assert said[6:24].tolist() == (100.0 + np.arange(18.0)).tolist()  # tomorrow, as today
    assert said[24:].tolist() == [18.0, 19.0, 20.0, 21.0, 22.0, 23.0]  # not known today either


def test_wind_stays_as_it_was_last() -> None:
    known = known_at_end([0.1, 0.2, 0.7, np.nan])
    said = persistence(past_of(AIR, known, next_hours(known, 5)))[:, 0]
    assert said.tolist() == [0.7] * 5


def test_the_sky_stays_as_bright_as_it_was_over_the_last_day() -> None:
    clear = clear_share(PV, SITE, Axis(MONDAY, HOUR, 96))
    known = known_at_end(0.6 * clear[:48])
    said = persistence(past_of(SUN, known, next_hours(known, 48)))[:, 0]
    np.testing.assert_allclose(said, 0.6 * clear[48:], rtol=1e-12)
    assert said.max() > 0.3


def test_a_working_day_is_the_mean_of_the_last_five() -> None:
    # Two weeks whose days are 1 to 14; Monday is like Monday to Friday of the week before.
    known = known_at_end(np.repeat(np.arange(1.0, 15.0), 24))
    said = similar_day(past_of(LOAD, known, next_hours(known, 48)))[:, 0]
    np.testing.assert_allclose(said, np.mean([8, 9, 10, 11, 12]))


def test_a_weekend_is_like_weekends() -> None:
    known = known_at_end(np.repeat(np.arange(1.0, 13.0), 24))  # until Friday night
    said = similar_day(past_of(LOAD, known, next_hours(known, 24)))[:, 0]
    np.testing.assert_allclose(said, np.mean([6, 7]))


def test_a_day_off_is_like_days_off_and_a_worked_saturday_like_working_days() -> None:
    known = known_at_end(np.repeat(np.arange(1.0, 13.0), 24))
    subject = load(
        Holidays({date(2026, 6, 3): "holiday", date(2026, 6, 13): "workday"})  # day 3 and day 13
    )
    said = similar_day(past_of(subject, known, next_hours(known, 24)))[:, 0]
    np.testing.assert_allclose(said, np.mean([8, 9, 10, 11, 12]))
    subject = load(Holidays({date(2026, 6, 3): "holiday", date(2026, 6, 13): "holiday"}))
    said = similar_day(past_of(subject, known, next_hours(known, 24)))[:, 0]
    np.testing.assert_allclose(said, 3.0)


def test_wind_knows_no_weekday() -> None:
    known = known_at_end(np.repeat(np.arange(1.0, 13.0), 24) / 100.0)
    said = similar_day(past_of(AIR, known, next_hours(known, 24)))[:, 0]
    np.testing.assert_allclose(said, 0.10)  # days 8 to 12


def test_climatology_is_the_mean_of_the_days_at_that_time() -> None:
    known = known_at_end(THREE_DAYS)
    said = climatology(past_of(LOAD, known, next_hours(known, 24)))[:, 0]
    np.testing.assert_allclose(said, 20.0)


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("subject", [LOAD, AIR, SUN])
def test_what_a_baseline_would_have_said_is_what_it_said(name: str, subject: object) -> None:
    """Column d is the forecast as it was made d days before, from a history cut there."""
    rng = np.random.default_rng(3)
    history = hourly(rng.uniform(0.0, 1.0, 24 * 70))
    at = MONDAY + 69 * DAY + 7 * HOUR
    past = past_of(subject, history.known_by(at), Axis(at, HOUR, 40))
    for days in (1, 2, 9):
        then = at - days * DAY
        earlier = past_of(subject, history.known_by(then), Axis(then, HOUR, 40))
        np.testing.assert_allclose(
            BASELINES[name](past)[:, days], BASELINES[name](earlier)[:, 0], rtol=1e-12
        )


def test_a_band_is_as_wide_as_the_errors_were() -> None:
    # Persistence of days that alternate is off by 10 up and 10 down, in turn.
    known = known_at_end(np.repeat([0.0, 10.0] * 20, 24))
    past = past_of(LOAD, known, next_hours(known, 24))
    low, middle, high = baseline_quantiles("persistence", past)
    assert set(low) == {0.0}  # 10 - 10
    assert set(high) == {20.0}  # 10 + 10
    assert set(middle) <= {0.0, 10.0, 20.0}


def test_a_band_covers_what_it_says_it_covers() -> None:
    rng = np.random.default_rng(5)
    values = 100.0 + rng.normal(0.0, 5.0, 24 * 400)
    history, held = hourly(values), []
    for number in range(60, 390, 3):
        at = MONDAY + number * DAY
        low, _, high = baseline_quantiles(
            "similar_day", past_of(LOAD, history.known_by(at), Axis(at, HOUR, 24))
        )
        came = values[number * 24 : number * 24 + 24]
        held.append((low <= came) & (came <= high))
    assert 0.77 < np.mean(held) < 0.83


def test_the_nearest_is_the_one_that_was_off_least() -> None:
    known = known_at_end(working_days(60))
    assert nearest_baseline(past_of(LOAD, known, next_hours(known, 24)))[0] == "similar_day"
    known = known_at_end(np.cumsum(np.full(24 * 60, 1.0)))
    assert nearest_baseline(past_of(LOAD, known, next_hours(known, 24)))[0] == "persistence"


@pytest.mark.parametrize("name", BASELINES)
def test_a_single_value_is_enough(name: str) -> None:
    known = known_at_end([7.0])
    np.testing.assert_array_equal(
        baseline_quantiles(name, past_of(LOAD, known, next_hours(known, 5))), 7.0
    )


def test_nothing_known_and_other_steps_are_told() -> None:
    known = known_at_end([np.nan, np.nan])
    with pytest.raises(MissingDataError, match="Nothing was known by"):
        past_of(LOAD, known, next_hours(known, 5))
    known = known_at_end([1.0])
    with pytest.raises(MissingDataError, match="in steps of 60"):
        past_of(LOAD, known, Axis(known.as_of, HOUR / 4, 5))
    with pytest.raises(MissingDataError, match="in steps of 60"):
        past_of(LOAD, known, Axis(known.as_of + HOUR / 2, HOUR, 5))
