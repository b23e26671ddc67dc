"""Closing a cluster: what crosses the boundary, what flows over two-way links, what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Final

import numpy as np

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint, Link
from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.flow import LOSSES, UNMETERED
from zeropark.future.simulation.operation.daybook import DUST, Daybook
from zeropark.future.simulation.operation.network import Cluster
from zeropark.future.simulation.operation.settle import Limits
from zeropark.future.simulation.profiles import in_season
from zeropark.future.simulation.weather.chance import Series

_HELD_BELOW: Final = 0.99
"""Of the declared exchange: the operator keeps a margin, as a meter's own error would break it."""


def limits_of(cluster: Cluster, park: ParkDocument, *, axis: Axis) -> Limits:
    """What can come in and go out at a cluster's boundary points in one interval."""
    declared = {
        contract.grid_point: contract.declared_exchange_kw
        for contract in park.contracts
        if isinstance(contract, GreenDirect) and contract.declared_exchange_kw is not None
    }
    hours = axis.step_hours
    inwards = [_capacity(p) * hours for p in cluster.points if p.direction != "out"]
    outwards = [
        _in_season(p, min(_capacity(p), _HELD_BELOW * declared.get(p.id, inf)) * hours, axis)
        for p in cluster.points
        if p.direction != "in"
    ]
    return Limits(inwards=sum(inwards), outwards=sum(outwards, start=0.0))


def close(cluster: Cluster, book: Daybook, limits: Limits, *, axis: Axis) -> None:
    """Make every bus of a settled cluster balance; what can't be is named, never hidden."""
    _cross(cluster, book, limits, axis=axis)
    _over_ties(cluster, book)
    for bus in cluster.buses:
        dust = DUST * book.peak(bus)
        if CARRIERS[cluster.carrier].group in (Group.MATERIAL, Group.HEAT):
            book.fit_takers(bus)
        left = np.where(np.abs(book.left[bus]) > dust, book.left[bus], 0.0)
        book.move(bus, LOSSES, np.maximum(left, 0.0))
        book.move(UNMETERED, bus, np.maximum(-left, 0.0))


def _capacity(point: BoundaryPoint) -> float:
    return inf if point.capacity_kw is None else point.capacity_kw


def _in_season(point: BoundaryPoint, most: float, axis: Axis) -> float | Series:
    """The most that may pass a point in an interval: nothing outside its season."""
    if point.season is None:
        return most
    return np.where(in_season(Calendar.of(axis), point.season), most, 0.0)


def _cross(cluster: Cluster, book: Daybook, limits: Limits, *, axis: Axis) -> None:
    balance: Series = np.sum([book.left[bus] for bus in cluster.buses], axis=0)
    entries = [point for point in cluster.points if point.direction != "out"]
    exits = [point for point in cluster.points if point.direction != "in"]
    for point, amount in _divided(entries, np.maximum(-balance, 0.0), axis=axis).items():
        book.move(point, _bus(cluster, point), amount)
    leaving = np.minimum(np.maximum(balance, 0.0), limits.outwards)
    for point, amount in _divided(exits, leaving, axis=axis).items():
        book.move(_bus(cluster, point), point, amount)


def _bus(cluster: Cluster, point_id: str) -> str:
    return next(point.bus for point in cluster.points if point.id == point_id)


def _divided(points: list[BoundaryPoint], amount: Series, *, axis: Axis) -> Mapping[str, Series]:
    """An amount divided among points: by their shares, else evenly, each within its capacity."""
    parts: dict[str, Series] = {}
    room = {p.id: _in_season(p, _capacity(p) * axis.step_hours, axis) for p in points}
    left = amount
    weight = float(len(points))
    for point in points:
        part = amount * point.outflow_share if point.outflow_share is not None else left / weight
        if len(points) == 1:
            part = amount
        parts[point.id] = np.minimum(np.minimum(part, left), room[point.id])
        left = left - parts[point.id]
        weight -= 1.0
    for point in points:  # what a full point could not carry goes to those with room
        more = np.minimum(left, room[point.id] - parts[point.id])
        parts[point.id] = parts[point.id] + more
        left = left - more
    return parts


def _over_ties(cluster: Cluster, book: Daybook) -> None:
    """Carry surpluses over the two-way links: a tree from the first bus, leaves first.

    Links that would close a ring carry nothing.
    """
    for link, child in reversed(_tree(cluster)):
        left = book.left[child]
        parent = link.source if child == link.sink else link.sink
        book.move(child, parent, np.maximum(left, 0.0))
        book.move(parent, child, np.maximum(-left, 0.0))


def _tree(cluster: Cluster) -> list[tuple[Link, str]]:
    """Links with the bus that each leads to, in order of distance from the boundary's bus."""
    root = cluster.points[0].bus if cluster.points else cluster.buses[0]
    reached = {root}
    order: list[tuple[Link, str]] = []
    grew = True
    while grew:
        grew = False
        for link in cluster.ties:
            new = {link.source, link.sink} - reached
            if len(new) == 1:
                order.append((link, new.pop()))
                reached |= {link.source, link.sink}
                grew = True
    return order
