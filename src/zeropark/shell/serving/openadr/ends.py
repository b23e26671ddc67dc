"""When events end, worked out once for each version of an event and its program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from zeropark.shell.openadr.objects import EventRequest, ProgramRequest
from zeropark.shell.openadr.timing import end_of
from zeropark.shell.ports.openadr_objects import KeptObject, ObjectsStore

_Key = tuple[str, datetime, datetime | None]
_UNKNOWN: Final = datetime(1, 1, 1, tzinfo=UTC)
_MOST_KNOWN: Final = 100_000
"""Versions that are gone are forgotten with the others."""


class Ends:
    """Remembers the ends of events; safe to use from several threads."""

    def __init__(self, store: ObjectsStore) -> None:
        """Of the events of a store."""
        self._store = store
        self._known: dict[_Key, datetime | None] = {}

    def after(self, now: datetime, events: Iterable[KeptObject]) -> Iterator[KeptObject]:
        """Those events that are not over at an instant."""
        programs = {program.id: program for program in self._store.listed("PROGRAM")}
        for event in events:
            end = self._end(event, programs.get(event.parent or ""))
            if end is None or end > now:
                yield event

    def _end(self, event: KeptObject, program: KeptObject | None) -> datetime | None:
        key = (event.id, event.modified, program.modified if program else None)
        known = self._known.get(key, _UNKNOWN)
        if known is not _UNKNOWN:
            return known
        end = end_of(
            EventRequest.model_validate(event.body),
            ProgramRequest.model_validate(program.body) if program else None,
            made=event.created,
        )
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[key] = end
        return end
