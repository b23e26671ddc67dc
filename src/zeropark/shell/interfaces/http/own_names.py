"""The names that a server of this machine alone answers to.

A page of another site can give a name of its own this machine's address (DNS rebinding). To the
browser that page and this server are then one site, so that `Origin` and `Host` agree; only the
name tells them apart.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from zeropark.basis.errors import Phrase

_REFUSED: Final = Phrase(
    "This server answers on its own machine only, as 127.0.0.1 or localhost. "
    "Start it with --host to be reached by another name."
)
_HOST: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::\d{1,5})?")


def is_own_name(name: str) -> bool:
    """Whether a host name or address can mean nothing but this machine (RFC 6761, 6.3)."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


class OwnNames:
    """Middleware that answers only to who asks by a name of this machine."""

    def __init__(self, app: ASGIApp) -> None:
        """Around an application that is bound to this machine alone."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""
        if scope["type"] == "http" and not _by_own_name(Headers(scope=scope)):
            words = "\n".join(_REFUSED.words(language) for language in ("zh", "en"))
            away = PlainTextResponse(words, status_code=HTTPStatus.MISDIRECTED_REQUEST)
            await away(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _by_own_name(headers: Headers) -> bool:
    """Whether `Host` is such a name; whoever sends none is no browser."""
    told = headers.get("host")
    found = None if told is None else _HOST.fullmatch(told)
    return told is None or (found is not None and is_own_name(found[1] or found[2]))
