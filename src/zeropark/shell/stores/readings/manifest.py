"""The manifest: which sealed files are live, how far the write-ahead files are sealed.

A SQLite database; one transaction takes the store from one state to the next, and a file that
no manifest names does not count. Readers in other processes see whole states only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.facts.readings.reading import REJECTED_SCHEMA
from zeropark.shell.stores.database import Database, change_mark, mark_of

VERSION: Final = 2
"""Of the layout of manifest, sealed files and write-ahead files together."""

_SCHEMA: Final = """
CREATE TABLE state (sequence INTEGER NOT NULL, sealed_segment INTEGER NOT NULL);
INSERT INTO state VALUES (0, 0);
CREATE TABLE sealed (path TEXT PRIMARY KEY, month TEXT NOT NULL, past INTEGER NOT NULL,
    sequence INTEGER NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL,
    crc32 INTEGER NOT NULL, first_start TEXT NOT NULL, last_start TEXT NOT NULL,
    last_end TEXT NOT NULL, first_known_at TEXT NOT NULL, last_known_at TEXT NOT NULL,
    first_meter TEXT NOT NULL, last_meter TEXT NOT NULL);
CREATE TABLE rejected (id INTEGER PRIMARY KEY, source TEXT, row INTEGER, "column" TEXT,
    code TEXT, reason TEXT, raw TEXT, known_at TEXT);
CREATE UNIQUE INDEX rejected_once ON rejected (ifnull(source, ''), ifnull(row, 0),
    ifnull("column", ''), ifnull(code, ''), ifnull(reason, ''), ifnull(raw, ''));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A live Parquet file of readings, with what is known of it without opening it."""

    path: str
    """Below the store's folder."""
    month: str
    """The UTC month that its readings start in, `2026-06`."""
    past: bool
    """Whether it holds versions that others of the same append or compaction replaced."""
    sequence: int
    """Of files that hold the same version of a reading, the highest counts."""
    rows: int
    bytes: int
    crc32: int
    first_start: datetime
    last_start: datetime
    last_end: datetime
    first_known_at: datetime
    last_known_at: datetime
    first_meter: str
    last_meter: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the store: live files in order of sequence, and where sealing has come to."""

    files: tuple[SealedFile, ...]
    sequence: int
    """The highest sequence number that was used when the state was written."""
    sealed_segment: int
    """Write-ahead files up to this number are sealed and no longer count."""
    mark: str = ""
    """Another one for every writer that changed something, and after every rejected row."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the store has come: what of its state is quick to tell."""

    mark: str
    """See `Snapshot`."""
    sealed_segment: int
    """See `Snapshot`."""
    newest: int
    """Sequence number of the newest append that is sealed; 0 where none is."""


class Manifest:
    """The manifest of a store's folder; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA, VERSION)

    def create(self) -> None:
        """Make an empty manifest where there is none.

        Raises:
            StoreError: there is one of another version.
        """
        self._database.create()

    def snapshot(self) -> Snapshot:
        """The present state; an empty one where nothing was ever written."""
        with self._database.looked_at() as connection:
            if connection is None:
                return Snapshot((), 0, 0)
            connection.execute("BEGIN")
            sequence, sealed_segment, mark = connection.execute(
                "SELECT sequence, sealed_segment, text FROM state, mark"
            ).fetchone()
            rows = connection.execute("SELECT * FROM sealed ORDER BY sequence, path").fetchall()
        return Snapshot(tuple(_file(row) for row in rows), sequence, sealed_segment, mark)

    def reached(self) -> Reached:
        """The present state in short."""
        with self.watched() as reached:
            return reached()

    @contextmanager
    def watched(self) -> Iterator[Callable[[], Reached]]:
        """Asks for the present state in short, as often as wanted over one connection."""
        with self._database.looked_at() as connection:
            yield _unwritten if connection is None else lambda: _reached(connection)

    def change_mark(self) -> None:
        """Another mark: from here on someone else writes. Durable when it returns."""
        with self._database.opened() as connection, connection:
            change_mark(connection)

    def replace(
        self,
        *,
        add: Sequence[SealedFile],
        remove: Sequence[SealedFile] = (),
        sequence: int,
        sealed_segment: int | None = None,
    ) -> None:
        """Go to the next state in one transaction; durable when it returns.

        Args:
            add: files that are on the disk and now count.
            remove: files that no longer count.
            sequence: the highest sequence number used so far.
            sealed_segment: how far the write-ahead files are sealed; None: as before.
        """
        slots = ", ".join("?" for _ in fields(SealedFile))
        with self._database.opened() as connection, connection:
            connection.executemany(
                "DELETE FROM sealed WHERE path = ?", [(file.path,) for file in remove]
            )
            connection.executemany(
                f"INSERT INTO sealed VALUES ({slots})",  # noqa: S608 (question marks only)
                [_row(file) for file in add],
            )
            connection.execute("UPDATE state SET sequence = max(sequence, ?)", (sequence,))
            if sealed_segment is not None:
                connection.execute("UPDATE state SET sealed_segment = ?", (sealed_segment,))

    def reject(self, rows: pl.DataFrame) -> None:
        """Keep rejected rows, each once; durable when it returns."""
        table = rows.select(REJECTED_SCHEMA.names())
        table = table.with_columns(pl.col("known_at").dt.to_string("iso"))
        slots = ", ".join("?" for _ in REJECTED_SCHEMA)
        with self._database.opened() as connection, connection:
            connection.executemany(
                f"INSERT OR IGNORE INTO rejected VALUES (NULL, {slots})",  # noqa: S608 (same)
                table.iter_rows(),
            )
            if connection.total_changes:
                change_mark(connection)

    def rejected(self) -> pl.DataFrame:
        """Every rejected row, in the order they came."""
        with self._database.looked_at() as connection:
            if connection is None:
                return pl.DataFrame(schema=REJECTED_SCHEMA)
            rows = connection.execute("SELECT * FROM rejected ORDER BY id").fetchall()
        text = {**REJECTED_SCHEMA, "known_at": pl.String()}
        table = pl.DataFrame([row[1:] for row in rows], schema=text, orient="row")
        return table.with_columns(pl.col("known_at").str.to_datetime(time_unit="us"))


def _unwritten() -> Reached:
    return Reached("", 0, 0)


def _reached(connection: sqlite3.Connection) -> Reached:
    if not mark_of(connection):
        return _unwritten()
    mark, sealed, newest = connection.execute(
        "SELECT text, sealed_segment, (SELECT max(sequence) FROM sealed) FROM state, mark"
    ).fetchone()
    return Reached(mark, sealed, newest or 0)


def _row(file: SealedFile) -> tuple[object, ...]:
    return tuple(v.isoformat() if isinstance(v, datetime) else v for v in astuple(file))


def _file(row: Sequence[object]) -> SealedFile:
    named = dict(zip((field.name for field in fields(SealedFile)), row, strict=True))
    instants = ("first_start", "last_start", "last_end", "first_known_at", "last_known_at")
    parsed = {name: datetime.fromisoformat(str(named[name])) for name in instants}
    return SealedFile(**{**named, "past": bool(named["past"]), **parsed})  # type: ignore[arg-type]
