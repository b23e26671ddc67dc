"""The present: what flows now, as far as closed flows know it.

    rate now = amount of the newest interval in which all that is asked for is known / its length

Figures that belong together are of the same interval: nothing is added up across times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, Period, to_array
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.sums import (
    ELECTRICITY,
    given_by,
    non_fossil_plants,
    points_of,
    rows_where,
    stores,
    summed,
)

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """Sums of links in the newest interval in which all of them are known."""

    per_hour: tuple[float, ...]
    """Mean rate of each sum in its carrier's inside unit per hour (kW for electricity), >= 0."""
    over: Period
    """The interval."""
    quality: int
    """`Quality` flags of every link behind them, or-ed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What flowed since an instant, by the intervals in which it is known."""

    amount: float
    """In the carrier's inside unit, >= 0; a lower bound where steps are missing."""
    over: Period
    missing_steps: int
    quality: int


def newest(flows: Flows, *sums: Rows) -> Newest | None:
    """The newest rates of some sums of links; None where no interval knows all of them.

    Args:
        flows: closed flows.
        sums: the numbers of the links of each sum; a sum of no links is zero.
    """
    amounts = np.stack([summed(flows, rows) for rows in sums])
    return _newest(flows, amounts, np.concatenate(sums))


def _newest(flows: Flows, amounts: Array, rows: Rows) -> Newest | None:
    known = np.flatnonzero(~np.isnan(amounts).any(axis=0))
    if not known.size:
        return None
    at, axis = int(known[-1]), flows.axis
    return Newest(
        per_hour=tuple((amounts[:, at] / axis.step_hours).tolist()),
        over=interval(axis, at),
        quality=int(np.bitwise_or.reduce(flows.quality[rows, at], initial=0)),
    )


def interval(axis: Axis, at: int) -> Period:
    """Interval number `at` of an axis."""
    start = axis.start + at * axis.step
    return Period(start, start + axis.step)


def last_rates(flows: Flows) -> dict[str, float | None]:
    """By link id, the mean rate in the last interval; None where it is missing.

    In each carrier's inside unit per hour: kW, t/h, Nm3/h, m3/h.
    """
    rates = (flows.quantity[:, -1] / flows.axis.step_hours).tolist()
    known = np.isfinite(flows.quantity[:, -1]).tolist()
    return {
        link.id: rate if there else None
        for link, rate, there in zip(flows.links, rates, known, strict=True)
    }


def so_far(flows: Flows, rows: Rows, *, since: datetime) -> SoFar | None:
    """What flowed since an instant to the end of the flows; None where no interval is known."""
    axis = flows.axis
    first = int(np.searchsorted(axis.starts(), to_array(since)))
    amounts = summed(flows, rows)[first:]
    known = ~np.isnan(amounts)
    if not known.any():
        return None
    bits = flows.quality[rows, first:]
    return SoFar(
        amount=float(amounts[known].sum()),
        over=Period(interval(axis, first).start, axis.period.end),
        missing_steps=int((~known).sum()),
        quality=int(np.bitwise_or.reduce(bits, axis=None, initial=0)),
    )


def supply_now(flows: Flows, *, park: ParkDocument) -> Newest | None:
    """Non-fossil supply and all supply of the park's electricity, kW, in that order.

    Supply is what plants of the park gave and what came in over the boundary; what stores gave
    came from there before. Non-fossil is what sun, wind and nuclear plants gave (curtailed power
    was not given) and the non-fossil share of direct lines: physically direct power, whatever was
    exported at the same time. Power through the public grid counts as fossil here: its trades and
    certificates are books of their own.
    """
    clean = given_by(flows, non_fossil_plants(park))
    direct = set(points_of(park, ["direct_line"]))
    lines = rows_where(flows, lambda at: at.carrier == ELECTRICITY and at.source in direct)
    inside = _supply(flows, park)
    share = [1.0 - (park.point_by_id[flows.links[r].source].fossil_share or 0.0) for r in lines]
    from_lines = (flows.quantity[lines] * np.array(share)[:, np.newaxis]).sum(axis=0)
    amounts = np.stack([summed(flows, clean) + from_lines, summed(flows, inside)])
    return _newest(flows, amounts, inside) if inside.size else None


def _supply(flows: Flows, park: ParkDocument) -> Rows:
    """Links over which electricity reaches a bus from a plant or over the boundary."""
    stored = set(stores(park))
    points = set(points_of(park, ["public_grid", "direct_line"]))
    sources = (points | {device.id for device in park.devices}) - stored
    return rows_where(
        flows,
        lambda at: at.carrier == ELECTRICITY and at.source in sources and at.sink in park.bus_by_id,
    )
