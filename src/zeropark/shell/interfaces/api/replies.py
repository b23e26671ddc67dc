"""Replies: kept as they were sent, so that the same question is worked out once a state."""

from __future__ import annotations

import threading
from collections import OrderedDict
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response

from zeropark.shell.interfaces.http.body import Body, sent

_ROOM_BYTES: Final = 64_000_000
"""What all kept bodies may take together."""
_HEADERS: Final = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


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


def tagged(request: Request, body: Body, tag: str) -> Response:
    """A body with its tag, in the form that the asker takes."""
    return sent(request, body, headers=_HEADERS | {"ETag": tag})
