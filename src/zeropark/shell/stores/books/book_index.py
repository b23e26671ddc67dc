"""The index of the books: which closing counts for which stretch, and restatements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from zeropark.basis.timeline import Period
from zeropark.facts.ledger.flow import FlowLink
from zeropark.shell.ports.books import LinkChange, Restatement
from zeropark.shell.stores.database import Database, change_mark, mark_of

VERSION: Final = 3
"""Of the layout of index and flow files together."""

_SCHEMA: Final = """
CREATE TABLE counter (last INTEGER NOT NULL);
INSERT INTO counter VALUES (0);
CREATE TABLE closing (number INTEGER PRIMARY KEY, park TEXT NOT NULL, first TEXT NOT NULL,
    last TEXT NOT NULL, known_at TEXT, links TEXT NOT NULL, findings TEXT NOT NULL);
CREATE TABLE piece (first TEXT NOT NULL, last TEXT NOT NULL,
    closing INTEGER NOT NULL REFERENCES closing (number));
CREATE TABLE restatement (first TEXT NOT NULL, last TEXT NOT NULL, known_at TEXT,
    changes TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A closing, as its flow files need it to be read."""

    number: int
    park: str
    period: Period
    """All that its files hold."""
    known_at: datetime | None
    links: tuple[FlowLink, ...]
    findings: str
    """JSON."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch for which a closing counts."""

    period: Period
    entry: Entry


class BookIndex:
    """The index in a SQLite file; a change is one transaction."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA, VERSION)

    def create(self) -> None:
        """Make an empty index where there is none."""
        self._database.create()

    def mark(self) -> str:
        """Another text after every change; empty where there was none yet."""
        with self._database.looked_at() as connection:
            return "" if connection is None else mark_of(connection)

    def next_number(self) -> int:
        """A number that no closing was ever committed under."""
        with self._database.opened() as connection:
            (last,) = connection.execute("SELECT last FROM counter").fetchone()
        return int(last) + 1

    def pieces(self) -> tuple[Piece, ...]:
        """Every stretch that is closed, oldest first; they do not overlap."""
        with self._database.looked_at() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT piece.first, piece.last, closing.* FROM piece "
                "JOIN closing ON closing.number = piece.closing ORDER BY piece.first"
            ).fetchall()
        entries = {row[2]: _entry(row[2:]) for row in rows}
        return tuple(Piece(_period(row[0], row[1]), entries[row[2]]) for row in rows)

    def replace(
        self,
        entry: Entry,
        *,
        pieces: Iterable[Piece],
        restatements: Iterable[Restatement],
    ) -> None:
        """Take in a closing: from now on exactly these pieces count. Durable when it returns."""
        now = [(*_ends(piece.period), piece.entry.number) for piece in pieces]
        with self._database.opened() as connection, connection:
            connection.execute("UPDATE counter SET last = ?", (entry.number,))
            connection.execute("INSERT INTO closing VALUES (?, ?, ?, ?, ?, ?, ?)", _record(entry))
            connection.execute("DELETE FROM piece")
            connection.executemany("INSERT INTO piece VALUES (?, ?, ?)", now)
            connection.execute(
                "DELETE FROM closing WHERE number NOT IN (SELECT closing FROM piece)"
            )
            connection.executemany(
                "INSERT INTO restatement VALUES (?, ?, ?, ?)", map(_restated, restatements)
            )
            change_mark(connection)

    def restatements(self) -> tuple[Restatement, ...]:
        """What changed, in the order it happened."""
        with self._database.looked_at() as connection:
            if connection is None:
                return ()
            rows = connection.execute("SELECT * FROM restatement ORDER BY rowid").fetchall()
        return tuple(
            Restatement(
                period=_period(first, last),
                known_at=_instant(known_at),
                changes=tuple(LinkChange(**change) for change in json.loads(changes)),
            )
            for first, last, known_at, changes in rows
        )


def _ends(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _period(first: str, last: str) -> Period:
    return Period(datetime.fromisoformat(first), datetime.fromisoformat(last))


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _record(entry: Entry) -> tuple[object, ...]:
    known_at = None if entry.known_at is None else entry.known_at.isoformat()
    links = json.dumps([list(asdict(link).values()) for link in entry.links], ensure_ascii=False)
    return (entry.number, entry.park, *_ends(entry.period), known_at, links, entry.findings)


def _entry(row: Sequence[str]) -> Entry:
    number, park, first, last, known_at, links, findings = row
    return Entry(
        number=int(number),
        park=park,
        period=_period(first, last),
        known_at=_instant(known_at),
        links=_links(links),
        findings=findings,
    )


@lru_cache(maxsize=64)
def _links(record: str) -> tuple[FlowLink, ...]:
    """The links of a closing; one object for the many closings that have the same."""
    return tuple(FlowLink(*link) for link in json.loads(record))


def _restated(restatement: Restatement) -> tuple[object, ...]:
    known_at = restatement.known_at
    changes = [asdict(change) for change in restatement.changes]
    return (
        *_ends(restatement.period),
        None if known_at is None else known_at.isoformat(),
        json.dumps(changes, ensure_ascii=False),
    )
