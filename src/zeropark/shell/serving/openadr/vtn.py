"""A virtual top node: programs, events, reports, subscriptions, VENs and resources, kept.

What always holds: an object is seen and changed only by whom the standard lets; an event has its
program, a report its event, a resource its VEN; program and VEN names are unique, resource names
within their VEN; every change is kept before anyone is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from zeropark.shell.openadr.objects import (
    Kind,
    Operation,
    Request,
    ResourceRequest,
    VenRequest,
)
from zeropark.shell.openadr.times import instant_text
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.openadr_clients import Client
from zeropark.shell.ports.openadr_objects import KeptObject, ObjectsStore
from zeropark.shell.serving.openadr.access import (
    TARGETED,
    Reader,
    listed_for,
    readable,
    reader_of,
    shown,
)
from zeropark.shell.serving.openadr.ends import Ends
from zeropark.shell.serving.openadr.errors import (
    ConflictError,
    NotAllowedError,
    UnknownObjectError,
)
from zeropark.shell.serving.openadr.scopes import READ_ALL, TO_READ, TO_WRITE

PARENTS: Final[dict[Kind, tuple[Kind, str]]] = {
    "EVENT": ("PROGRAM", "programID"),
    "REPORT": ("EVENT", "eventID"),
    "RESOURCE": ("VEN", "venID"),
}
"""Of what an object is a part, and the key that names it."""
_NAMES: Final[dict[Kind, str]] = {
    "PROGRAM": "programName",
    "VEN": "venName",
    "RESOURCE": "resourceName",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A client that was let in, and what for."""

    client: Client
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was done to an object; for those who asked to be told."""

    operation: Operation
    kept: KeptObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which objects are asked for."""

    keys: tuple[tuple[str, str], ...] = ()
    """Keys of the object, and what each must be."""
    targets: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    """Of a subscription: the kinds that it speaks of."""
    active_only: bool = False
    """Of events: only those that are not over."""
    skip: int = 0
    limit: int = 50


class Vtn:
    """The objects of one VTN, as its clients may see and change them."""

    def __init__(
        self,
        store: ObjectsStore,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        tell: Callable[[Change], None],
    ) -> None:
        """A VTN.

        Args:
            store: where its objects rest.
            clock: that says when an object was made and changed.
            new_id: an id that was never given before.
            tell: hears of every change once it is kept; must not wait.
        """
        self._store, self._clock, self._new_id, self._tell = store, clock, new_id, tell
        self._ends = Ends(store)

    def search(self, kind: Kind, asked: Search, visitor: Visitor) -> list[dict[str, Any]]:
        """Objects of a kind that are asked for and may be seen, the oldest first."""
        reader = self._reader(kind, visitor)
        fitting: Iterable[KeptObject] = (
            kept
            for kept in self._candidates(kind, asked, reader)
            if listed_for(kept, reader, asked.targets) and self._fits(kept, asked)
        )
        if asked.active_only:
            fitting = self._ends.after(self._clock.now(), fitting)
        part = islice(fitting, asked.skip, asked.skip + asked.limit)
        return [_document(kept, shown(kept, reader, asked.targets)) for kept in part]

    def read(self, kind: Kind, object_id: str, visitor: Visitor) -> dict[str, Any]:
        """One object.

        Raises:
            UnknownObjectError: there is none that the visitor may see.
        """
        reader = self._reader(kind, visitor)
        kept = self._found(kind, object_id, reader)
        return _document(kept, shown(kept, reader, frozenset()))

    def create(self, kind: Kind, request: Request, visitor: Visitor) -> dict[str, Any]:
        """Keep a new object; gives it with what the VTN adds.

        Raises:
            NotAllowedError: the visitor may not.
            ConflictError: its name is taken, or what it is a part of is not there.
        """
        self._may_write(kind, visitor)
        now = self._clock.now()
        new = KeptObject(
            kind=kind,
            id=self._new_id(),
            owner=None,
            name=None,
            parent=None,
            body={},
            created=now,
            modified=now,
        )
        return self._put(new, request, visitor, operation="CREATE")

    def update(
        self, kind: Kind, object_id: str, request: Request, visitor: Visitor
    ) -> dict[str, Any]:
        """Keep an object as it is said now, in place of what it was.

        Raises:
            NotAllowedError: the visitor may not.
            UnknownObjectError: there is none that the visitor may see.
            ConflictError: as `create`.
        """
        self._may_write(kind, visitor)
        kept = self._found(kind, object_id, self._writer(visitor))
        changed = replace(kept, modified=self._clock.now())
        return self._put(changed, request, visitor, operation="UPDATE")

    def delete(self, kind: Kind, object_id: str, visitor: Visitor) -> dict[str, Any]:
        """Forget an object; gives it as it was.

        Raises:
            NotAllowedError: the visitor may not.
            UnknownObjectError: there is none that the visitor may see.
            ConflictError: others are parts of it.
        """
        self._may_write(kind, visitor)
        kept = self._found(kind, object_id, self._writer(visitor))
        for part, (whole, _) in PARENTS.items():
            # reports stay: they say what happened, and only those who sent them may delete them
            if part == "REPORT" or whole != kind:
                continue
            if any(True for _ in self._store.listed(part, parent=object_id)):
                raise ConflictError(
                    "The {kind} {id} still has a {part}. Delete that first.",
                    kind=kind,
                    id=object_id,
                    part=part,
                )
        self._store.remove(kind, object_id)
        self._tell(Change(operation="DELETE", kept=kept))
        return _document(kept, dict(kept.body))

    def _put(
        self, kept: KeptObject, request: Request, visitor: Visitor, *, operation: Operation
    ) -> dict[str, Any]:
        kind: Kind = kept.kind  # type: ignore[assignment] # made of a `Kind` above
        body = request.document()
        owner = self._owned(kept, request, body, visitor)
        parent = self._parent(kind, body, visitor)
        name = body[_NAMES[kind]] if kind in _NAMES else None
        whole = replace(kept, owner=owner, name=name, parent=parent, body=body)
        if not self._store.put(whole):
            raise ConflictError(
                "There is a {kind} of the name {name!r} already. Choose another name.",
                kind=kind,
                name=name,
            )
        self._tell(Change(operation=operation, kept=whole))
        return _document(whole, dict(body))

    def _owned(
        self, kept: KeptObject, request: Request, body: dict[str, Any], visitor: Visitor
    ) -> str | None:
        """Whose an object is; it is written into the body, and never taken from one below."""
        if kept.kind in {"PROGRAM", "EVENT"}:
            return None
        body.pop("objectType", None)
        owner: str = kept.owner or visitor.client.id
        if isinstance(request, VenRequest | ResourceRequest):
            owner = self._described(kept, request, body, visitor)
        body["clientID"] = owner
        return owner

    def _described(
        self,
        kept: KeptObject,
        request: VenRequest | ResourceRequest,
        body: dict[str, Any],
        visitor: Visitor,
    ) -> str:
        if visitor.client.role == "bl":
            if request.client_id is None:
                raise NotAllowedError("Only a VEN may leave out `clientID`. Name whose this is.")
            return request.client_id
        if request.object_type.startswith("BL_"):
            raise NotAllowedError("Only business logic may send {kind}.", kind=request.object_type)
        # what was granted stays granted, and nobody grants it to himself
        body.pop("targets", None)
        if kept.body.get("targets"):
            body["targets"] = kept.body["targets"]
        return visitor.client.id

    def _parent(self, kind: Kind, body: dict[str, Any], visitor: Visitor) -> str | None:
        if kind not in PARENTS:
            return None
        whole, key = PARENTS[kind]
        parent = self._store.find(whole, body[key])
        if parent is None or not readable(parent, self._writer(visitor)):
            raise ConflictError(
                "There is no {whole} {id!r} for this {kind}. Create that first.",
                whole=whole,
                id=body[key],
                kind=kind,
            )
        return parent.id

    def _candidates(self, kind: Kind, asked: Search, reader: Reader) -> Iterator[KeptObject]:
        """What may fit, as far as the store can tell without reading bodies."""
        own = None if reader.all or kind in TARGETED else reader.client
        whole = PARENTS[kind][1] if kind in PARENTS else ""
        return self._store.listed(kind, owner=own, parent=dict(asked.keys).get(whole))

    def _fits(self, kept: KeptObject, asked: Search) -> bool:
        if asked.kinds and not asked.kinds & _spoken_of(kept):
            return False
        return all(self._value(kept, key) == value for key, value in asked.keys)

    def _value(self, kept: KeptObject, key: str) -> object:
        if kept.kind == "REPORT" and key == "programID" and kept.parent:
            event = self._store.find("EVENT", kept.parent)
            return event.parent if event else None
        return kept.body.get(key)

    def _found(self, kind: Kind, object_id: str, reader: Reader) -> KeptObject:
        kept = self._store.find(kind, object_id)
        if kept is None or not readable(kept, reader):
            raise UnknownObjectError("There is no {kind} {id!r}.", kind=kind, id=object_id)
        return kept

    def _reader(self, kind: Kind, visitor: Visitor) -> Reader:
        if READ_ALL not in visitor.scopes and TO_READ[kind] not in visitor.scopes:
            raise _not_in_scope(TO_READ[kind])
        sees_all = READ_ALL in visitor.scopes
        return reader_of(visitor.client.id, sees_all=sees_all, store=self._store)

    def _writer(self, visitor: Visitor) -> Reader:
        sees_all = visitor.client.role == "bl"
        return reader_of(visitor.client.id, sees_all=sees_all, store=self._store)

    def _may_write(self, kind: Kind, visitor: Visitor) -> None:
        if TO_WRITE[kind] not in visitor.scopes:
            raise _not_in_scope(TO_WRITE[kind])


def document_of(kept: KeptObject) -> dict[str, Any]:
    """An object as its owner or the business above is shown it."""
    return _document(kept, dict(kept.body))


def _document(kept: KeptObject, body: dict[str, Any]) -> dict[str, Any]:
    added = {
        "id": kept.id,
        "createdDateTime": instant_text(kept.created),
        "modificationDateTime": instant_text(kept.modified),
        "objectType": kept.kind,
    }
    return added | {key: value for key, value in body.items() if key not in added}


def _spoken_of(kept: KeptObject) -> set[str]:
    return {kind for each in kept.body["objectOperations"] for kind in each["objects"]}


def _not_in_scope(scope: str) -> NotAllowedError:
    return NotAllowedError("This needs the scope {scope}, which the token has not.", scope=scope)
