"""What a VEN has seen, in a SQLite file of the park's folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.records import call_of, call_record
from zeropark.shell.ports.openadr_seen import SeenEvent
from zeropark.shell.stores.database import Database, change_mark

_SCHEMA: Final = "CREATE TABLE event (id TEXT PRIMARY KEY, said TEXT NOT NULL);"
_VERSION: Final = 1


class EmbeddedSeen:
    """The `SeenEvents` port on SQLite."""

    def __init__(self, path: Path) -> None:
        """A memory in a file, made where it isn't there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = Database(path, _SCHEMA, _VERSION)
        self._database.create()

    def all(self) -> Mapping[str, SeenEvent]:
        """See `SeenEvents.all`."""
        with self._database.opened() as connection:
            rows = connection.execute("SELECT id, said FROM event ORDER BY rowid").fetchall()
        return {name: _seen(json.loads(said)) for name, said in rows}

    def keep(self, events: Iterable[SeenEvent]) -> None:
        """See `SeenEvents.keep`."""
        rows = [(each.id, json.dumps(_plain(each), ensure_ascii=False)) for each in events]
        with self._database.opened() as connection, connection:
            connection.executemany(
                "INSERT INTO event (id, said) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET said = excluded.said",
                rows,
            )
            change_mark(connection)


def _plain(event: SeenEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "document": dict(event.document),
        "revision": event.revision,
        "offset": event.offset,
        "asked": [call_record(call) for call in event.asked],
        "calls": [call_record(call) for call in event.calls],
        "withdrawn": event.withdrawn,
    }


def _seen(said: dict[str, Any]) -> SeenEvent:
    calls = {name: tuple(map(_call, said[name])) for name in ("asked", "calls")}
    return SeenEvent(**(said | calls))


def _call(record: dict[str, Any]) -> Call:
    # what was kept says when it was issued and by whom
    return call_of(record, source=record["source"], at=datetime.fromisoformat(record["issued_at"]))
