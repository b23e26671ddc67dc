"""Who sees which object, and which of its targets (OpenADR 3.1 Definition, object privacy).

The business above sees all. An end below sees what is its own and, of programs and events, those
without targets and those whose targets it was granted (by the targets of its VEN and resources)
and asks for. Filters are additive: an object has every target that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from zeropark.shell.ports.openadr_objects import KeptObject, ObjectsStore

TARGETED: Final = ("PROGRAM", "EVENT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks."""

    client: str
    all: bool
    """Whether everything is seen."""
    granted: frozenset[str] = frozenset()
    """Targets of its VEN and resources; only of one that does not see all."""


def reader_of(client: str, *, sees_all: bool, store: ObjectsStore) -> Reader:
    """A reader with the targets that it was granted."""
    if sees_all:
        return Reader(client=client, all=True)
    own = [*store.listed("VEN", owner=client), *store.listed("RESOURCE", owner=client)]
    granted = frozenset(target for kept in own for target in targets_of(kept.body))
    return Reader(client=client, all=False, granted=granted)


def targets_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The targets of an object."""
    return frozenset(body.get("targets") or ())


def listed_for(kept: KeptObject, reader: Reader, asked: frozenset[str]) -> bool:
    """Whether an object is in the list that a reader asks for, filtered by targets."""
    targets = targets_of(kept.body)
    if reader.all:
        return asked <= targets
    if kept.kind not in TARGETED:
        return kept.owner == reader.client and asked <= targets
    usable = asked & reader.granted
    return bool(usable) and usable <= targets if asked or targets else True


def readable(kept: KeptObject, reader: Reader) -> bool:
    """Whether a reader may have this one object."""
    if reader.all:
        return True
    if kept.kind not in TARGETED:
        return kept.owner == reader.client
    targets = targets_of(kept.body)
    return not targets or bool(targets & reader.granted)


def shown(kept: KeptObject, reader: Reader, asked: frozenset[str]) -> dict[str, Any]:
    """The keys that a reader is shown: of targets only those asked for, or granted."""
    body = dict(kept.body)
    if reader.all or kept.kind not in TARGETED or "targets" not in body:
        return body
    seen = (asked or reader.granted) & reader.granted
    return body | {"targets": [target for target in body["targets"] or () if target in seen]}
