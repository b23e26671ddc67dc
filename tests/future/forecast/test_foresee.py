from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

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
    working_days,
)
from zeropark.basis.timeline import Axis, to_array
from zeropark.future.forecast.forecast import Forecast
from zeropark.future.forecast.foresee import foresee
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.sky import clear_share
from zeropark.future.forecast.train import train

TRAINED_AT = MONDAY + 200 * DAY
LATER = TRAINED_AT + 10 * DAY + 7 * HOUR


def sunny(days: int) -> NDArray[np.float64]:
    clear = clear_share(PV, SITE, Axis(MONDAY, HOUR, days * 24))
    cloud = np.repeat(np.random.default_rng(4).uniform(0.3, 1.0, days), 24)
    return clear * cloud


def windy(days: int) -> NDArray[np.float64]:
    return np.clip(working_days(days, seed=9, noise=12.0) / 200.0, 0.0, 1.0)


SERIES = {
    LOAD.target: working_days(220),
    AIR.target: windy(220),
    SUN.target: sunny(220),
}
SUBJECTS = {each.target: each for each in (LOAD, AIR, SUN)}


@pytest.fixture(scope="module")
def models() -> dict[object, Model]:
    return {
        target: train(Lesson(subject=SUBJECTS[target], history=hourly(values)), at=TRAINED_AT)
        for target, values in SERIES.items()
    }


def forecasts(
    series: dict, *, at: datetime = LATER, hours: int = 40, **more: object
) -> tuple[Forecast, ...]:
    known = {target: hourly(values).known_by(at) for target, values in series.items()}
    return foresee(known, Axis(at, HOUR, hours), subjects=SUBJECTS, **more)


def test_models_speak_where_there_are_some(models: dict) -> None:
    for forecast in forecasts(SERIES, models=models):
        assert forecast.reason is None or "no better" in str(forecast.reason)
    assert forecasts(SERIES, models=models)[0].method == "lightgbm"
    assert forecasts(SERIES, models=models)[0].issued_at == LATER


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), with_models=st.booleans())
def test_what_is_learnt_later_changes_no_forecast(
    models: dict, seed: int, *, with_models: bool
) -> None:
    rng = np.random.default_rng(seed)
    hours = (LATER - MONDAY) // HOUR
    changed = {
        target: np.concatenate([values[:hours], rng.uniform(0, 1, values.size - hours)])
        for target, values in SERIES.items()
    }
    given_models = {"models": models} if with_models else {}
    for one, other in zip(
        forecasts(SERIES, **given_models), forecasts(changed, **given_models), strict=True
    ):
        np.testing.assert_array_equal(one.quantile, other.quantile)


def test_a_model_of_another_step_does_not_speak(models: dict) -> None:
    history = History.delayed(Axis(MONDAY, HOUR / 2, 480), np.full(480, 3.0))
    at = history.axis.period.end
    (forecast,) = foresee(
        {LOAD.target: history.known_by(at)},
        Axis(at, HOUR / 2, 4),
        models={LOAD.target: replace_card(models[LOAD.target], trained_at=at)},
    )
    assert "in steps of 60 minutes" in str(forecast.reason)
    np.testing.assert_array_equal(forecast.quantile, 3.0)


def replace_card(model: Model, **changed: object) -> Model:
    return replace(model, card=replace(model.card, **changed))


def test_a_correction_that_came_later_changes_no_forecast() -> None:
    values = SERIES[LOAD.target]
    plain = hourly(values)
    every = np.arange(values.size)
    corrected = History.of(
        plain.axis,
        np.concatenate([every, every[4500:4900]]),
        np.concatenate([values, values[4500:4900] + 50.0]),
        np.concatenate([plain.known_at, np.full(400, to_array(LATER + HOUR / 60))]),
    )
    axis = Axis(LATER, HOUR, 24)
    (one,) = foresee({LOAD.target: plain.known_by(LATER)}, axis)
    (other,) = foresee({LOAD.target: corrected.known_by(LATER)}, axis)
    np.testing.assert_array_equal(one.quantile, other.quantile)
    (after,) = foresee({LOAD.target: corrected.known_by(LATER + HOUR)}, axis)
    assert not np.array_equal(one.quantile, after.quantile)


@pytest.mark.parametrize("with_models", [True, False])
@pytest.mark.parametrize("hour", range(0, 24, 5))
def test_quantiles_are_in_order_and_where_the_target_can_be(
    models: dict, hour: int, *, with_models: bool
) -> None:
    at = LATER + hour * HOUR
    given_models = {"models": models} if with_models else {}
    load, wind, sun = forecasts(SERIES, at=at, **given_models)
    for forecast in (load, wind, sun):
        assert np.isfinite(forecast.quantile).all()
        assert (np.diff(forecast.quantile, axis=0) >= 0.0).all()
        assert (forecast.quantile >= 0.0).all()
    assert (wind.quantile <= 1.0).all()
    dark = clear_share(PV, SITE, sun.axis) <= 0.0
    assert dark.any()
    assert (sun.quantile[:, dark] == 0.0).all()
    assert sun.middle.max() > 0.1
    assert sun.at_level(0.9).max() <= 1.0


def test_a_price_that_is_known_ahead_is_no_guess() -> None:
    prices = np.arange(24.0 * 5) / 100.0
    axis = Axis(MONDAY, HOUR, prices.size)
    history = History.delayed(axis, prices, delay=-12 * HOUR)
    at = MONDAY + 4 * DAY
    target = replace(LOAD.target, kind="price")
    (forecast,) = foresee({target: history.known_by(at)}, Axis(at, HOUR, 24))
    np.testing.assert_array_equal(forecast.quantile[:, :12], np.tile(prices[96 : 107 + 1], (3, 1)))
    assert not np.array_equal(forecast.middle[12:], prices[108:])


def test_why_a_model_does_not_speak(models: dict) -> None:
    load = {LOAD.target: SERIES[LOAD.target]}

    def said(**more: object) -> str:
        (forecast,) = forecasts(load, **more)
        assert forecast.method in {"persistence", "similar_day", "climatology"}
        return str(forecast.reason)

    model = models[LOAD.target]
    card = model.card
    worse = replace(
        card,
        validation=tuple(
            replace(s, pinball=99.0) if s.method == "lightgbm" else s for s in card.validation
        ),
    )
    assert said() == "No model has been trained for it."
    assert said(models=models, oldest=timedelta(days=9)).startswith("The model is 10 days old; 9")
    assert said(models=models, at=TRAINED_AT - HOUR).startswith("The model was trained later")
    assert said(models=models, hours=60).startswith("The model looks 48 hours ahead in steps of 60")
    assert "no better than similar days" in said(models={LOAD.target: replace(model, card=worse)})
    lacking = replace(card, features=(*card.features, "ghi_w_per_m2"))
    assert said(models={LOAD.target: replace(model, card=lacking)}).endswith(
        "not given: ghi_w_per_m2."
    )


def test_a_long_silence_is_not_for_the_model(models: dict) -> None:
    values = SERIES[LOAD.target].copy()
    values[(LATER - MONDAY) // HOUR - 60 :] = np.nan
    (forecast,) = forecasts({LOAD.target: values}, models=models)
    assert "newest value is 60 hours old" in str(forecast.reason)
    assert np.isfinite(forecast.quantile).all()


def test_the_weather_that_is_told_is_used() -> None:
    rng = np.random.default_rng(6)
    wind = np.repeat(rng.uniform(2.0, 12.0, 220 * 4), 6)  # another wind every six hours
    came = np.clip(wind / 12.0, 0.0, 1.0) ** 3
    axis = Axis(MONDAY, HOUR, wind.size)
    told = {"wind_m_per_s": History.delayed(axis, wind, delay=-60 * HOUR)}
    lesson = Lesson(subject=AIR, history=hourly(came), weather=told)
    model = train(lesson, at=TRAINED_AT)
    assert model.card.skill_over(model.card.best_baseline()) > 0.8
    known = {AIR.target: lesson.history.known_by(LATER)}
    asked = Axis(LATER, HOUR, 48)
    start = (LATER - MONDAY) // HOUR
    weather = {name: each.known_by(LATER) for name, each in told.items()}
    (forecast,) = foresee(
        known, asked, models={AIR.target: model}, subjects={AIR.target: AIR}, weather=weather
    )
    assert forecast.method == "lightgbm"
    assert np.abs(forecast.middle - came[start : start + 48]).mean() < 0.05
    (without,) = foresee(known, asked, models={AIR.target: model}, subjects={AIR.target: AIR})
    assert str(without.reason) == "The model needs what is not given: wind_m_per_s, power_curve."
