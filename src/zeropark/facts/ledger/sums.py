"""Sums of links, interval by interval: missing travels, and no link is missing everywhere.

Also which nodes are what for the books: non-fossil plants, electricity stores, grid points.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows
from zeropark.facts.readings.reading import Quality

Array = NDArray[np.float64]

ELECTRICITY: Final = "electricity"

NON_FOSSIL_KINDS: Final = frozenset({"wind", "pv", "csp", "molten_salt_reactor"})
"""Device kinds whose output comes from no fuel that is counted elsewhere."""


def rows_where(flows: Flows, choose: Callable[[FlowLink], bool]) -> NDArray[np.int64]:
    """The numbers of the links that are chosen."""
    return np.array([i for i, link in enumerate(flows.links) if choose(link)], dtype=np.int64)


def summed(flows: Flows, rows: NDArray[np.int64]) -> Array:
    """The sum of some links in each interval, shape (steps,); NaN where any is missing.

    No rows sum to zero: ask `rows.size` where that means that nothing is measured.
    """
    total: Array = flows.quantity[rows].sum(axis=0)
    return total


def partial_sums(flows: Flows, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which amounts are sums of an hour or a day of which a part is missing; (rows, steps).

    A quarter-hour that is marked so was covered in part by its readings, and is no such sum.
    """
    marked: NDArray[np.bool_] = (flows.quality[rows] & Quality.PARTIAL) != 0
    return marked & (flows.axis.step > QUARTER_HOUR)


def given_by(
    flows: Flows, nodes: Collection[str], *, carrier: str = ELECTRICITY
) -> NDArray[np.int64]:
    """The links over which these nodes give a carrier; what was curtailed was not given."""
    return rows_where(
        flows, lambda at: at.carrier == carrier and at.source in nodes and at.sink != CURTAILED
    )


def taken_by(
    flows: Flows, nodes: Collection[str], *, carrier: str = ELECTRICITY
) -> NDArray[np.int64]:
    """The links over which these nodes take a carrier."""
    return rows_where(flows, lambda at: at.carrier == carrier and at.sink in nodes)


def non_fossil_plants(park: ParkDocument) -> tuple[str, ...]:
    """Devices that make energy from no fuel: sun, wind, nuclear; in the document's order."""
    return tuple(device.id for device in park.devices if device.kind in NON_FOSSIL_KINDS)


def stores(park: ParkDocument, *, carrier: str = ELECTRICITY) -> tuple[str, ...]:
    """Devices with a port that both takes and gives the carrier: what goes in comes out again."""
    return tuple(device.id for device in park.devices if carrier in _stored(park, device.id))


def points_of(
    park: ParkDocument, kinds: Iterable[str], *, carrier: str = ELECTRICITY
) -> tuple[str, ...]:
    """Boundary points of these kinds at buses of the carrier."""
    wanted = frozenset(kinds)
    return tuple(
        point.id
        for point in park.boundary_points
        if point.kind in wanted
        and point.bus in park.bus_by_id
        and park.bus_by_id[point.bus].carrier == carrier
    )


def _stored(park: ParkDocument, device: str) -> frozenset[str]:
    taken: dict[str, str] = {}
    given: dict[str, str] = {}
    for at in park.device_by_id[device].ports():
        (taken if at.port.into else given)[at.field] = at.bus
    both = {bus for field, bus in taken.items() if given.get(field) == bus}
    return frozenset(park.bus_by_id[bus].carrier for bus in both if bus in park.bus_by_id)
