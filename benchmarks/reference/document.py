"""The reference park as a document with its series: what is planned from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import polars as pl

from reference.series import YEAR_HOURS, Series, reference_series
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, Period, parse_instant
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.site.conditions import Conditions, conditions_of
from zeropark.future.plan.site.given import GivenSeries

PARK = Path(__file__).parent / "park.yaml"
YEAR = 2027
SEED = 910
HYDROGEN_KWH_PER_T = 33_330.0
"""Lower heating value: the series of the hydrogen load is in kW."""
COLUMNS = ("pv", "wind", "power-use", "heat-use", "hydrogen-use")
"""Devices that are given a series, by the column of the same name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first hours of the year, at so many steps an hour."""

    steps_per_hour: int = 1
    hours: int = YEAR_HOURS
    year: int = YEAR

    @property
    def axis(self) -> Axis:
        """Its steps."""
        step = timedelta(hours=1) / self.steps_per_hour
        start = parse_instant(f"{self.year}-01-01T00:00")
        return Axis(start, step, self.hours * self.steps_per_hour)

    @property
    def period(self) -> Period:
        """From its first step to its last."""
        return self.axis.period

    @property
    def series(self) -> Series:
        """The reference series over it."""
        return reference_series(steps_per_hour=self.steps_per_hour, hours=self.hours)


def reference_park() -> ParkDocument:
    """The document."""
    loaded = load_park(PARK.read_text(encoding="utf-8"), name=PARK.name)
    assert loaded.park is not None, loaded.findings
    return loaded.park


def reference_conditions(stretch: Stretch) -> Conditions:
    """The park's conditions; what is not given comes from the simulation."""
    series, hours = stretch.series, 1.0 / stretch.steps_per_hour
    given = GivenSeries(
        availability={"pv": series.pv_share, "wind": series.wind_share},
        load={
            "power-use": series.load_kw * hours,
            "heat-use": series.heat_kw * hours,
            "hydrogen-use": series.hydrogen_kw / HYDROGEN_KWH_PER_T * hours,
        },
    )
    return conditions_of(reference_park(), stretch.axis, seed=SEED, given=given)


def reference_problem(stretch: Stretch) -> Problem:
    """The document as a program with prices and rules on it."""
    return write_problem(reference_conditions(stretch), load_rulebook(), Options(stage=YEAR))


def write_series(path: Path, stretch: Stretch) -> None:
    """The given series as the table that `zeropark plan size --series` reads."""
    series = stretch.series
    frame = pl.DataFrame(
        {
            "pv": series.pv_share,
            "wind": series.wind_share,
            "power-use": series.load_kw,
            "heat-use": series.heat_kw,
            "hydrogen-use": series.hydrogen_kw / HYDROGEN_KWH_PER_T,
        }
    )
    frame.write_csv(path)
