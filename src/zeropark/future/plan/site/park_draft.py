"""A park being written as a program: sizes, and what flows over every link.

A device file says what its ports carry, as expressions of columns; nothing else. When all have
spoken, `closing.close_buses` makes the rows: what flows into a bus flows out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite

import numpy as np

from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.timeline import Axis
from zeropark.future.plan.program.draft import Amount, Draft, Flow, Whole
from zeropark.future.plan.program.step_program import Values
from zeropark.future.plan.site.expression import Expression

Size = Whole | float
"""A size to be chosen, or one that is given; in the unit of its field in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How large a device's size may be chosen, and what a unit of it costs a year."""

    least: float
    most: float
    cost_cny_per_unit_year: float
    """Annuity of the investment and fixed operation."""


@dataclass(frozen=True, slots=True)
class Path:
    """Between which nodes a carrier flows."""

    carrier: str
    source: str
    sink: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OnDemand:
    """A converter that makes what its bus needs, no more and no less, within its rating."""

    device: Device
    output: Path
    per_output: Mapping[Path, Amount]
    """What its other ports carry per unit made."""
    size: Size
    full: Amount
    """What a unit of its size makes in a step at full load."""
    flexibility: Flexibility | None = None
    """How far what it takes may be moved apart from what it makes."""


@dataclass(slots=True, eq=False)
class ParkDraft:
    """The program of a park, and the expressions that its flows are read from afterwards."""

    park: ParkDocument
    axis: Axis
    draft: Draft
    choices: Mapping[tuple[str, str], Choice] = field(default_factory=dict)
    """By device id and field, e.g. `("wind", "capacity_kw")`; what is not here is as documented."""
    on_off: bool = False
    """Whether units that may stand still get columns of whole numbers for it; without, their
    lowest load is left out, which can only make the program cheaper (a relaxation)."""
    paths: dict[Path, Expression] = field(default_factory=dict)
    sizes: dict[tuple[str, str], Size] = field(default_factory=dict)
    working: dict[str, Expression] = field(default_factory=dict)
    """1 while a unit works and 0 while it rests, by device id; only of units that are told to."""
    segments: dict[tuple[str, str], Expression] = field(default_factory=dict)
    """What else of a unit may have a price, by device id and a name: `start` and `stop`, how often
    it did; `idle`, for how many steps it was kept warm without working."""
    contents: dict[str, Expression] = field(default_factory=dict)
    """What each store holds at the end of a step, by device id."""
    nets: dict[Path, Expression] = field(default_factory=dict)
    """What flows over two-way connections less what flows back: below zero, the other way."""
    on_demand: list[OnDemand] = field(default_factory=list)
    """Converters whose activity the buses that they make for decide."""
    ceilings: dict[Flow, Amount] = field(default_factory=dict)
    """What a flow below a share of a size can't pass whatever size is chosen; for proofs."""

    @property
    def hours(self) -> float:
        """The length of a step: what turns kW into kWh."""
        return self.axis.step_hours

    def size(self, device: Device | BoundaryPoint, name: str) -> Size:
        """A size of a device by the name of its field: a column where it is to be chosen."""
        key = (device.id, name)
        if key not in self.sizes:
            self.sizes[key] = self._new_size(key, getattr(device, name))
        return self.sizes[key]

    def _new_size(self, key: tuple[str, str], documented: float | None) -> Size:
        choice = self.choices.get(key)
        if choice is None:
            return inf if documented is None else float(documented)
        if choice.least == choice.most:
            self.draft.offset += choice.cost_cny_per_unit_year * choice.least
            return choice.least
        return self.draft.quantity(
            ".".join(key),
            cost=choice.cost_cny_per_unit_year,
            lower=choice.least,
            upper=choice.most,
        )

    def flow(self, device: Device, name: str, *, cost: Amount = 0.0, upper: Amount = inf) -> Flow:
        """A new column of a device, never negative."""
        return self.draft.flow(f"{device.id}.{name}", cost=cost, upper=upper)

    def at_most(self, name: str, flow: Flow, size: Size, share: Amount = 1.0) -> None:
        """A flow stays below a share of a size, e.g. availability x hours of a capacity."""
        if isinstance(size, Whole):
            row = self.draft.row(name, upper=0.0)
            self.draft.add(row, {flow: 1.0, size: -1.0 * share})
            largest = float(self.draft.limits(size)[1])
            if isfinite(largest):
                self.ceilings[flow] = share * largest
        else:
            self.draft.bound(flow, upper=share * size)

    def at_least(self, name: str, flow: Flow, size: Size, share: Amount) -> None:
        """A flow stays above a share of a size, e.g. its lowest load."""
        if isinstance(size, Whole):
            row = self.draft.row(name, lower=0.0)
            self.draft.add(row, {flow: 1.0, size: -1.0 * share})
        else:
            self.draft.bound(flow, lower=share * size)

    def require(
        self, name: str, amount: Expression, *, lower: float = -inf, upper: float = inf
    ) -> None:
        """Keep an expression within bounds in every step: by a row, or as bounds of one column."""
        least, most = (self.draft.values(bound - amount.known) for bound in (lower, upper))
        if self._narrow(amount, least, most):
            return
        row = self.draft.row(name, lower=least, upper=most)
        self.draft.add(row, amount.terms)

    def _narrow(self, amount: Expression, least: Values, most: Values) -> bool:
        """Narrow the bounds of a column that is alone in an expression, if that leaves it room.

        Bounds that cross are no bounds: a row says by its name what can't be met.
        """
        column, ratio = next(iter(amount.terms.items()), (None, 0.0))
        if len(amount.terms) != 1 or not isinstance(column, Flow) or not np.all(ratio):
            return False
        ends = (least / ratio, most / ratio)
        low, high = np.minimum(*ends), np.maximum(*ends)
        lower, upper = self.draft.limits(column)
        if np.any(np.maximum(low, lower) > np.minimum(high, upper)):
            return False
        self.draft.bound(column, lower=low, upper=high)
        return True

    def require_once(self, name: str, amount: Expression, *, lower: float, upper: float) -> None:
        """A total that keeps an expression of sizes alone within bounds."""
        moved = float(np.asarray(amount.known))
        total = self.draft.total(name, lower=lower - moved, upper=upper - moved)
        self.draft.sum_up(total, amount.terms)

    def take(self, device: Device, port: str, amount: Expression) -> None:
        """What a device takes from the bus at a port, e.g. `electricity_from`, `fuel_from[0]`."""
        self.carry(self.path(device, port, into=True), amount)

    def give(self, device: Device, port: str, amount: Expression) -> None:
        """What a device gives to the bus at a port."""
        self.carry(self.path(device, port, into=False), amount)

    def carry(self, path: Path, amount: Expression) -> None:
        """Add to what flows from one node to another."""
        old = self.paths.get(path)
        self.paths[path] = amount if old is None else old + amount

    def call(self, unit: OnDemand) -> None:
        """Leave to the closing of buses what a converter makes."""
        self.on_demand.append(unit)

    def carry_net(self, path: Path, amount: Expression) -> None:
        """Add to what flows one way less what flows the other, of either sign."""
        old = self.nets.get(path)
        self.nets[path] = amount if old is None else old + amount

    def into(self, node: str) -> Iterator[tuple[Path, Expression]]:
        """What flows into a node."""
        return ((path, at) for path, at in self.paths.items() if path.sink == node)

    def out_of(self, node: str) -> Iterator[tuple[Path, Expression]]:
        """What flows out of a node."""
        return ((path, at) for path, at in self.paths.items() if path.source == node)

    def path(self, device: Device, port: str, *, into: bool) -> Path:
        """Between which nodes a port carries, into the device or out of it."""
        bus = next(at.bus for at in device.ports() if at.field == port and at.port.into is into)
        carrier = self.park.bus_by_id[bus].carrier
        return Path(carrier, bus, device.id) if into else Path(carrier, device.id, bus)


def of(flow: Flow | Whole, ratio: Amount = 1.0) -> Expression:
    """One column times a number."""
    return Expression({flow: ratio})


def known(amount: Amount) -> Expression:
    """An amount that is known beforehand."""
    return Expression({}, amount)


def of_size(size: Size, ratio: Amount = 1.0) -> Expression:
    """A size times a number, chosen or given."""
    return of(size, ratio) if isinstance(size, Whole) else known(ratio * size)
