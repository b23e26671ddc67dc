from __future__ import annotations

import json
from datetime import timedelta

import numpy as np
import pytest

from forecast_cases import DAY, HOUR, LOAD, MONDAY, hourly, working_days
from zeropark.basis.errors import InputError, MissingDataError
from zeropark.basis.timeline import Axis, Period
from zeropark.future.forecast.backtest import FORETOLD, backtest
from zeropark.future.forecast.baselines.every import BASELINES, baseline_quantiles, past_of
from zeropark.future.forecast.kept import answer_of
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.plain import plain_backtest

VALUES = working_days(130)
PERIOD = Period(MONDAY + 100 * DAY, MONDAY + 120 * DAY)


def test_each_issue_is_what_was_foretold_then_and_held_against_what_came() -> None:
    counted: list[int] = []
    found = backtest(
        Lesson(subject=LOAD, history=hourly(VALUES)),
        PERIOD,
        every=DAY,
        horizon=24 * HOUR,
        advance=lambda: counted.append(1),
    )
    assert found.issues == len(counted) == 21
    assert found.trained == 1
    history, errors = hourly(VALUES), []
    for number in range(100, 121):
        at = MONDAY + number * DAY
        past = past_of(LOAD, history.known_by(at), Axis(at, HOUR, 24))
        middle = baseline_quantiles("persistence", past)[1]
        errors.append(np.abs(VALUES[number * 24 : number * 24 + 24] - middle))
    score = next(s for s in found.scores if s.method == "persistence" and s.bucket is None)
    assert score.nmae * found.scale == pytest.approx(np.mean(errors))
    assert found.scale == VALUES[100 * 24 : 121 * 24].max()
    assert {s.method for s in found.scores} == {FORETOLD, *BASELINES}
    assert found.skill["persistence"][None] > 0.2
    np.testing.assert_array_equal(found.example_came, VALUES[120 * 24 : 121 * 24])


def test_a_young_history_falls_back_and_says_so() -> None:
    early = Period(MONDAY + 20 * DAY, MONDAY + 25 * DAY)
    found = backtest(
        Lesson(subject=LOAD, history=hourly(VALUES)), early, every=12 * HOUR, horizon=24 * HOUR
    )
    assert found.trained == 0
    ((reason, count),) = found.fell_back
    assert str(reason) == "No model has been trained for it."
    assert count == found.issues == 11


def test_a_model_is_trained_again_every_month() -> None:
    long = Period(MONDAY + 60 * DAY, MONDAY + 125 * DAY)
    found = backtest(
        Lesson(subject=LOAD, history=hourly(VALUES)), long, every=5 * DAY, horizon=24 * HOUR
    )
    assert found.trained == 3


def test_a_period_of_which_nothing_is_known_is_told() -> None:
    before = Period(MONDAY - 20 * DAY, MONDAY - 10 * DAY)
    with pytest.raises(MissingDataError, match="known at any issue"):
        backtest(
            Lesson(subject=LOAD, history=hourly(VALUES)),
            before,
            every=DAY,
            horizon=timedelta(days=1),
        )


def test_a_load_that_was_never_on_is_foretold_as_nothing() -> None:
    found = backtest(
        Lesson(subject=LOAD, history=hourly(np.zeros(130 * 24))), PERIOD, every=5 * DAY
    )
    assert found.trained == 1
    assert found.example.quantile.max() == 0.0
    whole = next(s for s in found.scores if s.method == FORETOLD and s.bucket is None)
    assert (whole.pinball, whole.coverage) == (0.0, 1.0)
    assert np.isnan(whole.nmae)  # a share of nothing
    text = json.dumps({**plain_backtest(found), "tests": []}, allow_nan=False)
    assert json.loads(text)["skill"]["persistence"]["all"] is None


def test_a_kept_backtest_is_understood_again() -> None:
    found = backtest(Lesson(subject=LOAD, history=hourly(VALUES)), PERIOD, every=5 * DAY)
    told = {
        "generated": False,
        "assumed_delay_minutes": None,
        "with_weather": False,
        "tests": [plain_backtest(found)],
    }
    (kept,) = answer_of(json.dumps(told, allow_nan=False), place="backtest.json").tests
    assert (kept.target, kept.issues, kept.trained) == (LOAD.target, found.issues, 1)
    assert (kept.start, kept.end) == (PERIOD.start, PERIOD.end)
    whole = next(s for s in found.scores if s.method == FORETOLD and s.bucket is None)
    assert kept.scores[0].horizon == "all"
    assert kept.scores[0].pinball == whole.pinball
    assert kept.scores[0].skill["persistence"] == found.skill["persistence"][None]
    np.testing.assert_array_equal(kept.example.middle, found.example.middle)
    np.testing.assert_array_equal(kept.example.came, found.example_came)
    assert kept.example.axis == found.example.axis
    with pytest.raises(InputError, match="can't be read"):
        answer_of('{"generated": true}', place="backtest.json")
