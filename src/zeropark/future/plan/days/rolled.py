"""A roll: what came of planning window after window, told as flows, money and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.flow import UNMETERED, Flows
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.carrying import net_import
from zeropark.future.plan.days.dispatch import CostOf, InputUsed
from zeropark.future.plan.days.read_days import Decided
from zeropark.future.plan.days.roll import Progress, Roll, WindowDone
from zeropark.future.plan.days.settling import TwoSettlements, two_settlements

Foresight = Literal["forecast", "perfect"]
"""Whether plans were made on what was known then, or on what would come."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Both prices of a grid point, CNY per kWh, one value per step."""

    day_ahead_cny_per_kwh: Series
    real_time_cny_per_kwh: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOf:
    """What one local day came to."""

    day: date
    cost_cny: float
    """Without the month's demand charge."""
    lacking: float
    """What loads did not get, in the inside units of their carriers together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """A stretch that was planned and carried out window by window."""

    park: str
    axis: Axis
    foresight: Foresight
    level: float
    """Which quantile of loads was planned on."""
    windows: tuple[WindowDone, ...]
    flows: Flows
    contents: Mapping[str, Series]
    costs: tuple[CostOf, ...]
    cost_cny: float
    days: tuple[DayOf, ...]
    settlements: Mapping[str, TwoSettlements]
    """By grid point, where real-time prices were told."""
    margins_kwh: Mapping[str, float]
    """What each ratio of the year came to by the end, kWh on the right side of its bound."""
    seconds: float
    inputs: tuple[InputUsed, ...]
    findings: tuple[Finding, ...]

    @property
    def lacking(self) -> float:
        """What loads did not get over the stretch."""
        return fsum(day.lacking for day in self.days)


def rolled_of(
    roll: Roll,
    progress: Progress,
    *,
    level: float,
    seconds: float,
    quality: int,
    real_time: Mapping[str, Prices] | None = None,
    findings: tuple[Finding, ...] = (),
) -> Rolled:
    """What a roll that went to its end came to.

    Args:
        roll: what was rolled.
        progress: where it came to.
        level: the quantile of loads that was planned on.
        seconds: what it took.
        quality: flags of what happened, e.g. GENERATED.
        real_time: by grid point, day-ahead and real-time prices to settle positions at.
        findings: what there is to say beside.
    """
    decided = roll.decided(progress)
    costs = tuple(decided.costs())
    planned = roll.planned
    return Rolled(
        park=roll.actual.park.id,
        axis=roll.actual.written.site.axis,
        foresight="perfect" if planned is None else "forecast",
        level=level,
        windows=tuple(progress.done),
        flows=decided.flows(quality=quality),
        contents=decided.contents(),
        costs=costs,
        cost_cny=fsum(at.amount_cny for at in costs),
        days=_days(roll, decided),
        settlements=dict(_settled(roll, progress, real_time or {})),
        margins_kwh=dict(progress.margins),
        seconds=seconds,
        inputs=() if planned is None else tuple(planned.inputs.values()),
        findings=(*roll.actual.findings, *findings),
    )


def _settled(
    roll: Roll, progress: Progress, prices: Mapping[str, Prices]
) -> Iterator[tuple[str, TwoSettlements]]:
    for point in roll.actual.park.boundary_points:
        if point.id in prices:
            at = prices[point.id]
            yield (
                point.id,
                two_settlements(
                    position_kwh=progress.positions[point.id],
                    exchange_kwh=net_import(roll.actual, point, progress.values, 0),
                    day_ahead_cny_per_kwh=at.day_ahead_cny_per_kwh,
                    real_time_cny_per_kwh=at.real_time_cny_per_kwh,
                ),
            )


def _days(roll: Roll, decided: Decided) -> tuple[DayOf, ...]:
    axis = roll.actual.written.site.axis
    cost, lacking = np.zeros(axis.count), np.zeros(axis.count)
    figures = decided.figures
    for charge in roll.actual.written.charges:
        for path, each in charge.account.flows.items():
            cost += each * figures.flows.get(path, np.zeros(axis.count))
    for path, values in figures.flows.items():
        if path.source == UNMETERED:
            lacking += np.maximum(values, 0.0)
    days, place = _local_days(axis)
    return tuple(
        DayOf(day=day, cost_cny=float(money), lacking=float(amount))
        for day, money, amount in zip(
            days, np.bincount(place, cost), np.bincount(place, lacking), strict=True
        )
    )


def _local_days(axis: Axis) -> tuple[list[date], NDArray[np.int64]]:
    """The local days of an axis, and which of them each step is in."""
    calendar = Calendar.of(axis)
    found, place = np.unique(calendar.day, return_inverse=True)
    return [np.datetime64(int(day), "D").item() for day in found], place.astype(np.int64)
