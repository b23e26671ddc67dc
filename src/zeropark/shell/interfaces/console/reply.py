"""Replies: a page is made once a state, kept as it is sent, and not sent to who has it already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from zeropark.shell.interfaces.http.body import Body, html_body, sent
from zeropark.shell.interfaces.http.conditional import etag, has_already
from zeropark.shell.serving.memory import Memory

_KEPT: Final = 600
"""Pages kept as they were sent: tens of kilobytes each."""


class Replies:
    """What was sent, by all that it depends on."""

    def __init__(self) -> None:
        self._kept = Memory(room=_KEPT)

    def kept(self, key: str, make: Callable[[], Body]) -> Body:
        """A body by a name that stands for its content."""
        return self._kept.recall(key, make)

    async def reply(
        self,
        request: Request,
        *,
        depends_on: tuple[str, ...],
        make: Callable[[], str],
    ) -> Response:
        """The page that a request asks for; 304 where the asker has it already.

        What is at hand is sent at once; what has to be made is made in a thread.
        """
        tag = etag((request.url.path, request.url.query, *depends_on))
        headers = {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Vary": "Cookie, Accept-Language, Accept-Encoding",
        }
        if has_already(request, tag):
            return Response(status_code=304, headers=headers)
        made: Body | None = self._kept.at_hand(tag)
        if made is None:
            made = await run_in_threadpool(self.kept, tag, lambda: html_body(make()))
        return sent(request, made, headers=headers)
