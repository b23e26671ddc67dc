"""The date of every answer, by the clock that objects are dated by: clients compare theirs."""

from __future__ import annotations

from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zeropark.shell.ports.clock import Clock


class Dated:
    """Middleware that says when an answer was made (RFC 9110, 6.6.1)."""

    def __init__(self, app: ASGIApp, *, clock: Clock) -> None:
        """Around an application."""
        self._app, self._clock = app, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with its date."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = format_datetime(self._clock.now(), usegmt=True)
                MutableHeaders(scope=message)["Date"] = date
            await send(message)

        await self._app(scope, receive, dated)
