"""Where the objects of a park's own VTN rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptObject:
    """One object, with what is looked for by."""

    kind: str
    """PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN or RESOURCE."""
    id: str
    owner: str | None
    """The client that it belongs to; None: the business above."""
    name: str | None
    """Unique among its kind within its parent; None: not unique."""
    parent: str | None
    """The id of what it is part of: an event's program, a report's event, a resource's VEN."""
    body: Mapping[str, Any]
    """Its keys as JSON, without what the VTN adds."""
    created: datetime
    """Aware, UTC."""
    modified: datetime
    """As `created`."""


class ObjectsStore(Protocol):
    """Keeps objects; a change is on the disk when it returns."""

    def put(self, kept: KeptObject) -> bool:
        """Keep an object, in place of the one of its kind and id; False: its name is taken."""
        ...

    def remove(self, kind: str, object_id: str) -> None:
        """Forget an object; does nothing where there is none."""
        ...

    def find(self, kind: str, object_id: str) -> KeptObject | None:
        """The object of that id; None where there is none."""
        ...

    def listed(
        self, kind: str, *, owner: str | None = None, parent: str | None = None
    ) -> Iterator[KeptObject]:
        """All objects of a kind, the oldest first; read as they are asked for.

        Args:
            kind: of the objects.
            owner: only those of this client; None: of all.
            parent: only the parts of this object; None: all.
        """
        ...
