"""Objects of a VTN in a SQLite file of the park's folder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from zeropark.shell.ports.openadr_objects import KeptObject
from zeropark.shell.stores.database import Database, change_mark

_SCHEMA: Final = """
CREATE TABLE object (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, owner TEXT, name TEXT,
    parent TEXT NOT NULL, body TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
    UNIQUE (kind, id), UNIQUE (kind, parent, name)
);
CREATE INDEX by_owner ON object (kind, owner);
"""
_VERSION: Final = 1
_COLUMNS: Final = "kind, id, owner, name, parent, body, created, modified"
_PUT: Final = f"""
INSERT INTO object ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET
    owner = excluded.owner, name = excluded.name, parent = excluded.parent,
    body = excluded.body, modified = excluded.modified
"""  # noqa: S608 - names of our own
_LISTED: Final = f"""
SELECT {_COLUMNS} FROM object
WHERE kind = ? AND (? IS NULL OR owner = ?) AND (? IS NULL OR parent = ?) ORDER BY number
"""  # noqa: S608 - same


class EmbeddedObjects:
    """The `ObjectsStore` port on SQLite; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """A store in a file, made where it isn't there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = Database(path, _SCHEMA, _VERSION)
        self._database.create()

    def put(self, kept: KeptObject) -> bool:
        """See `ObjectsStore.put`."""
        with self._database.opened() as connection:
            try:
                with connection:
                    connection.execute(_PUT, _row(kept))
                    change_mark(connection)
            except sqlite3.IntegrityError:
                return False
        return True

    def remove(self, kind: str, object_id: str) -> None:
        """See `ObjectsStore.remove`."""
        with self._database.opened() as connection, connection:
            connection.execute("DELETE FROM object WHERE kind = ? AND id = ?", (kind, object_id))
            change_mark(connection)

    def find(self, kind: str, object_id: str) -> KeptObject | None:
        """See `ObjectsStore.find`."""
        asked = f"SELECT {_COLUMNS} FROM object WHERE kind = ? AND id = ?"  # noqa: S608 - ours
        with self._database.opened() as connection:
            row = connection.execute(asked, (kind, object_id)).fetchone()
        return None if row is None else _kept(row)

    def listed(
        self, kind: str, *, owner: str | None = None, parent: str | None = None
    ) -> Iterator[KeptObject]:
        """See `ObjectsStore.listed`."""
        with self._database.opened() as connection:
            for row in connection.execute(_LISTED, (kind, owner, owner, parent, parent)):
                yield _kept(row)


def _row(kept: KeptObject) -> tuple[str | None, ...]:
    return (
        kept.kind,
        kept.id,
        kept.owner,
        kept.name,
        kept.parent or "",  # a null would be unlike every other in a unique index
        json.dumps(dict(kept.body), ensure_ascii=False),
        kept.created.astimezone(UTC).isoformat(),
        kept.modified.astimezone(UTC).isoformat(),
    )


def _kept(row: tuple[str, ...]) -> KeptObject:
    kind, object_id, owner, name, parent, body, created, modified = row
    return KeptObject(
        kind=kind,
        id=object_id,
        owner=owner,
        name=name,
        parent=parent or None,
        body=json.loads(body),
        created=datetime.fromisoformat(created),
        modified=datetime.fromisoformat(modified),
    )
