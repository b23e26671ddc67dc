"""The verb: a park document becomes a sketch.

As much is shown one by one as fits the paper; what doesn't fit is taken together and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.review.presentation.single_line.cells import Cell, cells_of
from zeropark.review.presentation.single_line.draw import bars, symbols
from zeropark.review.presentation.single_line.hanging import Hanging, hangings
from zeropark.review.presentation.single_line.joints import joints_of
from zeropark.review.presentation.single_line.layout import Laid, lay, shifted
from zeropark.review.presentation.single_line.paper import (
    GROVE_GAP,
    MARGIN,
    PITCH,
    TALL,
    WIDE,
    WIDE_PITCH,
)
from zeropark.review.presentation.single_line.place import Load
from zeropark.review.presentation.single_line.sketch import Glyph, Member, Sketch
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.single_line.tree import Branch, Forest, branches, forest
from zeropark.review.presentation.single_line.words import told
from zeropark.review.presentation.text import Text


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
        *((10, 40), (8, 40), (7, 40), (6, 40), (5, 40), (4, 32), (3, 32), (2, 32)),
        *((2, 24), (2, 16), (2, 12), (2, 8), (1, 6)),
    )
)
"""From the fullest to the barest; the first that fits is drawn."""


def carriers_of(park: ParkDocument) -> tuple[str, ...]:
    """The carriers that have a bus, electricity first, the others in the order of the document."""
    found = dict.fromkeys(bus.carrier for bus in park.buses)
    return tuple(sorted(found, key=lambda carrier: carrier != "electricity"))


def sketch(park: ParkDocument, *, carrier: str = "electricity") -> Sketch:
    """The single-line sketch of one carrier; the same park gives the same sketch.

    A park without a bus of the carrier gives a sketch without bars, and a note that says so.
    """
    hanging = hangings(park, carrier=carrier)
    energy = carrier in CARRIERS and CARRIERS[carrier].dimension is Dimension.ENERGY
    pitch = PITCH if energy else WIDE_PITCH
    joints = joints_of(park, carrier=carrier)
    for detail in _DETAILS:
        grown = forest(park, joints, carrier=carrier, most=detail.buses)
        loads = dict(_loads(park, grown, hanging, most=detail.cells))
        laid = [lay(grove, loads, pitch=pitch) for grove in grown.groves]
        pages, width, height = _packed(laid)
        if width <= WIDE and height <= TALL:
            break
    drawn = [each for page in pages for each in symbols(page, pitch=pitch)]
    known = CARRIERS.get(carrier)
    words = Text(known.zh, known.en) if known is not None else Text.same(carrier)
    bare = Sketch(
        park=park.id,
        carrier=carrier,
        title=WORDS["title"].fill({"carrier": words}),
        about=Text.same(""),
        bars=tuple(bar for page in pages for bar in bars(page)),
        symbols=tuple(each.symbol for each in drawn),
        wires=tuple(wire for each in drawn for wire in each.wires),
        notes=(),
        width=width,
        height=height,
    )
    return replace(bare, about=told(bare), notes=tuple(_notes(bare, grown)))


def _loads(
    park: ParkDocument, grown: Forest, hanging: Mapping[str, Sequence[Hanging]], *, most: int
) -> Iterator[tuple[str, Load]]:
    for branch in (each for grove in grown.groves for each in branches(grove)):
        bus = branch.bus.id
        here = hanging.get(bus, ())
        above = cells_of(park, bus, (each for each in here if each.above), most=most)
        below = cells_of(park, bus, (each for each in here if not each.above), most=most)
        yield bus, Load(above, (*below, *_further(branch)))


def _further(branch: Branch) -> Iterator[Cell]:
    """The buses behind this one that are counted only, as one symbol."""
    if branch.further:
        bus = branch.bus.id
        yield Cell(
            id=f"+{branch.hidden}@{bus}",
            glyph=Glyph.BUSES,
            tone="bus",
            name=WORDS["further"],
            members=tuple(
                # forward is away from this bus, whichever of the two is the upper one
                replace(joint.member, node=joint.other(bus))
                if joint.upper == bus
                else Member(joint.other(bus), joint.member.reverse, joint.member.forward)
                for joint in branch.further
            ),
            count=branch.hidden,
            counted=WORDS["count.buses"].fill({"n": str(branch.hidden)}),
        )


def _packed(laid: Sequence[Laid]) -> tuple[list[Laid], float, float]:
    """The groups on shelves, from left to right and from top to bottom; and the paper's size."""
    x = y = MARGIN
    shelf = width = 0.0
    pages: list[Laid] = []
    for each in laid:
        if x > MARGIN and x + each.width + MARGIN > WIDE:
            x, y, shelf = MARGIN, y + shelf + GROVE_GAP / 2, 0.0
        pages.append(shifted(each, x=x, y=y))
        x += each.width + GROVE_GAP
        shelf = max(shelf, each.height)
        width = max(width, x - GROVE_GAP + MARGIN)
    return pages, max(width, 2 * MARGIN), y + shelf + MARGIN


def _notes(drawn: Sketch, grown: Forest) -> Iterator[Text]:
    if not drawn.bars:
        yield WORDS["no_buses"]
    several = [each for each in drawn.symbols if each.count > 1 and len(each.on) == 1]
    several = [each for each in several if each.glyph is not Glyph.BUSES]
    if several:
        members = str(sum(each.count for each in several))
        yield WORDS["together"].fill({"symbols": str(len(several)), "members": members})
    if grown.hidden_buses:
        yield WORDS["hidden"].fill({"n": str(grown.hidden_buses)})
    if grown.hidden_joints:
        yield WORDS["ties"].fill({"n": str(grown.hidden_joints)})
