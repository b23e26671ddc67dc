"""Where a VTN tells this park of changes: a hint to ask again, and never taken for the truth."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import uvicorn
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from zeropark.shell.interfaces.http.bounded import bounded
from zeropark.shell.interfaces.openadr.problem import problem, told

_LARGEST_BYTES: Final = 2 * 1024 * 1024


def hearing(path: str, *, token: str, heard: Callable[[], None]) -> uvicorn.Server:
    """A server that has not begun; it hears notifications at one address.

    Args:
        path: of the address.
        token: that a notification has to show.
        heard: called for each; must not wait.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    async def notified(request: Request) -> Response:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(shown.encode(), token.encode()):
            return problem(HTTPStatus.UNAUTHORIZED, "Show the token of the subscription.")
        await bounded(request, _LARGEST_BYTES).body()
        heard()
        return Response(status_code=HTTPStatus.OK)

    app.add_api_route(path, notified, methods=["POST"])
    for kind in (HTTPException, Exception):
        app.add_exception_handler(kind, told)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    return uvicorn.Server(config)
