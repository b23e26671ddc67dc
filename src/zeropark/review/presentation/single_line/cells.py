"""Cells: what a bus shows above and below it, one symbol each, at most so many.

Where more hangs on a bus than it has room for, devices are taken together: first those of one
enterprise and kind, then by kind, then by enterprise, at last by what they are to the bus; or
the enterprises with most devices keep symbols of their own, where that tells more. None
is left out, so the counts of a bus's cells add up to what hangs on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.single_line.hanging import Hanging, place_of
from zeropark.review.presentation.single_line.kinds import KINDS
from zeropark.review.presentation.single_line.sketch import Glyph, Member
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.text import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """A symbol that has no place yet."""

    id: str
    glyph: Glyph
    tone: str
    name: Text
    members: tuple[Member, ...]
    count: int = 1
    counted: Text | None = None
    """How many it stands for, in words; None where it is one."""


Group = tuple[Hanging, ...]
Mark = tuple[str | None, ...]
Key = Callable[[Hanging], Mark]


def _owner_of(each: Hanging) -> Mark:
    return each.tone, each.owner


def _tone_of(each: Hanging) -> Mark:
    return (each.tone,)


_WAYS: Final[tuple[Key, ...]] = (
    lambda each: (each.tone, each.node),
    lambda each: (each.tone, each.owner, each.kind),
    lambda each: (each.tone, each.kind),
    _owner_of,
    _tone_of,
)
"""How devices may be taken together, in the order of how much they still tell."""


def cells_of(
    park: ParkDocument, bus: str, hanging: Iterable[Hanging], *, most: int
) -> tuple[Cell, ...]:
    """At most `most` cells where any way of taking together reaches that; the coarsest else."""
    listed = tuple(hanging)
    groups, rest = _fitting(listed, most), frozenset[Group]()
    largest, others = _largest(listed, most)
    if len(groups) < len(largest) + len(others) <= most:
        groups = tuple(sorted((*largest, *others), key=lambda group: place_of(group[0])))
        rest = frozenset(others)
    often = Counter(mark for group in groups for mark in _marks(group))
    return tuple(_cell(park, bus, group, often, rest=group in rest) for group in groups)


def _marks(group: Group) -> frozenset[Mark]:
    """What a group could be called by: its kinds, and the owners of its tone."""
    kinds = {("kind", each.kind) for each in group}
    return frozenset(kinds | {(each.tone, each.owner) for each in group})


def _fitting(listed: tuple[Hanging, ...], most: int) -> tuple[Group, ...]:
    """The first way of taking together that is coarse enough."""
    groups: tuple[Group, ...] = ()
    for key in _WAYS:
        groups = _together(listed, key)
        if len(groups) <= most:
            break
    return groups


def _largest(listed: tuple[Hanging, ...], most: int) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The owners with most devices, and what is left of each tone."""
    owned = _together(listed, _owner_of)
    tones = len({each.tone for each in listed})
    ordered = sorted(owned, key=len, reverse=True)  # stable: the document's order among equals
    kept = frozenset(ordered[: max(most - tones, 0)])
    left = tuple(each for group in owned if group not in kept for each in group)
    return tuple(group for group in owned if group in kept), _together(left, _tone_of)


def _together(listed: Iterable[Hanging], key: Key) -> tuple[Group, ...]:
    found: dict[tuple[str | None, ...], list[Hanging]] = {}
    for each in listed:
        found.setdefault(key(each), []).append(each)
    return tuple(tuple(group) for group in found.values())


def _cell(
    park: ParkDocument, bus: str, group: Group, often: Mapping[Mark, int], *, rest: bool
) -> Cell:
    first = group[0]
    kinds = {each.kind for each in group}
    alone = len(group) == 1
    words = name(park, first.node) if alone else _group_name(park, group, often)
    return Cell(
        id=f"{first.node}@{bus}" if alone else f"{first.node}+{len(group) - 1}@{bus}",
        glyph=KINDS[first.kind].glyph if len(kinds) == 1 else _GLYPHS[first.tone],
        tone=first.tone,
        name=WORDS["rest"].fill({"name": words}) if rest and not alone else words,
        members=tuple(each.member for each in group),
        count=len(group),
        counted=None if alone else _counted(park, group),
    )


_GLYPHS: Final = {
    "grid": Glyph.GRID,
    "direct": Glyph.SUPPLY,
    "wind": Glyph.WIND,
    "solar": Glyph.PV,
    "generation": Glyph.GENERATOR,
    "supply": Glyph.SUPPLY,
    "heat": Glyph.EXCHANGER,
    "storage": Glyph.STORE,
    "use": Glyph.LOAD,
}
"""The sign of devices of several kinds, by their tone."""


def _group_name(park: ParkDocument, group: Group, often: Mapping[Mark, int]) -> Text:
    """Its kind; whose it is where other groups are of that kind; both where neither is enough."""
    owners = {each.owner for each in group}
    kinds = {each.kind for each in group}
    one_kind = len(kinds) == 1
    what = KINDS[group[0].kind].words if one_kind else WORDS[f"group.{group[0].tone}"]
    shared = next(iter(owners)) if len(owners) == 1 else None
    enterprise = park.enterprise_by_id.get(shared) if shared is not None else None
    if enterprise is None or (one_kind and often["kind", group[0].kind] == 1):
        return what
    owned = Text(enterprise.name.zh, enterprise.name.en)
    enough = not one_kind or often[group[0].tone, shared] == 1
    return owned if enough else owned + Text.same(" ") + what


def _counted(park: ParkDocument, group: Group) -> Text:
    points = all(each.node in park.point_by_id for each in group)
    return WORDS["count.points" if points else "count"].fill({"n": str(len(group))})
