"""Lists of the data-quality page: what closing found, what was turned away, what was restated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isnan
from typing import Any, Final, Generic, TypeVar

import polars as pl

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import Finding, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.readings.accepting.faults import KINDS
from zeropark.review.presentation.figures.figure import Column, Table
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import phrase_words, problem_words, remedy_words
from zeropark.shell.interfaces.console.texts.quality import QUALITY
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.ports.books import LinkChange, Restatement
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.usecases.close_period import findings_kept

_Row = TypeVar("_Row")
_FINDINGS: Final = 50
_REJECTED: Final = 50
_CHANGES: Final = 50
_CELLS: Final = 12
"""Cells of a row that are shown; an export has them all."""
_CELL: Final = 200
"""Characters of a raw cell that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged(Generic[_Row]):
    """A page of a list."""

    key: str
    """The parameter of the address that turns the page."""
    rows: tuple[_Row, ...]
    every: Sequence[_Row]
    """The whole list."""
    page: int
    pages: int

    @property
    def count(self) -> int:
        """Of the whole list."""
        return len(self.every)


def paged(rows: Sequence[_Row], visit: ParkVisit, *, key: str, size: int) -> Paged[_Row]:
    """The page of a list that the address asks for; beyond the last it is the last."""
    text = visit.query.get(key, "1")
    asked = int(text) if text.isdecimal() and len(text) < 7 else 1  # noqa: PLR2004 - digits
    pages = max(-(-len(rows) // size), 1)
    at = min(max(asked, 1), pages)
    chosen = tuple(rows[(at - 1) * size : at * size])
    return Paged(key=key, rows=chosen, every=rows, page=at, pages=pages)


# --- what closing found -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One finding of a closing, and where to look."""

    finding: Finding
    place: Text
    meter: str | None
    bus: str | None
    day: str | None
    """The first local day that it speaks of."""
    earlier: bool
    """That day was closed again since: it speaks of what was known before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """Findings of the period, counted by kind; those of one kind and meter where asked."""

    counts: tuple[tuple[str, Text, int], ...]
    """Code, words, how many findings."""
    code: str
    page: Paged[FoundRow]


def found_while_closing(visit: ParkVisit) -> FoundList:
    """Findings that speak of the period asked about, or of no day."""
    rows = visit.desk.answer("found rows", lambda: _in_force(visit.desk))
    rows = [row for row in rows if _within(row.day, visit.asked)]
    meter, code = visit.query.get("meter", ""), visit.query.get("code", "")
    if meter:
        rows = [row for row in rows if row.meter == meter]
    counts = Counter(row.finding.code for row in rows)
    shown = [row for row in rows if code in ("", row.finding.code)]
    return FoundList(
        counts=tuple((each, code_words(each), count) for each, count in counts.most_common()),
        code=code,
        page=paged(shown, visit, key="found", size=_FINDINGS),
    )


def _in_force(desk: ParkDesk) -> list[FoundRow]:
    """Findings of all closings, each once; left out where a later closing speaks for its day.

    A closing that was replaced in part still has the findings of the whole. One that counts
    several readings, of which only the first day was closed again, may still hold: it is marked.
    """
    rows: dict[tuple[str, str, str], FoundRow] = {}
    for closing in desk.closings():
        for finding in findings_kept((closing,)):
            row = _found(finding, desk.park, closing.period)
            key = (finding.code, finding.place, finding.problem)
            rows[key] = row if key not in rows or not row.earlier else rows[key]
    spoken = {(row.finding.code, row.finding.place) for row in rows.values() if not row.earlier}
    return [
        row
        for row in rows.values()
        if not row.earlier
        or (row.finding.count > 1 and (row.finding.code, row.finding.place) not in spoken)
    ]


def _found(finding: Finding, park: ParkDocument, closed: Period) -> FoundRow:
    kind, _, rest = finding.place.partition(".")
    day = _day(finding.data.get("first"))
    bus = rest if kind == "buses" and rest in park.bus_by_id else None
    key = rest if kind == "meters" else finding.place.partition("/")[0]
    known = park.meter_by_id.get(key)
    words = Text.same(finding.place)
    if known is not None:
        channel = finding.place.partition("/")[2]
        words = Text(known.name.zh, known.name.en) + Text.same(f" · {channel}" if channel else "")
    return FoundRow(
        finding=finding,
        place=words if bus is None else name(park, bus),
        meter=None if known is None else key,
        bus=bus,
        day=day,
        earlier=not _within(day, closed),
    )


def _day(first: object) -> str | None:
    try:
        return str(date.fromisoformat(str(first)[:10]))
    except ValueError:
        return None


def _within(day: str | None, asked: Period | None) -> bool:
    if day is None or asked is None:
        return True
    one = parse_period(day)
    return one.start < asked.end and asked.start < one.end


def code_words(code: str) -> Text:
    """A kind of finding in words; its code where nobody named it."""
    return QUALITY.get(f"quality.code.{code}", Text.same(code))


# --- rejected rows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One rejected row, in the page's words."""

    source: str
    row: int
    column: str
    code: str
    reason: Text
    remedy: Text
    known_at: datetime
    """Local."""
    cells: tuple[tuple[str, str], ...]
    """Columns of the file and what they said, cut where long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedList:
    """Rejected rows, newest first; those of one file where asked."""

    files: tuple[tuple[str, int], ...]
    """Every file with how many of its rows were rejected."""
    source: str
    every: pl.DataFrame
    """As the store keeps them, oldest first."""
    rows: tuple[RejectedRow, ...]
    """Those on the page."""
    page: Paged[int]


def rejected_list(visit: ParkVisit) -> RejectedList:
    """Rows that could not be used; only those shown are put into words."""
    desk = visit.desk
    every = desk.answer("rejected", desk.work.readings.rejected)
    files = every.group_by("source", maintain_order=True).len().rows()
    source = visit.query.get("source", "")
    chosen = every.filter(pl.col("source") == source) if source else every
    at = paged(range(chosen.height), visit, key="row", size=_REJECTED)
    newest = chosen.reverse()[list(at.rows)] if at.rows else chosen.clear()
    rows = tuple(_rejected(row) for row in newest.iter_rows(named=True))
    return RejectedList(files=tuple(files), source=source, every=chosen, rows=rows, page=at)


def _rejected(row: Mapping[str, Any]) -> RejectedRow:
    reason, remedy = reason_and_remedy(row["code"], row["reason"])
    cells = json.loads(row["raw"]) if row["raw"] else {}
    return RejectedRow(
        source=row["source"],
        row=row["row"],
        column=row["column"],
        code=row["code"],
        reason=reason,
        remedy=remedy,
        known_at=_local(row["known_at"]),
        cells=tuple((key, _cut(cells[key])) for key in _shown(cells, row["column"])),
    )


def reason_and_remedy(code: str, reason: str) -> tuple[Text, Text]:
    """Why a row was rejected and what to do, in words; the reason as kept where nobody knows it."""
    kind = KINDS.get(code)
    if kind is None:
        return Text.same(reason), Text("", "")
    return phrase_words(Phrase(kind.problem)), phrase_words(Phrase(kind.remedy))


def _shown(cells: Mapping[str, object], column: str) -> list[str]:
    """The first columns of a row, as a file may have hundreds, and the one in trouble."""
    names = list(cells)
    return names[:_CELLS] + [name for name in names[_CELLS:] if name == column]


def _cut(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= _CELL else f"{text[:_CELL]}…"


def _local(known_at: datetime) -> datetime:
    return PARK_ZONE.fromutc(known_at.replace(tzinfo=PARK_ZONE))


# --- restatements -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """How one link came out differently."""

    restatement: Restatement
    change: LinkChange
    words: Text
    unit: str

    @property
    def difference(self) -> float | None:
        """After less before; None where either is missing."""
        found = self.change.after - self.change.before
        return None if isnan(found) else found


def restated(visit: ParkVisit) -> Paged[ChangeRow]:
    """What closing again changed, newest first."""
    desk = visit.desk
    found = desk.answer("restatements", desk.work.books.restatements)
    rows = tuple(row for each in reversed(found) for row in change_rows(each, desk.park))
    return paged(rows, visit, key="change", size=_CHANGES)


def change_rows(restatement: Restatement, park: ParkDocument) -> tuple[ChangeRow, ...]:
    """The links of a restatement, those first of which most changed."""
    ranked = sorted(restatement.changes, key=lambda each: -each.intervals)
    return tuple(_change(restatement, each, park) for each in ranked)


def _change(restatement: Restatement, change: LinkChange, park: ParkDocument) -> ChangeRow:
    key, _, ends = change.link.partition(":")
    source, _, sink = ends.partition(">")
    words = name(park, source) + Text.same(" → ") + name(park, sink)
    return ChangeRow(restatement=restatement, change=change, words=words, unit=carrier(key).unit)


# --- the same as tables -------------------------------------------------------------------


def lists_as_tables(visit: ParkVisit) -> dict[str, Table]:
    """The whole lists by id, to be taken away."""
    return {
        "findings": _findings_table(found_while_closing(visit)),
        "rejected": _rejected_table(rejected_list(visit).every),
        "restatements": _restated_table(restated(visit)),
    }


def _findings_table(found: FoundList) -> Table:
    heads = ("severity", "place", "problem", "remedy")
    return Table(
        caption=QUALITY["quality.findings"],
        columns=(
            Column(QUALITY["quality.code"]),
            *(Column(TEXTS[f"col.{head}"]) for head in heads),
            Column(TEXTS["col.count"], "", 0),
        ),
        rows=tuple(
            (
                row.finding.code,
                TEXTS[f"severity.{row.finding.severity.value}"],
                row.finding.place,
                problem_words(row.finding),
                remedy_words(row.finding),
                row.finding.count,
            )
            for row in found.page.every
        ),
    )


def _rejected_table(every: pl.DataFrame) -> Table:
    names = ("file", "row", "column", "reason", "remedy", "raw")
    return Table(
        caption=QUALITY["quality.rejected"],
        columns=tuple(Column(QUALITY[f"quality.{each}"]) for each in names),
        rows=tuple(
            (source, row, column, *reason_and_remedy(code, reason), raw)
            for source, row, column, code, reason, raw in every.select(
                "source", "row", "column", "code", "reason", "raw"
            ).iter_rows()
        ),
    )


def _restated_table(changed: Paged[ChangeRow]) -> Table:
    names = ("period", "link", "before_it", "after_it", "unit", "intervals")
    return Table(
        caption=QUALITY["quality.restated"],
        columns=tuple(Column(QUALITY[f"quality.{each}"]) for each in names),
        rows=tuple(
            (
                row.restatement.period.name,
                row.change.link,
                None if isnan(row.change.before) else row.change.before,
                None if isnan(row.change.after) else row.change.after,
                row.unit,
                row.change.intervals,
            )
            for row in changed.every
        ),
    )
