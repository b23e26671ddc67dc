"""The server itself."""

from __future__ import annotations

from typing import Literal

from zeropark.shell.interfaces.api.models.shown import Shown


class Health(Shown):
    """Whether the server answers for its parks."""

    ok: Literal[True]
    """An answer at all means yes."""
    parks: int
    """How many it shows."""


class Version(Shown):
    """What answers."""

    software: str
    """Version of zeropark."""
    api: Literal["v1"]
    """Version of these addresses and answers: what it has stays, new keys may come."""
