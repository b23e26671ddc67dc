"""What crosses the boundary, interval by interval, and what of the outflow may be credited.

Outflow of electricity or heat lowers a park's carbon only where it is fossil (annex 4 gives
non-fossil outflow the factor 0). Interval by interval, what the park had without fossil carbon
leaves first; the rest is credited, up to what there was of fossil origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.carbon.window import Amount, Window
from zeropark.facts.ledger.flow import CURTAILED, FlowLink

Series = NDArray[np.float64]
_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outflow:
    """What left the park, split by origin; each is an amount of the same links."""

    fossil: Amount
    """Credited: left in intervals when the park had too little that is not fossil."""
    clean: Amount
    """Not credited."""


def coming_in(view: Window, *, park: ParkDocument, carrier: str) -> _Rows:
    """The links that bring a carrier in from a boundary point."""
    points = park.point_by_id
    return _rows(view, lambda at: at.carrier == carrier and at.source in points)


def going_out(view: Window, *, park: ParkDocument, carrier: str) -> _Rows:
    """The links that take a carrier out of the park for use; what is discharged is no sale."""
    points = park.point_by_id
    used = {point for point, found in points.items() if found.kind != "discharge"}
    return _rows(view, lambda at: at.carrier == carrier and at.sink in used)


def made_by(view: Window, devices: Iterable[str], *, carrier: str) -> _Rows:
    """The links of a carrier that come out of these devices, curtailment left out."""
    makers = frozenset(devices)
    return _rows(
        view,
        lambda at: at.carrier == carrier and at.source in makers and at.sink != CURTAILED,
    )


def _rows(view: Window, choose: Callable[[FlowLink], bool]) -> _Rows:
    chosen = [row for row, link in enumerate(view.flows.links) if choose(link)]
    return np.asarray(chosen, dtype=np.int64)


def split_outflow(
    view: Window,
    rows: _Rows,
    *,
    clean: Series,
    fossil: Series,
    through: Series | None = None,
    through_at_most: float = 0.0,
) -> Outflow:
    """The outflow of some links by origin.

    Args:
        view: the flows.
        rows: the links that leave the park.
        clean: what the park had without fossil carbon, per interval, NaN where not known.
        fossil: what it made or got of fossil origin, likewise. Where either is not known the
            interval earns no credit.
        through: what came in in the same interval and may only have passed through.
        through_at_most: how much of that, over the period, was of fossil origin.
    """
    whole = view.amount(rows)
    left = np.maximum(np.nan_to_num(view.series(rows)) - clean, 0.0)
    credited = _known_sum(np.minimum(left, fossil))
    if through is not None:
        passed = np.minimum(np.maximum(left - fossil, 0.0), through)
        credited += min(_known_sum(passed), through_at_most)
    return Outflow(
        fossil=replace(whole, value=credited), clean=replace(whole, value=whole.value - credited)
    )


def _known_sum(series: Series) -> float:
    return float(np.nansum(series))


def untold_points(view: Window, *, park: ParkDocument, carrier: str) -> Iterator[str]:
    """Points that may bring a carrier in and that no flow comes from, measured or inferred.

    What such a point brought may be in its bus's residual, together with what other unmetered
    ends of the bus gave: from that nobody can tell how much crossed the boundary.
    """
    bringing = {link.source for link in view.flows.links if link.carrier == carrier}
    for point in park.boundary_points:
        bus = park.bus_by_id.get(point.bus)
        brings = bus is not None and bus.carrier == carrier and point.direction != "out"
        if brings and point.id not in bringing:
            yield point.id
