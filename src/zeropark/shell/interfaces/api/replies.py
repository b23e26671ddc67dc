"""Replies: kept as they were sent, so that the same question is worked out once a state."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from fastapi import Request, Response

_ROOM_BYTES: Final = 64_000_000
"""What all kept bodies may take together."""
_SMALL_BYTES: Final = 1_400
"""What fits one packet is not worth compressing."""
_LEVEL: Final = 4
_LARGE_BYTES: Final = 300_000
"""What is larger is compressed at level 1: numbers shrink little more by working harder."""
_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Body:
    """What was answered, plain and (where worth it) compressed."""

    media_type: str
    plain: bytes
    small: bytes | None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return len(self.plain) + len(self.small or b"")


def body_of(plain: bytes, *, media_type: str) -> Body:
    """A body in both forms."""
    level = 1 if len(plain) > _LARGE_BYTES else _LEVEL
    small = gzip.compress(plain, level, mtime=0) if len(plain) > _SMALL_BYTES else None
    return Body(media_type, plain, small)


class Replies:
    """Bodies by the tag of all that they depend on; the least asked goes first."""

    def __init__(self, *, room_bytes: int = _ROOM_BYTES) -> None:
        self._room = room_bytes
        self._taken = 0
        self._kept: OrderedDict[str, Body] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, tag: str) -> Body | None:
        """The body that was kept under a tag."""
        with self._lock:
            body = self._kept.get(tag)
            if body is not None:
                self._kept.move_to_end(tag)
            return body

    def keep(self, tag: str, body: Body) -> None:
        """Keep a body; one that would take more than a quarter of the room is let go."""
        if body.size > self._room // 4:
            return
        with self._lock:
            before = self._kept.pop(tag, None)
            self._taken += body.size - (before.size if before else 0)
            self._kept[tag] = body
            while self._taken > self._room:
                _, gone = self._kept.popitem(last=False)
                self._taken -= gone.size


def unchanged(tag: str) -> Response:
    """What who has the answer of this tag is told."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_HEADERS | {"ETag": tag})


def sent(
    request: Request, body: Body, tag: str, *, headers: Mapping[str, str] = _NOTHING
) -> Response:
    """A body in the form that the asker takes."""
    told = {**_HEADERS, **headers, "ETag": tag}
    if body.small is not None and "gzip" in request.headers.get("accept-encoding", ""):
        told["Content-Encoding"] = "gzip"
        return Response(body.small, headers=told, media_type=body.media_type)
    return Response(body.plain, headers=told, media_type=body.media_type)
