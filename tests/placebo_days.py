"""Days on which nobody called: what each baseline says of them, against what was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from response_cases import local, table, window
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.facts.ledger.response.baselines.baseline import Case, LeftOut
from zeropark.facts.ledger.response.baselines.find import find_baseline
from zeropark.facts.ledger.response.draw import Draw

BASELINES = (
    "caiso_10_in_10",
    "jiangsu_five_days",
    "jiangsu_real_time",
    "beijing_5_of_10",
)
FIRST = date(2018, 3, 1)
LAST = date(2018, 12, 30)
HOURS = ("14:00", "16:00")


@dataclass(frozen=True)
class Off:
    """How far a baseline was off on placebo days."""

    days: int
    bias: float
    """Sum of baseline less sum of load, over the load: above zero credits what nobody did."""
    rrmse: float
    """Root of the mean square of baseline less load by quarter-hour, over the mean load."""


def steel_mill(shared_data: Path) -> Draw:
    """A small mill's load of 2018; its stamps are ends of intervals, by a clock without summer."""
    frame = pl.read_parquet(shared_data / "steel_mill_load_15min" / "steel.parquet")
    axis = Axis(local(date(2018, 1, 1), "00:00"), QUARTER_HOUR, frame.height)
    return Draw(axis=axis, power_kw=frame["Usage_kWh"].to_numpy() / 0.25)


def how_far_off(draw: Draw) -> Mapping[str, Off]:
    """Each baseline over every working day from March on, in the same two hours."""
    found: dict[str, Off] = {}
    for name in BASELINES:
        rule = table(name)
        pairs = []
        for day in _working_days():
            case = Case(
                draw=draw,
                event=window(day, *HOURS),
                issued_at=local(day, "09:00"),
                left_out=LeftOut(),
            )
            pairs.append((find_baseline(case, rule).power_kw, draw.over(case.event)))
        base, load = (np.array(each) for each in zip(*pairs, strict=True))
        off = base - load
        found[name] = Off(
            days=len(pairs),
            bias=float(off.sum() / load.sum()),
            rrmse=float(np.sqrt((off**2).mean()) / load.mean()),
        )
    return found


def _working_days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)
