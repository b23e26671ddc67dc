"""Shapes of a year: months, mean days and the map of hours, with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import PARK_ZONE, Axis, Calendar, Period, from_array
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.rollup import Grain, Totals

Series = NDArray[np.float64]


def span_labels(totals: Totals, *, by: Grain) -> tuple[str, ...]:
    """The local month, day or hour of every span: `2026-01`, `2026-01-31`, `01-31 07:00`."""
    formats: dict[Grain, str] = {"month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%m-%d %H:%M"}
    starts = (from_array(edge).astimezone(PARK_ZONE) for edge in totals.edges[:-1])
    return tuple(start.strftime(formats[by]) for start in starts)


def readable_spans(period: Period) -> Grain:
    """In which spans a period is read: months of a year, days of a month, hours of a day."""
    if period.duration > timedelta(days=62):
        return "month"
    return "day" if period.duration > timedelta(days=2) else "hour"


def combined(flows: Flows, rows: NDArray[np.int64]) -> Series:
    """The sum of links at every step; missing where any of them is."""
    total: Series = flows.quantity[rows].sum(axis=0)
    return total


def mean_day_kw(
    amount_kwh: Series, *, hour: NDArray[np.int64], chosen: NDArray[np.bool_], step_hours: float
) -> Series:
    """Mean power by hour of the day over the chosen steps, kW, shape (24,).

    Missing steps are left out of the mean; an hour without any known step is NaN.
    """
    use = chosen & ~np.isnan(amount_kwh)
    count = np.bincount(hour[use], minlength=24)
    total = np.bincount(hour[use], weights=amount_kwh[use], minlength=24)
    mean: Series = np.full(24, np.nan)
    np.divide(total, count * step_hours, out=mean, where=count > 0)
    return mean


@dataclass(frozen=True, slots=True)
class HourMap:
    """Mean power by local day (rows) and hour (24 columns), kW; NaN where unknown."""

    first_day: np.datetime64
    power_kw: NDArray[np.float64]


def hour_map(axis: Axis, amount_kwh: Series) -> HourMap:
    """Every hour of the axis; an hour of which a step is missing is missing."""
    calendar = Calendar.of(axis)
    first = int(calendar.day.min())
    cell = (calendar.day - first) * 24 + calendar.minute // 60
    cells = (int(calendar.day.max()) - first + 1) * 24
    count = np.bincount(cell, minlength=cells)
    total = np.bincount(cell, weights=amount_kwh, minlength=cells)  # NaN travels
    mean = np.full(cells, np.nan)
    np.divide(total, count * axis.step_hours, out=mean, where=count > 0)
    return HourMap(np.datetime64(first, "D"), mean.reshape(-1, 24))
