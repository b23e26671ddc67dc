"""Pages of a list: so many items, and a cursor that leads to what comes after them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from zeropark.basis.errors import InputError
from zeropark.shell.interfaces.api.models.shown import Shown

LARGEST_PAGE: Final = 1000
_PAGE: Final = 100
_Item = TypeVar("_Item")
_Given = TypeVar("_Given")

Cursor = Annotated[
    str | None,
    Field(
        min_length=2,
        max_length=400,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="`next` of the page before; leave it out for the first page.",
        examples=["WzEwMF0"],
    ),
]


class Page(Shown, Generic[_Item]):
    """A part of a list, in a stated order."""

    items: list[_Item]
    """At most as many as were asked for."""
    next: str | None
    """Ask again with this as `cursor` for what comes after; null at the end."""


class Asked(BaseModel):
    """The query of a request: bounded, and nothing beside what is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class PageAsked(Asked):
    """Which part of a list."""

    limit: int = Field(default=_PAGE, ge=1, le=LARGEST_PAGE, examples=[_PAGE])
    """The most items on the page."""
    cursor: Cursor = None


def page_of(
    given: Sequence[_Given], asked: PageAsked, shown: Callable[[_Given], _Item]
) -> Page[_Item]:
    """The page of a sequence that was asked for; only its own items are made.

    Raises:
        InputError: the cursor is none of this list's.
    """
    first = position_of(asked.cursor)
    stop = first + asked.limit
    more = cursor_at([stop]) if stop < len(given) else None
    return Page(items=[shown(each) for each in given[first:stop]], next=more)


def position_of(cursor: str | None) -> int:
    """The place in a list that a cursor names; 0 without one.

    Raises:
        InputError: it names none.
    """
    if cursor is None:
        return 0
    match parts_of(cursor):
        case [int(first)] if first >= 0:
            return first
    raise unreadable(cursor)


def cursor_at(parts: Sequence[str | int]) -> str:
    """The cursor that leads to what these say; opaque to those who ask."""
    text = json.dumps(list(parts), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parts_of(cursor: str) -> list[object]:
    """What a cursor says.

    Raises:
        InputError: it was not made here.
    """
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        parts = json.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise unreadable(cursor) from error
    if not isinstance(parts, list):
        raise unreadable(cursor)
    return parts


def unreadable(cursor: str) -> InputError:
    """The error for a cursor that was not made here, or not for this list."""
    return InputError(
        "The cursor {cursor!r} leads nowhere. "
        "Use `next` of the page before as it is, or leave it out to start again.",
        cursor=cursor,
    )
