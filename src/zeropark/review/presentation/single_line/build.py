"""The verb: a park document becomes a sketch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.review.presentation.single_line.draw import bars, symbols
from zeropark.review.presentation.single_line.fit import Draft, fitted
from zeropark.review.presentation.single_line.hanging import Hanging, hangings
from zeropark.review.presentation.single_line.joints import joints_of
from zeropark.review.presentation.single_line.paper import PITCH, WIDE_PITCH
from zeropark.review.presentation.single_line.sketch import Sketch
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.single_line.words import told
from zeropark.review.presentation.text import Text


def carriers_of(park: ParkDocument) -> tuple[str, ...]:
    """The carriers that have a bus, electricity first, the others in the order of the document."""
    found = dict.fromkeys(bus.carrier for bus in park.buses)
    return tuple(sorted(found, key=lambda carrier: carrier != "electricity"))


def sketch(park: ParkDocument, *, carrier: str = "electricity") -> Sketch:
    """The single-line sketch of one carrier; the same park gives the same sketch.

    A park without a bus of the carrier gives a sketch without bars, and a note that says so.
    """
    known = CARRIERS.get(carrier)
    energy = known is not None and known.dimension is Dimension.ENERGY
    pitch = PITCH if energy else WIDE_PITCH
    hanging = hangings(park, carrier=carrier)
    joints = joints_of(park, carrier=carrier)
    draft = fitted(park, joints, hanging, carrier=carrier, pitch=pitch)
    drawn = [each for page in draft.pages for each in symbols(page, pitch=pitch)]
    words = Text(known.zh, known.en) if known is not None else Text.same(carrier)
    bare = Sketch(
        park=park.id,
        carrier=carrier,
        title=WORDS["title"].fill({"carrier": words}),
        about=Text.same(""),
        bars=tuple(bar for page in draft.pages for bar in bars(page)),
        symbols=tuple(each.symbol for each in drawn),
        wires=tuple(wire for each in drawn for wire in each.wires),
        notes=tuple(_notes(draft, hanging)),
        width=draft.width,
        height=draft.height,
    )
    return replace(bare, about=told(bare))


def _notes(draft: Draft, hanging: Mapping[str, Sequence[Hanging]]) -> Iterator[Text]:
    if not draft.pages:
        yield WORDS["no_buses"]
    several = [cell.count for cell in draft.cells if cell.count > 1 and cell.tone != "bus"]
    if several:
        counts = {"symbols": str(len(several)), "members": str(sum(several))}
        yield WORDS["together"].fill(counts)
    if draft.grown.hidden:
        behind = sum(len(hanging.get(bus, ())) for bus in draft.grown.hidden)
        counts = {"n": str(len(draft.grown.hidden)), "members": str(behind)}
        yield WORDS["hidden"].fill(counts)
    if draft.grown.hidden_joints:
        yield WORDS["ties"].fill({"n": str(draft.grown.hidden_joints)})
