"""Self-use of renewables, interval by interval (688, item 11).

    self-use = generation + renewable energy released from stores
               - renewable energy charged into them - renewable export

A store is charged from renewables first. Only what is renewable in an interval can be exported as
renewable: export beyond it came from elsewhere and is told apart. So self-use is never negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import networks
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.facts.ledger.attribute import consumption_series, owned_by
from zeropark.facts.ledger.flow import CURTAILED, Flows
from zeropark.facts.ledger.green.mix import mix
from zeropark.facts.ledger.rollup import rollup
from zeropark.facts.ledger.sums import (
    ELECTRICITY,
    given_by,
    non_fossil_plants,
    points_of,
    rows_where,
    stores,
    summed,
    taken_by,
)
from zeropark.facts.readings.reading import Quality

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Which nodes make, keep, use and exchange renewable electricity together."""

    sources: tuple[str, ...]
    """Plants, and boundary points of direct lines."""
    stores: tuple[str, ...]
    users: tuple[str | None, ...]
    """Enterprises; None is the park's own use."""
    grid_points: tuple[str, ...]
    """Where it meets the public grid; none: islanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Renewables of a project in each interval, kWh; arrays have shape (steps,), NaN missing."""

    axis: Axis
    generation_kwh: Array
    curtailed_kwh: Array | None
    """None where some source's availability is not measured."""
    charged_kwh: Array
    """Renewable energy charged into the stores."""
    released_kwh: Array
    """Renewable energy released from them."""
    left_in_stores_kwh: float
    """Renewable energy still inside after the last interval."""
    import_kwh: Array
    export_kwh: Array
    """All that left over the grid points."""
    renewable_export_kwh: Array
    self_use_kwh: Array
    consumption_kwh: Array
    """Of each user, shape (users, steps)."""
    quality: int


def project_of(contract: GreenDirect) -> Project:
    """The project that a direct-connection contract describes."""
    return Project(
        sources=contract.plants,
        stores=contract.storages,
        users=contract.users,
        grid_points=() if contract.grid_point is None else (contract.grid_point,),
    )


def whole_park(flows: Flows, *, park: ParkDocument) -> Project:
    """All metered non-fossil plants, direct lines, stores, owners and grid points of a park.

    A direct line with a fossil share is none of non-fossil power, and left out.
    """
    lines = points_of(park, ["direct_line"])
    clean = [line for line in lines if not park.point_by_id[line].fossil_share]
    able = (*non_fossil_plants(park), *clean)
    return Project(
        sources=tuple(node for node in able if given_by(flows, [node]).size),
        stores=tuple(
            node
            for node in stores(park)
            if taken_by(flows, [node]).size and given_by(flows, [node]).size
        ),
        users=(*park.enterprise_by_id, None),
        grid_points=points_of(park, ["public_grid", "direct_line"]),
    )


def direct_use(flows: Flows, *, park: ParkDocument) -> tuple[Array, int]:
    """Non-fossil power of a park that is used in it, kWh per interval, and its quality flags."""
    found = park_matched(flows, park=park)
    used = np.array([matched.self_use_kwh for matched in found]).reshape(-1, flows.axis.count)
    quality = np.array([matched.quality for matched in found], dtype=np.int64)
    return used.sum(axis=0), int(np.bitwise_or.reduce(quality, initial=0))


def park_matched(flows: Flows, *, park: ParkDocument) -> tuple[Matched, ...]:
    """The non-fossil power of a whole park, one an electricity network.

    Network by network: what leaves over one can't have been made on another.
    """
    whole = whole_park(flows, park=park)
    return tuple(
        match(flows, park=park, project=_on_network(whole, buses, flows, park))
        for buses in networks(park, carrier=ELECTRICITY)
    )


def _on_network(whole: Project, buses: frozenset[str], flows: Flows, park: ParkDocument) -> Project:
    """The part of a project that stands on these buses."""
    giving = {link.source for link in flows.links if link.sink in buses}
    points = {point.id for point in park.boundary_points if point.bus in buses}
    return Project(
        sources=tuple(node for node in whole.sources if node in giving),
        stores=tuple(node for node in whole.stores if node in giving),
        users=whole.users,
        grid_points=tuple(point for point in whole.grid_points if point in points),
    )


def match(flows: Flows, *, park: ParkDocument, project: Project) -> Matched:
    """Self-use and what it is made of, at the step of the flows.

    A source that is not metered, or a store of which charge or release is not, makes every
    interval missing: that nothing flowed is not known.
    """
    generation = _of_each(flows, project.sources)
    stored = _through_stores(flows, project.stores, generation)
    export = summed(flows, taken_by(flows, project.grid_points))
    renewable = generation + stored.released_kwh - stored.charged_kwh
    renewable_export = np.minimum(export, renewable)
    return Matched(
        axis=flows.axis,
        generation_kwh=generation,
        curtailed_kwh=_curtailed(flows, project.sources, park=park),
        charged_kwh=stored.charged_kwh,
        released_kwh=stored.released_kwh,
        left_in_stores_kwh=stored.left_kwh,
        import_kwh=summed(flows, given_by(flows, set(project.grid_points) - set(project.sources))),
        export_kwh=export,
        renewable_export_kwh=renewable_export,
        self_use_kwh=renewable - renewable_export,
        consumption_kwh=_consumption(flows, park, project),
        quality=_quality(flows, park, project),
    )


def hourly(flows: Flows) -> Flows:
    """The electricity flows by the hour, missing where any part of the hour is.

    Flows that are by the hour already say so themselves: a sum that is PARTIAL is left out.
    """
    rows = rows_where(flows, lambda at: at.carrier == ELECTRICITY)
    partial = (flows.quality[rows] & Quality.PARTIAL) != 0
    unknown = partial & (flows.axis.step > QUARTER_HOUR)
    electricity = Flows(
        park=flows.park,
        axis=flows.axis,
        links=tuple(flows.links[row] for row in rows),
        quantity=np.where(unknown, np.nan, flows.quantity[rows]),
        quality=flows.quality[rows],
        kind=flows.kind[rows],
        known_at=flows.known_at,
    )
    return rollup(electricity, to="hour").as_flows(whole=True)


def _of_each(flows: Flows, nodes: Iterable[str]) -> Array:
    """What the nodes give together; NaN throughout where one of them has no metered flow."""
    total = np.zeros(flows.axis.count)
    for node in nodes:
        total = total + _known_sum(flows, given_by(flows, [node]))
    return total


@dataclass(frozen=True, slots=True)
class _Stored:
    """Renewable energy through all stores together."""

    charged_kwh: Array
    released_kwh: Array
    left_kwh: float


def _through_stores(flows: Flows, nodes: tuple[str, ...], generation_kwh: Array) -> _Stored:
    """Charge from renewables first, each store in proportion to what it took."""
    charge = np.array([_charge(flows, node) for node in nodes]).reshape(-1, flows.axis.count)
    whole = charge.sum(axis=0)
    green = np.minimum(whole, generation_kwh)
    share = np.divide(green, whole, out=np.zeros_like(whole), where=whole != 0)
    mixed = [
        mix(green_in_kwh=into * share, in_kwh=into, out_kwh=_release(flows, node))
        for node, into in zip(nodes, charge, strict=True)
    ]
    released = np.array([item.released_kwh for item in mixed]).reshape(-1, flows.axis.count)
    return _Stored(green, released.sum(axis=0), math.fsum(item.left_kwh for item in mixed))


def _charge(flows: Flows, node: str) -> Array:
    return _known_sum(flows, taken_by(flows, [node]))


def _release(flows: Flows, node: str) -> Array:
    return _known_sum(flows, given_by(flows, [node]))


def _known_sum(flows: Flows, rows: NDArray[np.int64]) -> Array:
    """The sum of some links; missing throughout where nothing is metered."""
    return summed(flows, rows) if rows.size else np.full(flows.axis.count, np.nan)


def _curtailed(flows: Flows, sources: Iterable[str], *, park: ParkDocument) -> Array | None:
    total = np.zeros(flows.axis.count)
    for plant in sources:
        if plant in park.point_by_id:
            continue  # what a line from outside could have brought is its owner's to say
        rows = _cut_of(flows, plant)
        if not rows.size:
            return None
        total = total + summed(flows, rows)
    return total


def _cut_of(flows: Flows, plant: str) -> NDArray[np.int64]:
    return rows_where(flows, lambda at: at.source == plant and at.sink == CURTAILED)


def _consumption(flows: Flows, park: ParkDocument, project: Project) -> Array:
    apart = frozenset((*project.sources, *project.stores))
    return np.array(
        [
            consumption_series(flows, park=park, enterprise=user, excluding=apart)
            for user in project.users
        ]
    ).reshape(len(project.users), flows.axis.count)


def _quality(flows: Flows, park: ParkDocument, project: Project) -> int:
    """The flags of every electricity link at a node of the project or of its users, or-ed."""
    users = frozenset[str]().union(*(owned_by(park, user) for user in project.users))
    nodes = users | {*project.sources, *project.stores, *project.grid_points}
    rows = rows_where(
        flows, lambda at: at.carrier == ELECTRICITY and bool({at.source, at.sink} & nodes)
    )
    return int(np.bitwise_or.reduce(flows.quality[rows], axis=None)) if rows.size else 0
