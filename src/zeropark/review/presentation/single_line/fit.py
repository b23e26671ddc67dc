"""How much is shown one by one: as many buses and devices by name as fit the paper.

What doesn't fit is taken together and counted; nothing is left out without a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.single_line.cells import Cell, cells_of
from zeropark.review.presentation.single_line.hanging import Hanging
from zeropark.review.presentation.single_line.joints import Joint
from zeropark.review.presentation.single_line.layout import Laid, lay, shifted
from zeropark.review.presentation.single_line.paper import GROVE_GAP, MARGIN, TALL, WIDE
from zeropark.review.presentation.single_line.place import Load
from zeropark.review.presentation.single_line.sketch import Glyph, Member
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.single_line.tree import Branch, Forest, branches, forest


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is shown one by one."""

    cells: int
    """Most symbols above a bus, and below it."""
    buses: int
    """Most buses."""


_DETAILS: Final = tuple(
    _Detail(cells, buses)
    for cells, buses in (
        *(
            (16, 40),
            (14, 40),
            (12, 40),
            (10, 40),
            (8, 40),
            (6, 40),
            (5, 40),
            (4, 32),
            (3, 32),
            (2, 24),
            (2, 16),
        ),
        *((6, 8), (4, 8), (2, 12), (2, 8), (1, 6), (14, 1), (10, 1), (5, 1), (1, 1)),
    )
)
"""What is tried, in the order in which one goes before another that shows no more."""
_BUS_WORTH: Final = 2
"""A bus with what is on it tells as much as so many symbols."""


@dataclass(frozen=True)
class Draft:
    """A layout that may be drawn."""

    grown: Forest
    pages: tuple[Laid, ...]
    width: float
    height: float

    @property
    def fits(self) -> bool:
        """Whether it is no larger than the paper."""
        return self.width <= WIDE and self.height <= TALL

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every symbol on a bus."""
        placed = (each for page in self.pages for each in page.placed.values())
        return tuple(cell for each in placed for cell in (*each.load.above, *each.load.below))

    @property
    def complete(self) -> bool:
        """Whether nothing is taken together or left out."""
        return not self.grown.hidden and all(cell.count == 1 for cell in self.cells)

    @property
    def told(self) -> int:
        """How much it shows by name."""
        buses = sum(len(page.placed) for page in self.pages)
        return _BUS_WORTH * buses + sum(cell.count == 1 for cell in self.cells)

    def beats(self, other: Draft) -> bool:
        """Whether it fits better, or as well and tells more."""
        if not (self.fits and other.fits):
            return self.fits or (not other.fits and self.width < other.width)
        return self.told > other.told


def fitted(
    park: ParkDocument,
    joints: Sequence[Joint],
    hanging: Mapping[str, Sequence[Hanging]],
    *,
    carrier: str,
    pitch: float,
) -> Draft:
    """The draft that tells most among those that fit; the narrowest where none does."""
    chosen: Draft | None = None
    for detail in _DETAILS:
        grown = forest(park, joints, carrier=carrier, most=detail.buses)
        loads = dict(_loads(park, grown, hanging, most=detail.cells))
        draft = _packed(grown, [lay(grove, loads, pitch=pitch) for grove in grown.groves])
        if chosen is None or draft.beats(chosen):
            chosen = draft
        if chosen.fits and chosen.complete:
            break
    return chosen or _packed(Forest((), frozenset(), 0), [])


def _loads(
    park: ParkDocument, grown: Forest, hanging: Mapping[str, Sequence[Hanging]], *, most: int
) -> Iterator[tuple[str, Load]]:
    for branch in (each for grove in grown.groves for each in branches(grove)):
        bus = branch.bus.id
        here = hanging.get(bus, ())
        above = cells_of(park, bus, (each for each in here if each.above), most=most)
        below = cells_of(park, bus, (each for each in here if not each.above), most=most)
        yield bus, Load(above, (*below, *_further(park, branch, most=most)))


def _further(park: ParkDocument, branch: Branch, *, most: int) -> Iterator[Cell]:
    """The buses behind this one that are not drawn as such: a symbol each, and one for the rest."""
    bus = branch.bus.id
    alone = branch.further if len(branch.further) <= most else branch.further[: most - 1]
    for joint, behind in alone:
        substation = joint.glyph is Glyph.TRANSFORMER
        yield Cell(
            id=f"{joint.id}@{bus}",
            glyph=Glyph.SUBSTATION if substation else Glyph.SECTION,
            tone="bus",
            name=name(park, joint.other(bus)),
            members=(_away(joint, bus),),
            count=behind,
            counted=WORDS["count.buses"].fill({"n": str(behind)}) if behind > 1 else None,
        )
    rest = branch.further[len(alone) :]
    if rest:
        behind = sum(count for _, count in rest)
        yield Cell(
            id=f"+{behind}@{bus}",
            glyph=Glyph.BUSES,
            tone="bus",
            name=WORDS["further"],
            members=tuple(_away(joint, bus) for joint, _ in rest),
            count=behind,
            counted=WORDS["count.buses"].fill({"n": str(behind)}),
        )


def _away(joint: Joint, bus: str) -> Member:
    """Forward is away from this bus, whichever of the two is the upper one."""
    if joint.upper == bus:
        return replace(joint.member, node=joint.lower)
    return Member(joint.upper, joint.member.reverse, joint.member.forward)


def _packed(grown: Forest, laid: Sequence[Laid]) -> Draft:
    """The groups on shelves from top to bottom, each shelf in the middle of the paper."""
    shelves = list(_shelves(laid))
    breadths = [sum(each.width + GROVE_GAP for each in shelf) - GROVE_GAP for shelf in shelves]
    width = max(breadths, default=0.0) + 2 * MARGIN
    pages: list[Laid] = []
    y = MARGIN
    for shelf, breadth in zip(shelves, breadths, strict=True):
        x = (width - breadth) / 2
        for each in shelf:
            pages.append(shifted(each, x=x, y=y))
            x += each.width + GROVE_GAP
        y += max(each.height for each in shelf) + GROVE_GAP / 2
    return Draft(grown, tuple(pages), width, y - (GROVE_GAP / 2 if pages else 0.0) + MARGIN)


def _shelves(laid: Sequence[Laid]) -> Iterator[list[Laid]]:
    shelf: list[Laid] = []
    x = MARGIN
    for each in laid:
        if shelf and x + each.width + MARGIN > WIDE:
            yield shelf
            shelf, x = [], MARGIN
        shelf.append(each)
        x += each.width + GROVE_GAP
    if shelf:
        yield shelf
