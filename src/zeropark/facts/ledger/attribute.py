"""Whose consumption it was: net inflow across what an enterprise owns, plus what it made itself.

For one owner and one carrier, over the nodes that belong to it (`topology.owner`):

    consumption = received - delivered + made

`made` is what its own devices gave, stores left out (their discharge is no production). Losses on
its own buses are its own. What belongs to no enterprise is the park's own row, and all rows
together are the park's consumption: net inflow over the boundary + made + what came unmetered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier as carrier_of
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import owner
from zeropark.facts.ledger.flow import LOSSES, PSEUDO, Flows
from zeropark.facts.ledger.sums import ELECTRICITY, given_by, rows_where, stores, summed

Array = NDArray[np.float64]
Rows = NDArray[np.int64]

_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Crossing:
    """The links of one carrier that cross what someone owns, and those that start inside it."""

    received: Rows
    delivered: Rows
    made: Rows

    @property
    def all(self) -> Rows:
        return np.concatenate([self.received, self.delivered, self.made])


@dataclass(frozen=True, slots=True)
class Allocation:
    """Self-use shared among users, interval by interval."""

    share: Array
    """Each user's part, shape (users, steps)."""
    unallocated: Array
    """Self-use beyond the consumption of all users: losses on the way, or others; (steps,)."""


def consumption_by_owner(
    flows: Flows, *, park: ParkDocument, share_losses: bool = False
) -> pl.DataFrame:
    """Consumption of the period, one row an owner and carrier that has any flow.

    Args:
        flows: closed flows, residuals included.
        park: says what belongs to whom.
        share_losses: spread the losses on the park's own buses over the enterprises, pro rata
            to their consumption of the carrier; the sum over owners stays the same.

    Returns:
        Columns enterprise (null: the park's own), carrier, unit, received, delivered, made,
        losses_share, consumption, missing_steps (of all links behind the row), quality.
    """
    rows = [
        row
        for carrier in sorted({link.carrier for link in flows.links})
        for row in _owner_rows(flows, park, carrier, share_losses=share_losses)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)


def consumption_series(
    flows: Flows,
    *,
    park: ParkDocument,
    enterprise: str | None,
    carrier: str = ELECTRICITY,
    excluding: Collection[str] = _NOTHING,
) -> Array:
    """Consumption of one owner in each interval, shape (steps,), in the inside unit.

    Args:
        flows: closed flows.
        park: says what belongs to whom.
        enterprise: whose; None for what is the park's own.
        carrier: of what.
        excluding: nodes that stand outside although they are owned: the plants and stores of a
            direct connection.

    Returns:
        NaN where any flow behind it is missing, and everywhere if no flow is measured. Never
        below zero: what a meter's error makes negative is zero consumption.
    """
    at = _crossing(flows, park, owned_by(park, enterprise, excluding=excluding), carrier)
    if not at.all.size:
        return np.full(flows.axis.count, np.nan)
    net = summed(flows, at.received) - summed(flows, at.delivered) + summed(flows, at.made)
    return np.maximum(net, 0.0)


def owned_by(
    park: ParkDocument, enterprise: str | None, *, excluding: Collection[str] = _NOTHING
) -> frozenset[str]:
    """The buses and devices of an enterprise; of None: those that are the park's own."""
    ids = (*park.bus_by_id, *park.device_by_id)
    return frozenset(id_ for id_ in ids if owner(park, id_) == enterprise and id_ not in excluding)


def allocate(self_use_kwh: Array, *, consumption_kwh: Array) -> Allocation:
    """Share self-use among users by their consumption in the same interval (688, item 11).

    user k in t = SelfUse_t x consumption_k,t / sum of consumption_t. No user gets more than it
    consumed: self-use beyond what all consumed stays unallocated.

    Args:
        self_use_kwh: shape (steps,).
        consumption_kwh: shape (users, steps).

    Returns:
        NaN where self-use or any user's consumption is missing.
    """
    total = consumption_kwh.sum(axis=0)
    matched = np.minimum(self_use_kwh, total)
    share_of_total = np.divide(matched, total, out=np.zeros_like(total), where=total != 0)
    return Allocation(consumption_kwh * share_of_total, self_use_kwh - matched)


_SCHEMA: Final = {
    "enterprise": pl.String,
    "carrier": pl.String,
    "unit": pl.String,
    "received": pl.Float64,
    "delivered": pl.Float64,
    "made": pl.Float64,
    "losses_share": pl.Float64,
    "consumption": pl.Float64,
    "missing_steps": pl.Int64,
    "quality": pl.Int64,
}


def _crossing(flows: Flows, park: ParkDocument, nodes: frozenset[str], carrier: str) -> _Crossing:
    makers = {id_ for id_ in nodes if id_ in park.device_by_id} - set(stores(park, carrier=carrier))
    received = rows_where(
        flows, lambda at: at.carrier == carrier and at.sink in nodes and at.source not in nodes
    )
    delivered = rows_where(
        flows,
        lambda at: (
            at.carrier == carrier
            and at.source in nodes
            and at.sink not in nodes
            and at.sink not in PSEUDO
        ),
    )
    return _Crossing(received, delivered, given_by(flows, makers, carrier=carrier))


def _owner_rows(
    flows: Flows, park: ParkDocument, carrier: str, *, share_losses: bool
) -> Iterable[dict[str, object]]:
    owners = (*park.enterprise_by_id, None)
    at = {who: _crossing(flows, park, owned_by(park, who), carrier) for who in owners}
    used = {who: _used(flows, crossing) for who, crossing in at.items() if crossing.all.size}
    shares = _losses_shares(flows, park, carrier, used) if share_losses else {}
    for who, consumption in used.items():
        yield _row(flows, carrier, who, at[who]) | {
            "losses_share": shares.get(who, 0.0),
            "consumption": consumption + shares.get(who, 0.0),
        }


def _row(flows: Flows, carrier: str, who: str | None, at: _Crossing) -> dict[str, object]:
    rows = np.unique(at.all)
    return {
        "enterprise": who,
        "carrier": carrier,
        "unit": carrier_of(carrier).unit,
        "received": _total(flows, at.received),
        "delivered": _total(flows, at.delivered),
        "made": _total(flows, at.made),
        "missing_steps": int(np.isnan(flows.quantity[rows]).sum()),
        "quality": int(np.bitwise_or.reduce(flows.quality[rows], axis=None)),
    }


def _used(flows: Flows, at: _Crossing) -> float:
    return _total(flows, at.received) - _total(flows, at.delivered) + _total(flows, at.made)


def _losses_shares(
    flows: Flows, park: ParkDocument, carrier: str, used: dict[str | None, float]
) -> dict[str | None, float]:
    """What each enterprise takes over of the losses on the park's own buses; the park gives it."""
    own_buses = {bus.id for bus in park.buses if bus.enterprise is None}
    lost = rows_where(
        flows, lambda at: at.carrier == carrier and at.source in own_buses and at.sink == LOSSES
    )
    base = {who: amount for who, amount in used.items() if who is not None and amount > 0}
    whole = sum(base.values())
    if not whole or None not in used:
        return {}
    shares: dict[str | None, float] = {
        who: _total(flows, lost) * amount / whole for who, amount in base.items()
    }
    return shares | {None: -sum(shares.values())}


def _total(flows: Flows, rows: Rows) -> float:
    return float(np.nansum(flows.quantity[rows]))
