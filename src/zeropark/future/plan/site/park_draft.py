"""A park being written as a program: sizes, and what flows over every link.

A device file says what its ports carry, as expressions of columns; nothing else. When all have
spoken, `closing.close_buses` makes the rows: what flows into a bus flows out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.plan.program.draft import Amount, Draft, Flow, Whole
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


@dataclass(slots=True, eq=False)
class ParkDraft:
    """The program of a park, and the expressions that its flows are read from afterwards."""

    park: ParkDocument
    axis: Axis
    draft: Draft
    choices: Mapping[tuple[str, str], Choice] = field(default_factory=dict)
    """By device id and field, e.g. `("wind", "capacity_kw")`; what is not here is as documented."""
    paths: dict[Path, Expression] = field(default_factory=dict)
    sizes: dict[tuple[str, str], Size] = field(default_factory=dict)
    contents: dict[str, Expression] = field(default_factory=dict)
    """What each store holds at the end of a step, by device id."""

    @property
    def hours(self) -> float:
        """The length of a step: what turns kW into kWh."""
        return self.axis.step_hours

    def size(self, device: Device, name: str) -> Size:
        """A size of a device by the name of its field: a column where it is to be chosen."""
        key = (device.id, name)
        if key not in self.sizes:
            self.sizes[key] = self._new_size(key, float(getattr(device, name)))
        return self.sizes[key]

    def _new_size(self, key: tuple[str, str], documented: float) -> Size:
        choice = self.choices.get(key)
        if choice is None:
            return documented
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
        else:
            self.draft.bound(flow, upper=share * size)

    def at_least(self, name: str, flow: Flow, size: Size, share: Amount) -> None:
        """A flow stays above a share of a size, e.g. its lowest load."""
        if isinstance(size, Whole):
            row = self.draft.row(name, lower=0.0)
            self.draft.add(row, {flow: 1.0, size: -1.0 * share})
        else:
            self.draft.bound(flow, lower=share * size)

    def take(self, device: Device, port: str, amount: Expression) -> None:
        """What a device takes from the bus at a port, e.g. `electricity_from`, `fuel_from[0]`."""
        bus = self._bus(device, port, into=True)
        self.carry(Path(self.park.bus_by_id[bus].carrier, bus, device.id), amount)

    def give(self, device: Device, port: str, amount: Expression) -> None:
        """What a device gives to the bus at a port."""
        bus = self._bus(device, port, into=False)
        self.carry(Path(self.park.bus_by_id[bus].carrier, device.id, bus), amount)

    def carry(self, path: Path, amount: Expression) -> None:
        """Add to what flows from one node to another."""
        old = self.paths.get(path)
        self.paths[path] = amount if old is None else old + amount

    def into(self, node: str) -> Iterator[tuple[Path, Expression]]:
        """What flows into a node."""
        return ((path, at) for path, at in self.paths.items() if path.sink == node)

    def out_of(self, node: str) -> Iterator[tuple[Path, Expression]]:
        """What flows out of a node."""
        return ((path, at) for path, at in self.paths.items() if path.source == node)

    @staticmethod
    def _bus(device: Device, port: str, *, into: bool) -> str:
        return next(at.bus for at in device.ports() if at.field == port and at.port.into is into)


def of(flow: Flow | Whole, ratio: Amount = 1.0) -> Expression:
    """One column times a number."""
    return Expression({flow: ratio})


def known(amount: Amount) -> Expression:
    """An amount that is known beforehand."""
    return Expression({}, amount)


def of_size(size: Size, ratio: Amount = 1.0) -> Expression:
    """A size times a number, chosen or given."""
    return of(size, ratio) if isinstance(size, Whole) else known(ratio * size)
