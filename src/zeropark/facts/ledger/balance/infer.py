"""What must have flowed where no meter stands, from the buses that must close.

A bus with a single unmetered connection tells what went over it: its residual. If that leads to
another bus, the other one then knows one more of its flows, and so on from the leaves inwards.
What is left is named after the bus's only unmetered connection, or after none:

    residual > 0    bus -> the device of the only unmetered connection; bus -> `unmetered` if there
                    are several; bus -> `losses` if there is none that could take it
    residual < 0    the node of the only unmetered connection -> bus; else `unmetered` -> bus

A residual is never named as leaving the park: an export or a delivery that nobody measured would
lower the park's consumption and its carbon by a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.balance.unmetered import Pair
from zeropark.facts.ledger.flow import LOSSES, UNMETERED

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A flow that a bus needs to close; `quantity` has shape (steps,), >= 0, NaN is missing."""

    bus: str
    """The bus whose balance it comes from."""
    source: str
    sink: str
    quantity: Array


def infer(
    residual: Mapping[str, Array], *, park: ParkDocument, pairs: Mapping[str, tuple[Pair, ...]]
) -> tuple[Inferred, ...]:
    """The flows that close every bus that a meter touches, or that such a bus leads to.

    Args:
        residual: inflow minus outflow of each bus that has a metered flow.
        park: the park.
        pairs: each bus's unmetered connections, see `open_pairs`.
    """
    left = dict(residual)
    still_open = {bus: list(found) for bus, found in pairs.items()}
    found: list[Inferred] = []
    while (at := _next_bus(left, still_open, park)) is not None:
        bus, pair = at
        found.extend(_across(bus, pair, left))
        for end in (pair.source, pair.sink):
            still_open[end].remove(pair)
    for bus in (bus.id for bus in park.buses if bus.id in left):
        found.extend(_named(bus, left[bus], still_open[bus], park))
    return tuple(found)


def _next_bus(
    left: Mapping[str, Array], still_open: Mapping[str, list[Pair]], park: ParkDocument
) -> tuple[str, Pair] | None:
    """A bus whose only unmetered connection leads to another bus; downstream ones first.

    Downstream first, so that what a transformer loses stays with the bus that feeds it.
    """
    ready = [
        (bus, still_open[bus][0])
        for bus in left
        if len(still_open[bus]) == 1 and still_open[bus][0].other(bus) in park.bus_by_id
    ]
    downstream = [at for at in ready if at[1].sink == at[0]]
    return next(iter(downstream or ready), None)


def _across(bus: str, pair: Pair, left: dict[str, Array]) -> tuple[Inferred, ...]:
    """The flow over a bus's only unmetered link, taken off both residuals."""
    other = pair.other(bus)
    nothing = np.zeros_like(left[bus])
    out = np.maximum(left[bus], 0.0) if pair.allows(bus, other) else nothing
    back = np.maximum(-left[bus], 0.0) if pair.allows(other, bus) else nothing
    # what the link can't carry stays the bus's own residual, missing where it was missing
    left[bus] = left[bus] - out + back
    left[other] = left.get(other, nothing) + out - back
    return (Inferred(bus, bus, other, out), Inferred(bus, other, bus, back))


def _named(
    bus: str, residual: Array, still_open: list[Pair], park: ParkDocument
) -> tuple[Inferred, ...]:
    over, under = np.maximum(residual, 0.0), np.maximum(-residual, 0.0)
    return (
        Inferred(bus, bus, _sink(bus, still_open, park), over),
        Inferred(bus, _source(bus, still_open), bus, under),
    )


def _sink(bus: str, still_open: list[Pair], park: ParkDocument) -> str:
    ways = [pair.other(bus) for pair in still_open if pair.allows(bus, pair.other(bus))]
    if not ways:
        return LOSSES
    sure = len(still_open) == 1 and ways[0] in park.device_by_id
    return ways[0] if sure else UNMETERED


def _source(bus: str, still_open: list[Pair]) -> str:
    ways = [pair.other(bus) for pair in still_open if pair.allows(pair.other(bus), bus)]
    return ways[0] if ways and len(still_open) == 1 else UNMETERED
