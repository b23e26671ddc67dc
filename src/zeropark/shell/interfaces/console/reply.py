"""Replies: a page is made once a state, kept as it is sent, and not sent to who has it already."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from zeropark.shell.interfaces.http.conditional import etag, has_already
from zeropark.shell.serving.memory import Memory

HTML: Final = "text/html; charset=utf-8"
_KEPT: Final = 600
"""Pages kept as they were sent: tens of kilobytes each."""
_SMALL: Final = 1_400
"""Bytes that fit one packet: not worth compressing."""
_LEVEL: Final = 5
SECURITY: Final = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""Charts set styles on their elements; scripts come from files of this server alone."""


@dataclass(frozen=True, slots=True)
class Made:
    """A reply's body, plain and compressed."""

    plain: bytes
    small: bytes


class Replies:
    """What was sent, by all that it depends on."""

    def __init__(self) -> None:
        self._kept = Memory(room=_KEPT)

    def kept(self, key: str, make: Callable[[], str]) -> Made:
        """A body by a name that stands for its content."""
        return self._kept.recall(key, lambda: compressed(make()))

    async def reply(
        self,
        request: Request,
        *,
        depends_on: tuple[str, ...],
        make: Callable[[], str],
        media_type: str = HTML,
    ) -> Response:
        """The reply to a request; 304 where the asker has it already.

        What is at hand is sent at once; what has to be made is made in a thread.
        """
        tag = etag((request.url.path, request.url.query, *depends_on))
        headers = SECURITY | {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Vary": "Cookie, Accept-Language, Accept-Encoding",
        }
        if has_already(request, tag):
            return Response(status_code=304, headers=headers)
        made: Made | None = self._kept.at_hand(tag)
        if made is None:
            made = await run_in_threadpool(self.kept, tag, make)
        return packed(request, made, headers=headers, media_type=media_type)


def compressed(text: str) -> Made:
    """A body in both forms."""
    plain = text.encode()
    return Made(plain, gzip.compress(plain, _LEVEL, mtime=0) if len(plain) > _SMALL else b"")


def packed(
    request: Request, made: Made, *, headers: dict[str, str], media_type: str, status: int = 200
) -> Response:
    """A body in the form that the asker takes."""
    if made.small and "gzip" in request.headers.get("accept-encoding", ""):
        told = headers | {"Content-Encoding": "gzip"}
        return Response(made.small, headers=told, media_type=media_type, status_code=status)
    return Response(made.plain, headers=headers, media_type=media_type, status_code=status)
