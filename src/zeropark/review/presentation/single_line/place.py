"""Places along the rows: how far left and right every bus, symbol and wire of a tree stands.

Subtrees are set side by side, each as near to the one before as its widest rows allow, and a
parent over the middle of its children. Ties within a tree come out as straight vertical wires
that no bar, symbol or word is in the way of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from zeropark.review.presentation.single_line.cells import Cell
from zeropark.review.presentation.single_line.joints import Joint
from zeropark.review.presentation.single_line.paper import CLEAR, GAP, ZONE
from zeropark.review.presentation.single_line.tree import Branch

Span = tuple[float, float]
"""A stretch of a row, from left to right."""
_END: Final = 4.0
"""By how much a bar goes on beyond what hangs on it."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a bus has to find room for, beside the buses that grow on it."""

    above: tuple[Cell, ...]
    below: tuple[Cell, ...]
    exits: tuple[Joint, ...] = ()
    """Rings that leave downward, with a bare wire."""
    top_entries: tuple[Joint, ...] = ()
    """Rings that come in from above, with their words."""
    bottom_entries: tuple[Joint, ...] = ()
    """The same, from below."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bus with the places of all that touches it, by the id of cell or joint."""

    branch: Branch
    load: Load
    left: float
    right: float
    words_left: float
    """Where its name begins."""
    above: Mapping[str, float]
    below: Mapping[str, float]

    def shifted(self, by: float) -> Placed:
        """It and all that touches it, farther to the right."""
        return replace(
            self,
            left=self.left + by,
            right=self.right + by,
            words_left=self.words_left + by,
            above={key: x + by for key, x in self.above.items()},
            below={key: x + by for key, x in self.below.items()},
        )


@dataclass(frozen=True, slots=True)
class Block:
    """A subtree in place: its buses, and how far it reaches in every row."""

    placed: list[Placed]
    reach: dict[int, Span]
    anchor: float
    """Where the wire to its parent stands."""
    tie: str
    """Id of the tie that is this wire; empty for a root."""

    def shifted(self, by: float) -> Block:
        """It, farther to the right."""
        return replace(
            self,
            placed=[each.shifted(by) for each in self.placed],
            reach={rank: (left + by, right + by) for rank, (left, right) in self.reach.items()},
            anchor=self.anchor + by,
        )


def place(branch: Branch, loads: Mapping[str, Load], *, pitch: float) -> Block:
    """A branch and what grows on it; positions count from anywhere, only their distances hold."""
    ups = side_by_side(place(each, loads, pitch=pitch) for each in branch.up)
    downs = side_by_side(place(each, loads, pitch=pitch) for each in branch.down)
    load = loads[branch.bus.id]
    below = _below(branch, load, downs, pitch)
    above = _above(branch, load, ups, pitch)
    by = _over(above, below, leaf=not (ups or downs))
    above.shift(by)
    here = _placed(branch, load, above, below)
    return _block(here, [*(up.shifted(by) for up in ups), *downs])


def _placed(branch: Branch, load: Load, above: _Side, below: _Side) -> Placed:
    left = min(above.left, below.left) - _END
    free = above.left - left >= ZONE  # its name stands at the very end where nothing else does
    return Placed(
        branch,
        load,
        left=left,
        right=max(above.right, below.right) + _END,
        words_left=(left if free else above.left) + 2,
        above=above.places,
        below=below.places,
    )


def _block(here: Placed, others: Sequence[Block]) -> Block:
    branch = here.branch
    placed = [here, *(each for block in others for each in block.placed)]
    reach = _reach_of(others) | {branch.rank: (here.left, here.right)}
    if branch.joint is None:
        return Block(placed, reach, anchor=0.0, tie="")
    anchor = (here.above if branch.way > 0 else here.below)[branch.joint.id]
    # what the wire and its words need in the parent's row
    before = ZONE if branch.way < 0 else CLEAR
    reach[branch.rank - branch.way] = (anchor - before, anchor + CLEAR)
    return Block(placed, reach, anchor, branch.joint.id)


def side_by_side(blocks: Iterable[Block], *, gap: float = GAP) -> list[Block]:
    """The blocks from left to right, none reaching into another in any row."""
    done: list[Block] = []
    reach: dict[int, Span] = {}
    for block in blocks:
        overlaps = [
            reach[rank][1] + gap - left for rank, (left, _) in block.reach.items() if rank in reach
        ]
        done.append(block.shifted(max(overlaps, default=0.0)))
        reach = _reach_of(done)
    return done


def _reach_of(blocks: Iterable[Block]) -> dict[int, Span]:
    reach: dict[int, Span] = {}
    for block in blocks:
        for rank, span in block.reach.items():
            reach[rank] = _both(reach.get(rank, span), span)
    return reach


def _both(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


@dataclass(slots=True)
class _Side:
    """One side of a bar while it is filled."""

    places: dict[str, float] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min((left for left, _ in self.spans), default=0.0)

    @property
    def right(self) -> float:
        return max((right for _, right in self.spans), default=0.0)

    def put(self, id_: str, at: float, *, before: float, after: float) -> None:
        """Something at a given place, with room on either side."""
        self.places[id_] = at
        self.spans.append((at - before, at + after))

    def append(self, id_: str, *, before: float, after: float) -> None:
        """Something at the right of all others."""
        self.put(id_, self.right + before, before=before, after=after)

    def shift(self, by: float) -> None:
        self.places = {key: x + by for key, x in self.places.items()}
        self.spans = [(left + by, right + by) for left, right in self.spans]


def _below(branch: Branch, load: Load, downs: Sequence[Block], pitch: float) -> _Side:
    """Cells around the wires to lower buses, over the middle of these; then other wires."""
    side = _Side()
    for block in downs:
        side.put(block.tie, block.anchor, before=CLEAR, after=CLEAR)
    children = [block.reach[branch.rank + 1] for block in downs]
    middle = (children[0][0] + children[-1][1]) / 2 if children else 0.0
    cells = _fill(len(load.below), pitch, side.spans, middle)
    for cell, x in zip(load.below, list(cells), strict=True):
        side.put(cell.id, x, before=pitch / 2, after=pitch / 2)
    if branch.way < 0 and branch.joint is not None:
        side.append(branch.joint.id, before=CLEAR, after=CLEAR)
    for joint in load.exits:
        side.append(joint.id, before=CLEAR, after=CLEAR)
    for joint in load.bottom_entries:
        side.append(joint.id, before=ZONE, after=CLEAR)
    return side


def _above(branch: Branch, load: Load, ups: Sequence[Block], pitch: float) -> _Side:
    """Ties from upper buses with their words, then cells, then ties that close rings."""
    side = _Side()
    for block in ups:
        side.put(block.tie, block.anchor, before=ZONE, after=CLEAR)
    if branch.way > 0 and branch.joint is not None:
        side.append(branch.joint.id, before=ZONE, after=CLEAR)
    if not side.spans:
        side.spans.append((0.0, ZONE))  # the name of the bus, which else shares a tie's room
    for cell in load.above:
        side.append(cell.id, before=pitch / 2, after=pitch / 2)
    for joint in load.top_entries:
        side.append(joint.id, before=ZONE, after=CLEAR)
    return side


def _fill(count: int, pitch: float, taken: Sequence[Span], middle: float) -> Iterator[float]:
    """Centres of `count` cells around `middle`, from left to right, clear of what is taken."""
    fixed = sorted(taken)
    left = middle - count * pitch / 2
    for _ in range(count):
        for start, end in fixed:
            if start < left + pitch and left < end:
                left = end
        yield left + pitch / 2
        left += pitch


def _over(above: _Side, below: _Side, *, leaf: bool) -> float:
    """By how much the upper side is moved: its middle over the lower side's middle.

    On a leaf of the tree that is the broader below, its left end stands over the left end.
    """
    if not below.spans:
        return 0.0
    if leaf and above.right - above.left < below.right - below.left:
        return below.left - above.left
    return (below.left + below.right - above.left - above.right) / 2
