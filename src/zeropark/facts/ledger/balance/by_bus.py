"""What went in and out of every bus over a period, and what was left over, by name.

    inflow + unmetered in = outflow + losses + unmetered out

holds at every bus whose flows are all known, for the closed flows hold the residuals too.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Bus
from zeropark.facts.ledger.flow import LOSSES, PSEUDO, UNMETERED, Flows, Kind
from zeropark.facts.ledger.sums import partial_sums

_SCHEMA: Final = {
    "bus": pl.String,
    "carrier": pl.String,
    "unit": pl.String,
    "inflow": pl.Float64,
    "outflow": pl.Float64,
    "inferred": pl.Float64,
    "losses": pl.Float64,
    "unmetered_out": pl.Float64,
    "unmetered_in": pl.Float64,
    "residual": pl.Float64,
    "residual_share": pl.Float64,
    "coverage": pl.Float64,
    "filled": pl.Float64,
    "quality": pl.Int64,
}


def balance_by_bus(flows: Flows, *, park: ParkDocument) -> pl.DataFrame:
    """Every bus that some flow touches, the largest share of residual first.

    Args:
        flows: closed flows, residuals included.
        park: says which nodes are buses.

    Returns:
        Amounts in the carrier's inside unit, sums of what is known; null where nothing is.
        `inferred` is the part of in- and outflow that no meter saw; `residual` is losses +
        unmetered_out - unmetered_in, `residual_share` that of the inflow (null where nothing
        came in); `coverage` the share of intervals in which all flows of the bus are known,
        `filled` that in which one was filled, both 0 to 1.
    """
    rows = [found for bus in park.buses if (found := _row(flows, bus)) is not None]
    size = pl.col("residual_share").abs()
    return pl.DataFrame(rows, schema=_SCHEMA).sort(size, descending=True, nulls_last=True)


def _row(flows: Flows, bus: Bus) -> dict[str, object] | None:
    sources = np.array([link.source for link in flows.links])
    sinks = np.array([link.sink for link in flows.links])
    touching = (sources == bus.id) | (sinks == bus.id)
    if not touching.any():
        return None
    pseudo = np.isin(sources, list(PSEUDO)) | np.isin(sinks, list(PSEUDO))
    inflow = _sum(flows, (sinks == bus.id) & ~pseudo)
    losses = _sum(flows, (sources == bus.id) & (sinks == LOSSES))
    unmetered_out = _sum(flows, (sources == bus.id) & (sinks == UNMETERED))
    unmetered_in = _sum(flows, (sources == UNMETERED) & (sinks == bus.id))
    known = ~np.isnan(flows.quantity[touching]).any(axis=0)
    partial = partial_sums(flows, np.flatnonzero(touching)).any(axis=0)
    residual = losses + unmetered_out - unmetered_in if known.any() else None
    return {
        "bus": bus.id,
        "carrier": bus.carrier,
        "unit": carrier(bus.carrier).unit,
        "inflow": inflow if known.any() else None,
        "outflow": _sum(flows, (sources == bus.id) & ~pseudo) if known.any() else None,
        "inferred": _inferred(flows, touching & ~pseudo),
        "losses": losses if known.any() else None,
        "unmetered_out": unmetered_out if known.any() else None,
        "unmetered_in": unmetered_in if known.any() else None,
        "residual": residual,
        "residual_share": None if residual is None or inflow <= 0 else residual / inflow,
        "coverage": float((known & ~partial).mean()),
        "filled": float((flows.kind[touching] == Kind.FILLED).any(axis=0).mean()),
        "quality": int(np.bitwise_or.reduce(flows.quality[touching], axis=None)),
    }


def _sum(flows: Flows, chosen: NDArray[np.bool_]) -> float:
    return float(np.nansum(flows.quantity[chosen]))


def _inferred(flows: Flows, chosen: NDArray[np.bool_]) -> float:
    of_residual = np.where(flows.kind[chosen] == Kind.RESIDUAL, flows.quantity[chosen], 0.0)
    return float(np.nansum(of_residual))
