"""Forecasts of what was measured: wind and sun of Gansu and Ningxia, a steel mill, a spot price.

Without any weather forecast, a model of sun or wind a day ahead knows little more than what is
usual. What is asserted is what may be relied on: better than persistence, bands that hold most of
what came, and never much worse than the best baseline. The figures are printed by
`benchmarks/forecast.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from forecast_cases import PV, SITE, WIND
from zeropark.basis.timeline import Axis, Period, parse_instant, parse_period
from zeropark.future.forecast.backtest import FORETOLD, Backtest, backtest
from zeropark.future.forecast.history import History
from zeropark.future.forecast.horizon import Bucket
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.subject import Subject
from zeropark.future.forecast.target import Target

HOUR = timedelta(hours=1)
DELAY = timedelta(minutes=15)


@dataclass(frozen=True)
class Case:
    """A measured series, and from when on it is tried."""

    subject: Subject
    axis: Axis
    values: pl.Series
    start: str
    end: str


def cases(data: Path) -> dict[str, Case]:
    folder = data / "gansu_ningxia_wind_pv"
    wind = pl.read_parquet(folder / "wind_pu_15min.parquet")["Area1"]
    sun = pl.read_parquet(folder / "hourly_pu_wind_pv_load_csp.parquet")["pv_area1"]
    mill = pl.read_parquet(data / "steel_mill_load_15min" / "steel.parquet")["Usage_kWh"]
    prices = pl.read_parquet(data / "eu_dayahead_prices" / "real_prices_epftoolbox.parquet")
    price = prices["DE"].fill_nan(None).drop_nulls()
    year, hours = Axis.over(parse_period("2025")), Axis.over(parse_period("2025"), step=HOUR)
    return {
        "wind": Case(
            Subject(target=Target("availability", "wind"), plant=WIND, site=SITE),
            year, wind, "2025-09-01", "2025-10-30",
        ),
        "sun": Case(
            Subject(target=Target("availability", "pv"), plant=PV, site=SITE),
            hours, sun, "2025-09-01", "2025-10-30",
        ),
        "mill": Case(
            Subject(target=Target("load", "mill")),
            Axis.over(parse_period("2018")), mill, "2018-09-01", "2018-10-30",
        ),
        "price": Case(
            Subject(target=Target("price", "grid")),
            Axis(parse_instant("2016-01-04T00:00"), HOUR, price.len()), price,
            "2017-03-01", "2017-04-29",
        ),
    }  # fmt: skip


@pytest.fixture(scope="module", params=["wind", "sun", "mill", "price"])
def told(request: pytest.FixtureRequest, shared_data: Path) -> tuple[str, Backtest]:
    case = cases(shared_data)[request.param]
    history = History.delayed(case.axis, case.values.to_numpy(), delay=DELAY)
    period = Period(parse_instant(case.start), parse_instant(case.end))
    lesson = Lesson(subject=case.subject, history=history, knowledge="15 min after")
    return request.param, backtest(lesson, period, every=12 * HOUR)


def test_it_is_better_than_persistence(told: tuple[str, Backtest]) -> None:
    name, found = told
    least = {"wind": 0.10, "sun": 0.10, "mill": 0.25, "price": 0.15}
    assert found.skill["persistence"][None] > least[name]
    assert found.issues == 119


def test_it_is_not_much_worse_than_the_best_baseline(told: tuple[str, Backtest]) -> None:
    _, found = told
    assert min(skill[None] for skill in found.skill.values()) > -0.03


def test_its_band_holds_most_of_what_came(told: tuple[str, Backtest]) -> None:
    name, found = told
    (whole,) = (s for s in found.scores if s.method == FORETOLD and s.bucket is None)
    least = {"wind": 0.75, "sun": 0.65, "mill": 0.75, "price": 0.70}
    assert least[name] < whole.coverage < 0.95


@pytest.mark.parametrize("told", ["wind", "mill", "price"], indirect=True)
def test_what_is_near_is_known_better_than_what_is_far(told: tuple[str, Backtest]) -> None:
    """Not of the sun: at two issues a day what is near is noon or nothing, what is far all day."""
    _, found = told
    loss = {s.bucket: s.pinball for s in found.scores if s.method == FORETOLD}
    assert loss[Bucket(0, 1)] < loss[Bucket(24, 36)]
