"""The life of offers and calls in a SQLite database: rows are added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from zeropark.basis.errors import StoreError
from zeropark.shell.ports.flexibility import Record, Sort
from zeropark.shell.stores.database import Database

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    sort TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX record_by_id ON record (sort, id, number);
"""


class EmbeddedFlexibility:
    """The `FlexibilityStore` port in one file."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder / "flexibility.sqlite", _SCHEMA, _VERSION)

    def put(self, records: Iterable[Record], *, seen: int | None = None) -> int:
        """See `FlexibilityStore.put`."""
        self._database.path.parent.mkdir(parents=True, exist_ok=True)
        self._database.create()
        rows = [(each.sort, each.id, each.at.isoformat(), _text(each.body)) for each in records]
        with self._database.opened() as connection:
            connection.execute("BEGIN IMMEDIATE")  # nobody adds between the count and the rows
            (count,) = connection.execute("SELECT count(*) FROM record").fetchone()
            if seen is not None and count != seen:
                connection.execute("ROLLBACK")
                raise StoreError(
                    "{path} was added to by somebody else meanwhile. Do it again.",
                    path=self._database.path,
                )
            connection.executemany(
                "INSERT INTO record (sort, id, at, body) VALUES (?, ?, ?, ?)", rows
            )
            connection.execute("COMMIT")
        return int(count) + len(rows)

    def count(self) -> int:
        """See `FlexibilityStore.count`."""
        with self._database.looked_at() as connection:
            if connection is None:
                return 0
            return int(connection.execute("SELECT count(*) FROM record").fetchone()[0])

    def newest(self, sort: Sort) -> tuple[Record, ...]:
        """See `FlexibilityStore.newest`."""
        with self._database.looked_at() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT sort, id, at, body FROM record JOIN ("
                "SELECT max(number) AS last, min(number) AS first FROM record "
                "WHERE sort = ? GROUP BY id) ON number = last ORDER BY first",
                (sort,),
            ).fetchall()
        return tuple(_record(row) for row in rows)

    def history(self, sort: Sort, record_id: str) -> tuple[Record, ...]:
        """See `FlexibilityStore.history`."""
        with self._database.looked_at() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT sort, id, at, body FROM record WHERE sort = ? AND id = ? ORDER BY number",
                (sort, record_id),
            ).fetchall()
        return tuple(_record(row) for row in rows)


def _text(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=False)


def _record(row: tuple[Any, ...]) -> Record:
    sort, record_id, at, body = row
    return Record(sort=sort, id=record_id, at=datetime.fromisoformat(at), body=json.loads(body))
