"""Usage on the tariff's own calendar: months, blocks, and means over its clocked intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.rules.tou import BlockLabels
from zeropark.basis.timeline import Axis, Calendar, Period, to_array, zone
from zeropark.facts.ledger.bills.tariff import Scoped, Tariff
from zeropark.facts.ledger.bills.usage import Usage

_SIX_PLACES = Decimal("0.000001")


def exact(value: float) -> Decimal:
    """A measured number as a bill prints it: to a millionth of a kWh or kW."""
    return Decimal(repr(float(value))).quantize(_SIX_PLACES)


def month_name(month: int) -> str:
    """`2026-06` of a month counted from year 0.

    >>> month_name(2026 * 12 + 5)
    '2026-06'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Peaks:
    """Mean power over each clocked interval; NaN where part of it is missing."""

    mean_kw: NDArray[np.float64]
    first: NDArray[np.int64]
    """The step of the axis that each interval begins with."""

    def highest(self, chosen: NDArray[np.bool_]) -> float:
        """The highest known mean among intervals whose first step is chosen; NaN for none."""
        means = self.mean_kw[chosen[self.first]]
        known = means[~np.isnan(means)]
        return float(known.max()) if known.size else float("nan")


class Metered:
    """A usage read by a tariff's calendar."""

    def __init__(self, usage: Usage, tariff: Tariff) -> None:
        self.usage = usage
        self.tariff = tariff
        self.zone = zone(tariff.zone)
        self.calendar = Calendar.of(usage.axis, calendar=self.zone)
        self.month = self.calendar.year * 12 + self.calendar.month - 1
        """Month of every step, counted from year 0."""
        self._labels: dict[int, BlockLabels] = {}

    @property
    def months(self) -> list[int]:
        """The months that the axis touches, in order."""
        return [int(month) for month in np.unique(self.month)]

    def billed_months(self, component: Scoped) -> Iterator[int]:
        """The months in which a component is billed."""
        for month in self.months:
            if component.months is None or month % 12 + 1 in component.months:
                yield month

    def scope(self, component: Scoped) -> NDArray[np.bool_]:
        """The steps in the component's blocks, of any month; shape (axis.count,)."""
        clock = component.clock or self.tariff.clock
        if component.blocks is None:
            return np.ones(self.usage.axis.count, dtype=np.bool_)
        if clock is None:
            raise MissingDataError(
                "{component} names blocks; give its tariff a clock.", component=component.id
            )
        if id(clock) not in self._labels:
            self._labels[id(clock)] = clock.labels(self.usage.axis)
        return self._labels[id(clock)].within(component.blocks)

    def peaks(self, interval_min: int | None) -> Peaks:
        """Mean import power over the tariff's own clocked intervals.

        Raises:
            MissingDataError: the data is coarser than the interval or does not divide it.
        """
        axis = self.usage.axis
        step_min = axis.step / timedelta(minutes=1)
        steps, rest = divmod(interval_min or step_min, step_min)
        if steps < 1 or rest:
            raise MissingDataError(
                "Demand over {interval} min can't be read from steps of {step:g} min; "
                "close the period at a step that divides it.",
                interval=interval_min,
                step=step_min,
            )
        clock = self.calendar.day * 1440 + self.calendar.minute
        number = clock // int(interval_min) if interval_min else np.arange(axis.count)
        first = np.flatnonzero(np.diff(number, prepend=number[:1] - 1))
        length = np.diff(first, append=axis.count)
        energy = np.add.reduceat(self.usage.import_kwh, first)
        mean_kw = np.where(length == steps, energy / (steps * axis.step_hours), np.nan)
        return Peaks(mean_kw, first)

    def inside(self, window: Period) -> NDArray[np.bool_]:
        """The steps that begin in a window."""
        starts = self.usage.axis.starts()
        chosen: NDArray[np.bool_] = (starts >= to_array(window.start)) & (
            starts < to_array(window.end)
        )
        return chosen

    def covers_month(self, month: int) -> bool:
        """Whether the axis reaches from the month's first instant to its last."""
        start = datetime(month // 12, month % 12 + 1, 1, tzinfo=self.zone)
        after = month + 1
        end = datetime(after // 12, after % 12 + 1, 1, tzinfo=self.zone)
        return covers(self.usage.axis, Period(start, end))


def covers(axis: Axis, period: Period) -> bool:
    """Whether a period lies wholly on the axis."""
    return axis.period.start <= period.start and period.end <= axis.period.end
