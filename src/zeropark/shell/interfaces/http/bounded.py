"""Bodies of a bounded size: one that is larger breaks off, and says what is taken."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException
from starlette.requests import Request
from starlette.types import Message

from zeropark.basis.errors import Phrase


def bounded(request: Request, largest: int) -> Request:
    """The request with a body that breaks off where it is larger than is taken.

    Raises:
        HTTPException: 413, where the request says so beforehand; reading the body raises the
            same where it does not.
    """
    told = Phrase(
        "The body is larger than the {largest} bytes that are taken here. "
        "Send fewer files at once, or use the command line on the server.",
        {"largest": f"{largest:,}"},
    )
    too_large = HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > largest:
        raise too_large
    room = largest

    async def receive() -> Message:
        nonlocal room
        message = await request.receive()
        room -= len(message.get("body", b""))
        if room < 0:
            raise too_large
        return message

    return Request(request.scope, receive)
