"""Boundary points: what may cross the park's boundary, in each step, which way.

A point's amount is a column, or an expression where the bus leaves it no choice. What a point may
let through is its capacity, in its season; for the grid also the declared exchange of a green
direct connection, and what an exchange rule allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint
from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.program.step_program import Values
from zeropark.future.plan.site.conditions import calendar_of
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, Path, Size, of
from zeropark.future.simulation.profiles import in_season


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Limits of the exchange beside the points' own capacities; kW, per step where a series."""

    most_out_kw: Mapping[str, Amount] = field(default_factory=lambda: MappingProxyType({}))
    """By point; 0 in the steps of a period in which nothing may be exported."""
    most_in_kw: Mapping[str, Amount] = field(default_factory=lambda: MappingProxyType({}))
    """By point."""
    hold_declared: bool = True
    """Whether the declared exchange of a green direct connection (650, 688) may not be passed,
    in either direction."""


@dataclass(frozen=True, slots=True)
class Way:
    """A boundary point in one direction."""

    point: BoundaryPoint
    into: bool
    most: Amount
    """Per step, whatever size is chosen; infinite where nothing limits it."""
    size: Size
    """Of its capacity, kW."""
    share: Amount
    """What of its capacity counts in each step: the hours, or nothing out of season."""

    @property
    def fixed(self) -> bool:
        """Whether its capacity is given, not to be chosen."""
        return not isinstance(self.size, Whole)

    @property
    def open_ended(self) -> bool:
        """Whether nothing ever limits it."""
        return self.fixed and not np.any(np.isfinite(self.most))

    def path(self, carrier: str) -> Path:
        """Between which nodes it carries."""
        if self.into:
            return Path(carrier, self.point.id, self.point.bus)
        return Path(carrier, self.point.bus, self.point.id)


def ways_of(draft: ParkDraft, bus: str, exchange: Exchange) -> tuple[list[Way], list[Way]]:
    """The ways into a bus from beyond the boundary, and the ways out."""
    points = [point for point in draft.park.boundary_points if point.bus == bus]
    into = [_way(draft, at, exchange, into=True) for at in points if at.direction != "out"]
    out = [_way(draft, at, exchange, into=False) for at in points if at.direction != "in"]
    return into, out


def open_column(draft: ParkDraft, way: Way) -> Flow:
    """A column for what passes, within what may."""
    name = "in" if way.into else "out"
    flow = draft.draft.flow(f"{way.point.id}.{name}", upper=way.most)
    if isinstance(way.size, Whole):
        draft.at_most(f"{way.point.id}.{name} capacity", flow, way.size, share=way.share)
    return flow


def carry_over(draft: ParkDraft, way: Way, amount: Expression | Flow) -> None:
    """What passes a point in each step."""
    expression = of(amount) if isinstance(amount, Flow) else amount
    carrier = draft.park.bus_by_id[way.point.bus].carrier
    draft.carry(way.path(carrier), expression)


def divided(ways: list[Way], amount: Amount, *, steps: int) -> list[Amount]:
    """A known amount divided among ways as the simulation does, each within what it may carry.

    By their shares, else evenly; what a full one can't carry goes to those with room.
    """
    left = np.array(np.broadcast_to(amount, (steps,)))
    parts: list[Amount] = []
    for number, way in enumerate(ways):
        share = way.point.outflow_share
        part = amount * share if share is not None else left / (len(ways) - number)
        parts.append(np.minimum(np.minimum(amount if len(ways) == 1 else part, left), way.most))
        left = left - parts[-1]
    for number, way in enumerate(ways):
        more = np.minimum(left, way.most - parts[number])
        parts[number] = parts[number] + more
        left = left - more
    return parts


def _way(draft: ParkDraft, point: BoundaryPoint, exchange: Exchange, *, into: bool) -> Way:
    size = draft.size(point, "capacity_kw")
    share = draft.hours if into else open_hours(draft, point)
    told = exchange.most_in_kw if into else exchange.most_out_kw
    most_kw = np.minimum(told.get(point.id, inf), _declared_kw(draft.park, point, exchange))
    most = most_kw * draft.hours
    if not isinstance(size, Whole):
        most = np.minimum(most, _times(size, share))
    return Way(point, into, _plain(most), size, share)


def _declared_kw(park: ParkDocument, point: BoundaryPoint, exchange: Exchange) -> float:
    declared = [
        contract.declared_exchange_kw
        for contract in park.contracts
        if isinstance(contract, GreenDirect)
        and contract.grid_point == point.id
        and contract.declared_exchange_kw is not None
    ]
    return min(declared, default=inf) if exchange.hold_declared else inf


def open_hours(draft: ParkDraft, point: BoundaryPoint) -> Amount:
    """For how long of each step a point lets out: not out of its season."""
    if point.season is None:
        return draft.hours
    return np.where(in_season(calendar_of(draft.axis), point.season), draft.hours, 0.0)


def _times(size: float, share: Amount) -> Amount:
    """What a size lets through; nothing where its share is nothing, unlimited or not."""
    counts = np.asarray(share, dtype=np.float64)
    through: Values = np.where(counts > 0.0, size * np.where(counts > 0.0, counts, 1.0), 0.0)
    return through


def _plain(amount: Amount) -> Amount:
    """A number where it is one."""
    array = np.asarray(amount)
    return float(array) if array.ndim == 0 else array
