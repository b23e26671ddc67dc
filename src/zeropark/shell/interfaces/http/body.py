"""Bodies in two forms, plain and compressed; each asker is sent the one that it takes."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

HTML: Final = "text/html; charset=utf-8"
_SMALL_BYTES: Final = 1_400
"""What fits one packet is not worth compressing."""
_LEVEL: Final = 4
_LARGE_BYTES: Final = 300_000
"""What is larger is compressed at level 1: numbers shrink little more by working harder."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is answered, plain and (where worth it) compressed."""

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


def html_body(html: str) -> Body:
    """A page in both forms."""
    return body_of(html.encode(), media_type=HTML)


def sent(
    request: Request, body: Body, *, headers: Mapping[str, str], status: int = HTTPStatus.OK
) -> Response:
    """A body in the form that the asker takes."""
    if body.small is not None and "gzip" in request.headers.get("accept-encoding", ""):
        told = {**headers, "Content-Encoding": "gzip"}
        return Response(body.small, headers=told, media_type=body.media_type, status_code=status)
    return Response(body.plain, headers=headers, media_type=body.media_type, status_code=status)
