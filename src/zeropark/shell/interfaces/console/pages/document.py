"""What the park is: its document as people read it, with what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.parts import Part
from zeropark.review.presentation.figures.figure import Column, Table
from zeropark.review.presentation.single_line.kinds import KINDS
from zeropark.review.presentation.text import Text, limit_number
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.texts.document import DOCUMENT
from zeropark.shell.interfaces.console.visit import ParkVisit

SECTIONS: Final = (
    "enterprises",
    "devices",
    "meters",
    "buses",
    "links",
    "boundary_points",
    "sites",
    "contracts",
    "targets",
)
_FIRST: Final = 12
"""So many of each part are listed where all parts are shown."""
_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One entry of the document: its id and name, its kind, and all else that it says."""

    id: str
    name: Text
    kind: Text
    says: tuple[tuple[str, Text], ...]
    """Keys as the document writes them, and values as people read them."""

    def holds(self, text: str) -> bool:
        """Whether its id or name holds a text, whatever the case."""
        return any(text in each.lower() for each in (self.id, self.name.zh, self.name.en))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the document, or a page of it."""

    id: str
    count: int
    """Of all that was asked for."""
    elements: tuple[Element, ...]
    page: int
    pages: int


def document(visit: ParkVisit) -> Shown:
    """All parts, or the one that the address names; what `find` holds, where it is asked."""
    park, checked = visit.desk.park, visit.desk.documents()
    wanted = visit.query.get("find", "").strip().lower()
    only = visit.query.get("section")
    names = [name for name in SECTIONS if only in (None, name)]
    sections = (
        _section(park, name, wanted=wanted, page=_page(visit) if only else None) for name in names
    )
    return Shown(
        tables={"elements": _table(park, names, wanted)},
        data={
            "park": park,
            "checked": checked,
            "only": only if only in SECTIONS else None,
            "wanted": visit.query.get("find", ""),
            "sections": tuple(section for section in sections if section.count),
        },
    )


def _page(visit: ParkVisit) -> int:
    text = visit.query.get("page", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004 - digits


def _section(park: ParkDocument, name: str, *, wanted: str, page: int | None) -> Section:
    found = [each for each in elements(park, name) if each.holds(wanted)]
    pages = max(-(-len(found) // _PAGE), 1)
    at = min(page or 1, pages)
    shown = found[:_FIRST] if page is None else found[(at - 1) * _PAGE : at * _PAGE]
    return Section(id=name, count=len(found), elements=tuple(shown), page=at, pages=pages)


def elements(park: ParkDocument, name: str) -> Iterator[Element]:
    """The entries of one part of the document, in its order."""
    yield from (_element(each) for each in getattr(park, name))


def _element(part: Part) -> Element:
    told: dict[str, Any] = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    words = told.pop("name", None)
    key = str(told.pop("id", told.get("year", "")))
    kind = told.pop("kind", "")
    return Element(
        id=key,
        name=Text(words["zh"], words.get("en") or words["zh"]) if words else Text.same(key),
        kind=_kind_words(kind or told.get("carrier", "")),
        says=tuple((name, _written(value)) for name, value in told.items()),
    )


def _kind_words(kind: str) -> Text:
    if kind in KINDS:
        return KINDS[kind].words
    if f"document.kind.{kind}" in DOCUMENT:
        return DOCUMENT[f"document.kind.{kind}"]
    return Text(CARRIERS[kind].zh, CARRIERS[kind].en) if kind in CARRIERS else Text.same(kind)


def _written(value: object) -> Text:
    """A value of the document without its brackets; a name in its own language."""
    if isinstance(value, Mapping):
        if value.keys() == {"zh", "en"}:
            return Text(value["zh"], value["en"])
        return _joined(
            (Text.same(f"{key} ") + _written(each) for key, each in value.items()), " · "
        )
    if isinstance(value, list):
        between = " ｜ " if any(isinstance(each, Mapping) for each in value) else ", "
        return _joined(map(_written, value), between)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return Text.same(limit_number(value))
    return Text.same("✓" if value is True else "✗" if value is False else str(value))


def _joined(words: Iterable[Text], between: str) -> Text:
    parts = tuple(words)
    return Text(between.join(each.zh for each in parts), between.join(each.en for each in parts))


def _table(park: ParkDocument, names: list[str], wanted: str) -> Table:
    heads = ("section", "id", "name", "kind", "says")
    return Table(
        caption=DOCUMENT["document.elements"],
        columns=tuple(Column(DOCUMENT[f"document.{head}"]) for head in heads),
        rows=tuple(
            (
                DOCUMENT[f"document.{name}"],
                each.id,
                each.name,
                each.kind,
                _joined((Text.same(f"{key}: ") + value for key, value in each.says), "; "),
            )
            for name in names
            for each in elements(park, name)
            if each.holds(wanted)
        ),
    )


DOCUMENT_PAGE = ParkPage(
    id="document",
    sentence=Text("园区是什么样", "What the park is"),
    heading=Text("{park}是什么样", "What {park} is"),
    template="document.html.j2",
    view=document,
    key="d",
    needs="nothing",
    periods="none",
)
