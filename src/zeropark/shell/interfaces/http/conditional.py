"""ETags: an answer that the asker has already is not sent again, nor made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request


def etag(parts: Iterable[str]) -> str:
    """A weak tag of all that an answer depends on; weak, as the bytes may be compressed or not."""
    digest = hashlib.blake2b("\x00".join(parts).encode(), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


@cache
def software_mark() -> str:
    """Another one for other software: the release, and when its newest file was written.

    Pages depend on templates and scripts as on data; of one release there are many states while
    it is being worked on.
    """
    folder = Path(str(files("zeropark")))
    newest = max(path.stat().st_mtime_ns for path in folder.rglob("*.*"))
    return f"{version('zeropark')}-{newest}"


def has_already(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names the tag (RFC 9110, 13.1.2: weak comparison)."""
    asked = request.headers.get("if-none-match", "")
    opaque = tag.removeprefix("W/")
    named = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in named or opaque in named
