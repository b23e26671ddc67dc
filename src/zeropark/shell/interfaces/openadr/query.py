"""What a search asks for, from the query of an address; names that are not known are refused."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import QueryParams

from zeropark.shell.openadr.objects import Kind
from zeropark.shell.serving.openadr.errors import UnusableRequestError
from zeropark.shell.serving.openadr.vtn import Search

MOST: Final = 50
"""The standard's own bound of a page, and what is given where none is asked for."""
_MOST_ASKED: Final = 200
_LONGEST: Final = 128
_KEYS: Final[dict[Kind, tuple[str, ...]]] = {
    "PROGRAM": (),
    "EVENT": ("programID",),
    "REPORT": ("programID", "eventID", "clientName"),
    "SUBSCRIPTION": ("programID", "clientName"),
    "VEN": ("venName",),
    "RESOURCE": ("resourceName", "venID"),
}
_LISTS: Final[dict[Kind, str]] = {
    "PROGRAM": "targets",
    "EVENT": "targets",
    "VEN": "targets",
    "RESOURCE": "targets",
    "SUBSCRIPTION": "objects",
}


def search_of(kind: Kind, query: QueryParams) -> Search:
    """What is asked for.

    Raises:
        UnusableRequestError: a name is not known here, or a value out of bounds.
    """
    _refuse_unknown(kind, query)
    listed = frozenset(query.getlist(_LISTS[kind])) if kind in _LISTS else frozenset()
    keys = tuple((key, query[key]) for key in _KEYS[kind] if key in query)
    texts = (*listed, *dict(keys).values())
    if len(listed) > _MOST_ASKED or any(len(text) > _LONGEST for text in texts):
        raise UnusableRequestError("The query asks for too much. Shorten it.")
    return Search(
        keys=keys,
        targets=listed if _LISTS.get(kind) == "targets" else frozenset(),
        kinds=listed if _LISTS.get(kind) == "objects" else frozenset(),
        active_only=_active_only(kind, query),
        skip=_whole(query, "skip", 0, most=2**31 - 1),
        limit=_whole(query, "limit", MOST, most=MOST),
    )


def _active_only(kind: Kind, query: QueryParams) -> bool:
    """Whether only events are asked for that are not over."""
    said = query.get("active", "false").lower()
    if said not in {"true", "false"}:
        raise UnusableRequestError("`active` is true or false.")
    return kind == "EVENT" and said == "true"


def _refuse_unknown(kind: Kind, query: QueryParams) -> None:
    known = {"skip", "limit", _LISTS.get(kind), *_KEYS[kind]}
    if kind == "EVENT":
        known.add("active")
    unknown = sorted(set(query) - known)
    if unknown:
        raise UnusableRequestError(
            "The query has {names}, which is not known here.", names=", ".join(unknown)
        )


def _whole(query: QueryParams, name: str, default: int, *, most: int) -> int:
    said = query.get(name)
    if said is None:
        return default
    if not said.isascii() or not said.isdecimal() or len(said) > len(str(most)) or int(said) > most:
        raise UnusableRequestError(
            "`{name}` is a whole number from 0 to {most}.", name=name, most=most
        )
    return int(said)
