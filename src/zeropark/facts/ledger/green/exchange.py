"""Exchange with the grid against what the project declared: power, peak-valley rate, export.

Exchange power is the mean of an interval, |import - export| over its length. The peak-valley rate
of a day is (highest - lowest) / highest of its exchange power; the plan names the largest of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.timeline import Calendar, from_array
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.sums import given_by, summed, taken_by

Array = NDArray[np.float64]

_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Exchange of one project over one period."""

    declared_kw: float | None
    peak_kw: float | None
    """None where no interval is known."""
    peak_at: datetime | None
    """Start of the interval of the peak."""
    steps_over: int
    """Intervals above the declared capacity."""
    first_over_at: datetime | None
    planned_rate: float | None
    worst_rate: float | None
    """Largest daily peak-valley rate; days with a missing interval are left out."""
    worst_day: date | None
    days_over_plan: int
    export_kwh: float
    steps_with_export: int
    no_export_kwh: float | None
    """Exported while nothing may be; None where no such intervals were named."""
    no_export_steps: int | None
    missing_steps: int


def exchange(
    flows: Flows, *, contract: GreenDirect, no_export: NDArray[np.bool_] | None = None
) -> Exchange | None:
    """The exchange of a project at its grid point; None where it has none.

    Args:
        flows: closed flows at 15 min.
        contract: its grid point, declared capacity and planned rate.
        no_export: intervals in which nothing may be exported, shape (steps,).
    """
    exchanged = exchanged_kwh(flows, contract=contract)
    if contract.grid_point is None or exchanged is None:
        return None
    given = summed(flows, taken_by(flows, [contract.grid_point]))
    power = exchanged / flows.axis.step_hours
    over = power > (contract.declared_exchange_kw or np.inf)
    days, rates = _daily_rates(power, Calendar.of(flows.axis))
    worst = _largest(rates)
    peak = _largest(power)
    exporting = given > 0
    return Exchange(
        declared_kw=contract.declared_exchange_kw,
        peak_kw=None if peak is None else float(power[peak]),
        peak_at=None if peak is None else from_array(flows.axis.starts()[peak]),
        steps_over=int(over.sum()),
        first_over_at=from_array(flows.axis.starts()[over.argmax()]) if over.any() else None,
        planned_rate=contract.planned_peak_valley_rate,
        worst_rate=None if worst is None else float(rates[worst]),
        worst_day=None if worst is None else date.fromordinal(_EPOCH + int(days[worst])),
        days_over_plan=int((rates > (contract.planned_peak_valley_rate or np.inf)).sum()),
        export_kwh=float(np.nansum(given)),
        steps_with_export=int(exporting.sum()),
        no_export_kwh=None if no_export is None else float(np.nansum(given[no_export])),
        no_export_steps=None if no_export is None else int(exporting[no_export].sum()),
        missing_steps=int(np.isnan(power).sum()),
    )


def exchanged_kwh(flows: Flows, *, contract: GreenDirect) -> Array | None:
    """What crossed the grid point in each interval, one way less the other, whichever way.

    Shape (steps,), NaN missing; None for a project without a grid point.
    """
    if contract.grid_point is None:
        return None
    taken = summed(flows, given_by(flows, [contract.grid_point]))
    given = summed(flows, taken_by(flows, [contract.grid_point]))
    return np.abs(taken - given)


def _daily_rates(power: Array, calendar: Calendar) -> tuple[NDArray[np.int64], Array]:
    """Each local day and its (peak - valley) / peak; NaN where a step is missing or peak is 0."""
    firsts = np.flatnonzero(np.diff(calendar.day, prepend=calendar.day[0] - 1))
    peak = np.maximum.reduceat(power, firsts)
    valley = np.minimum.reduceat(power, firsts)
    rates = np.divide(peak - valley, peak, out=np.full(peak.size, np.nan), where=peak > 0)
    return calendar.day[firsts], rates


def _largest(values: Array) -> int | None:
    return None if np.isnan(values).all() else int(np.nanargmax(values))
