"""The order of the buses: who stands above whom, and along which ties the picture grows.

From the bus at the grid with the highest voltage, ties are followed up and down; each bus is
reached once. Ties that close a ring are kept apart, to be drawn around the rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Bus
from zeropark.review.presentation.single_line.joints import Joint

MOST_RANKS: Final = 4
"""So many steps up or down from its root a bus may stand; what is farther is counted."""
MOST_RINGS: Final = 6
"""So many ties that close rings are drawn in a group of tied buses."""
_UP, _DOWN = -1, 1


@dataclass(slots=True)
class Branch:
    """A bus in its tree."""

    bus: Bus
    rank: int
    """Row in the picture, counted downward; roots stand at or near 0."""
    way: int = 0
    """Which way it was reached: -1 going up, 1 going down, 0 for a root."""
    joint: Joint | None = None
    """The tie to the bus it was reached from."""
    up: list[Branch] = field(default_factory=list)
    down: list[Branch] = field(default_factory=list)
    further: list[tuple[Joint, int]] = field(default_factory=list)
    """Ties to buses that are counted only, and how many buses lie behind each."""


@dataclass(frozen=True, slots=True)
class Grove:
    """Buses that ties hold together: one tree or several, and the ties that close rings."""

    roots: tuple[Branch, ...]
    rings: tuple[Joint, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """All that is drawn, and how much is not."""

    groves: tuple[Grove, ...]
    hidden: frozenset[str]
    """Buses that are not drawn with what hangs on them."""
    hidden_joints: int
    """Ties between drawn buses that are not."""


def forest(park: ParkDocument, joints: Sequence[Joint], *, carrier: str, most: int) -> Forest:
    """At most `most` buses in trees; the others counted behind the bus that leads to them."""
    buses = [bus for bus in park.buses if bus.carrier == carrier]
    fed = {point.bus for point in park.boundary_points if point.direction != "out"}
    # sorted is stable: buses that are alike keep the order of the document
    ordered = sorted(buses, key=lambda bus: (bus.id not in fed, -(bus.voltage_kv or 0.0)))
    grown = _Growth(joints, {bus.id: bus for bus in ordered}, fed, most)
    for bus in ordered:
        if bus.id not in grown.seen:
            grown.grove(bus)
    drawn = tuple(grove for grove in grown.groves if grove.roots)
    shown = [branch for grove in drawn for branch in branches(grove)]
    ends = {branch.bus.id for branch in shown}
    between = sum({joint.upper, joint.lower} <= ends for joint in joints)
    rings = sum(len(grove.rings) for grove in drawn)
    tree = sum(branch.joint is not None for branch in shown)
    return Forest(drawn, frozenset(bus.id for bus in buses) - ends, between - rings - tree)


def branches(grove: Grove) -> Iterator[Branch]:
    """Every branch of a grove, roots before what grows on them."""
    todo = deque(grove.roots)
    while todo:
        branch = todo.popleft()
        yield branch
        todo.extend((*branch.up, *branch.down))


class _Growth:
    """Follows ties from root to root until every bus was seen; holds what was found so far."""

    def __init__(
        self, joints: Sequence[Joint], buses: Mapping[str, Bus], fed: set[str], most: int
    ) -> None:
        self.joints, self.buses, self.fed, self.left = joints, buses, fed, most
        self.order = {bus: at for at, bus in enumerate(buses)}
        self.seen: dict[str, Branch | None] = {}  # None: reached, and only counted
        self.groves: list[Grove] = []
        self.ties: dict[str, list[Joint]] = {bus: [] for bus in buses}
        for joint in joints:
            self.ties[joint.upper].append(joint)
            self.ties[joint.lower].append(joint)

    def grove(self, first: Bus) -> None:
        """Everything that ties hold together with `first`."""
        together = sorted(self._together(first.id), key=self.order.__getitem__)
        twins = [self.buses[bus] for bus in together if self._twin(first, bus)]
        roots = self._grow([first, *twins])
        for bus in together:
            roots += self._grow([self.buses[bus]]) if bus not in self.seen else []
        drawn = {bus for bus in together if self.seen[bus] is not None}
        grown = {branch.joint.id for bus in drawn if (branch := self.seen[bus]) and branch.joint}
        rings = (
            joint
            for joint in (self.joints if drawn else ())
            if {joint.upper, joint.lower} <= drawn and joint.id not in grown
        )
        self.groves.append(Grove(tuple(roots), tuple(islice(rings, MOST_RINGS))))

    def _together(self, first: str) -> set[str]:
        found, todo = {first}, [first]
        while todo:
            bus = todo.pop()
            new = [j.other(bus) for j in self.ties[bus] if j.other(bus) not in found]
            found.update(new)
            todo.extend(new)
        return found

    def _twin(self, first: Bus, bus: str) -> bool:
        """Whether a bus is another section at the grid: it has a point and the same voltage."""
        alike = self.buses[bus].voltage_kv == first.voltage_kv
        return bus != first.id and alike and {first.id, bus} <= self.fed

    def _grow(self, seeds: Sequence[Bus]) -> list[Branch]:
        """Trees that grow from these buses at the same pace; those that there is room for."""
        taken = (self._taken(Branch(bus, self._rank_beside(bus))) for bus in seeds)
        roots = [root for root in taken if root is not None]
        todo = deque(roots)
        while todo:
            parent = todo.popleft()
            for joint in self.ties[parent.bus.id]:
                other = joint.other(parent.bus.id)
                if other not in self.seen and self._grows(parent, joint, other):
                    child = self._grown(parent, joint, other)
                    todo.extend([child] if child is not None else [])
        return roots

    def _grown(self, parent: Branch, joint: Joint, other: str) -> Branch | None:
        """The next bus on its parent, or None where it is only counted behind it."""
        way = _UP if joint.upper == other else _DOWN
        child = Branch(self.buses[other], parent.rank + way, way, joint)
        if abs(child.rank) > MOST_RANKS or self._taken(child) is None:
            parent.further.append((joint, self._hide(other)))
            return None
        (parent.up if way == _UP else parent.down).append(child)
        return child

    def _hide(self, first: str) -> int:
        """Mark a bus and all that is reached through it as counted only; gives how many."""
        todo, count = [first], 0
        self.seen[first] = None
        while todo:
            bus = todo.pop()
            count += 1
            for other in (joint.other(bus) for joint in self.ties[bus]):
                if other not in self.seen:
                    self.seen[other] = None
                    todo.append(other)
        return count

    def _taken(self, branch: Branch) -> Branch | None:
        taken = branch if self.left > 0 else None
        self.left -= 1
        self.seen[branch.bus.id] = taken
        return taken

    def _grows(self, parent: Branch, joint: Joint, other: str) -> bool:
        """A tree keeps its way up or down; two sections at the grid stand side by side."""
        if parent.way not in (0, _UP if joint.upper == other else _DOWN):
            return False
        return not self._twin(parent.bus, other)

    def _rank_beside(self, bus: Bus) -> int:
        """The row of a further root: beside, below or above the bus that it is tied to."""
        for joint in self.ties[bus.id]:
            beside = self.seen.get(joint.other(bus.id))
            if beside is not None:
                if self._twin(bus, beside.bus.id):
                    return beside.rank
                return beside.rank + (_DOWN if joint.lower == bus.id else _UP)
        return 0
