"""Start a park of one's own from a template."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeropark.basis.park.archetypes import archetype_rules, archetype_text
from zeropark.shell.ports.park_files import ParkFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPark:
    """What was written for a new park."""

    park: str
    archetype: str
    files: tuple[str, ...]


def new_park(files: ParkFiles, *, archetype: str) -> NewPark:
    """Write the documents of a template for a park that is called after its place.

    Raises:
        InputError: there is no such template, or a park is there already; nothing is changed.
    """
    park_id = id_from(files.name)
    document = archetype_text(archetype, park_id=park_id)
    written = files.create(document=document, rules=archetype_rules(archetype))
    return NewPark(park=park_id, archetype=archetype, files=written)


def id_from(name: str) -> str:
    """An id from what people call a place; `park` where nothing of it can stand in one.

    >>> id_from("My Park (2)")
    'my-park-2'
    >>> id_from("金昌")
    'park'
    """
    text = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_")
    return text[:64] or "park"
