"""The application of a park's own VTN, apart from the console and its API.

It is another server on another port: the console has no log-in and listens on this machine
alone, while a VTN is there for others, who show tokens.
"""

from __future__ import annotations

from typing import Final

import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from zeropark.basis.errors import ZeroparkError
from zeropark.shell.interfaces.http.protect import Protected
from zeropark.shell.interfaces.openadr.dated import Dated
from zeropark.shell.interfaces.openadr.problem import told
from zeropark.shell.interfaces.openadr.routes import router_of
from zeropark.shell.serving.openadr.opened import OpenVtn

BASE_PATH: Final = "/openadr3/3.1.0"
"""Names the version that is spoken."""


def application(served: OpenVtn) -> FastAPI:
    """An ASGI application that answers OpenADR below its base path."""
    app = FastAPI(title="zeropark VTN", openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(router_of(served), prefix=BASE_PATH)
    app.add_middleware(Protected)
    app.add_middleware(Dated, clock=served.clock)
    for kind in (ZeroparkError, HTTPException, Exception):
        app.add_exception_handler(kind, told)
    return app


def serving(
    served: OpenVtn, *, certificate: str | None = None, key: str | None = None
) -> uvicorn.Server:
    """A server that has not begun.

    Args:
        served: what it answers from.
        certificate: file of its TLS certificate; None: it speaks plain HTTP.
        key: file of the certificate's key.
    """
    config = uvicorn.Config(
        application(served),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        server_header=False,
        date_header=False,
        lifespan="off",
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    return uvicorn.Server(config)
