"""How good forecasts are on measured series, and how quick.

    python benchmarks/forecast.py --data FOLDER [--every 6] [--months 4]

The folder holds `gansu_ningxia_wind_pv` (a year of wind and sun, per unit of capacity),
`steel_mill_load_15min` (a year of a small steel mill) and `eu_dayahead_prices` (German day-ahead
prices of two years; each is taken as known after its hour, as if there were no auction, in EUR/MWh
times 0.0078). No weather is given. Values are known a quarter of an hour after their interval.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import polars as pl

from measure import machine
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, Period, parse_instant, parse_period
from zeropark.future.forecast.backtest import FORETOLD, Backtest, backtest
from zeropark.future.forecast.foresee import foresee
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.subject import Subject
from zeropark.future.forecast.target import Target
from zeropark.future.forecast.train import train

HOUR = timedelta(hours=1)
DELAY = timedelta(minutes=15)
NAME = {"zh": "某处", "en": "somewhere"}
SITE = Site.model_validate({"id": "ground", "name": NAME, "latitude": 37.5, "longitude": 105.0})
PLANT = {"name": NAME, "site": "ground", "electricity_to": "bus", "capacity_kw": 1000}
PV = Pv.model_validate({"kind": "pv", "id": "pv", **PLANT})
WIND = Wind.model_validate({"kind": "wind", "id": "wind", **PLANT})
YEAR = parse_period("2025")
CNY_PER_KWH = 0.0078
TARGETS, DAYS = 10, 30


@dataclass(frozen=True, slots=True)
class Case:
    """A measured series."""

    name: str
    subject: Subject
    axis: Axis
    values: pl.Series
    until: str

    @property
    def lesson(self) -> Lesson:
        """What is learnt from it."""
        history = History.delayed(self.axis, self.values.to_numpy(), delay=DELAY)
        return Lesson(subject=self.subject, history=history, knowledge="15 min after")


def cases(data: Path) -> Iterator[Case]:
    """The series of the folder."""
    folder = data / "gansu_ningxia_wind_pv"
    wind = pl.read_parquet(folder / "wind_pu_15min.parquet")["Area1"]
    subject = Subject(target=Target("availability", "wind"), plant=WIND, site=SITE)
    yield Case("wind, Gansu or Ningxia", subject, Axis.over(YEAR), wind, "2025-12-29")
    sun = pl.read_parquet(folder / "hourly_pu_wind_pv_load_csp.parquet")["pv_area1"]
    subject = Subject(target=Target("availability", "pv"), plant=PV, site=SITE)
    yield Case("sun, Gansu or Ningxia", subject, Axis.over(YEAR, step=HOUR), sun, "2025-12-29")
    mill = pl.read_parquet(data / "steel_mill_load_15min" / "steel.parquet")["Usage_kWh"]
    subject = Subject(target=Target("load", "mill"))
    yield Case("steel mill", subject, Axis.over(parse_period("2018")), mill, "2018-12-29")
    prices = pl.read_parquet(data / "eu_dayahead_prices" / "real_prices_epftoolbox.parquet")
    price = prices["DE"].fill_nan(None).drop_nulls() * CNY_PER_KWH
    axis = Axis(parse_instant("2016-01-04T00:00"), HOUR, price.len())
    yield Case("price, Germany", Subject(target=Target("price", "grid")), axis, price, "2017-12-29")


def show(name: str, found: Backtest, seconds: float) -> None:
    """The scores of one series by horizon."""
    print(f"\n{name}: {found.issues} issues, trained {found.trained} times, {seconds:.0f} s")
    for reason, count in found.fell_back:
        print(f"  at {count} issues a baseline spoke: {reason}")
    skills = ("persistence", "similar_day", "climatology")
    print("  horizon   pinball   nMAE  nRMSE  P10-P90   skill over " + ", ".join(skills))
    for score in found.scores:
        if score.method == FORETOLD:
            over = "  ".join(f"{100 * found.skill[each][score.bucket]:6.1f} %" for each in skills)
            bucket = "all" if score.bucket is None else str(score.bucket)
            print(
                f"  {bucket:8} {score.pinball:9.4g} {100 * score.nmae:5.1f}% "
                f"{100 * score.nrmse:5.1f}% {100 * score.coverage:6.1f} %   {over}"
            )


def speed(case: Case) -> None:
    """A day ahead of ten targets, day after day, as a rolling plan asks for it."""
    lesson, start = case.lesson, parse_instant("2025-10-01T10:00")
    began = time.perf_counter()
    model = train(lesson, at=start)
    trained_s = time.perf_counter() - began
    targets = [Target("availability", f"wind-{number}") for number in range(TARGETS)]
    subjects = {each: Subject(target=each, plant=WIND, site=SITE) for each in targets}
    took = {"models": [], "baselines": []}
    for day in range(DAYS):
        at = start + timedelta(days=day)
        known = {each: lesson.history.known_by(at) for each in targets}
        axis = Axis(at, case.axis.step, 96)
        for who, models in (("models", dict.fromkeys(targets, model)), ("baselines", {})):
            began = time.perf_counter()
            foresee(known, axis, models=models, subjects=subjects)
            took[who].append(time.perf_counter() - began)
    print(f"\ntrain one model of {model.card.cases:,} cases: {trained_s:.1f} s")
    for who, seconds in took.items():
        print(
            f"a day of 96 steps ahead of {TARGETS} targets by {who}: "
            f"median {1e3 * statistics.median(seconds):.0f} ms of {DAYS} days"
        )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=float, default=6.0, help="hours from issue to issue")
    parser.add_argument("--months", type=int, default=4)
    told = parser.parse_args()
    print(machine())
    every = timedelta(hours=told.every)
    listed = list(cases(told.data))
    for case in listed:
        end = parse_instant(case.until)
        began = time.perf_counter()
        found = backtest(
            case.lesson, Period(end - told.months * timedelta(days=30), end), every=every
        )
        show(case.name, found, time.perf_counter() - began)
    speed(listed[0])


if __name__ == "__main__":
    main()
