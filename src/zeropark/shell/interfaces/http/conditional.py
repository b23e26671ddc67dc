"""ETags: an answer that the asker has already is not sent again, nor made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from starlette.requests import Request


def etag(parts: Iterable[str]) -> str:
    """A weak tag of all that an answer depends on; weak, as the bytes may be compressed or not."""
    digest = hashlib.blake2b("\x00".join(parts).encode(), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def has_already(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names the tag (RFC 9110, 13.1.2: weak comparison)."""
    asked = request.headers.get("if-none-match", "")
    opaque = tag.removeprefix("W/")
    named = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in named or opaque in named
