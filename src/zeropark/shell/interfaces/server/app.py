"""The application: the console and the API of some parks behind one address."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

from fastapi import FastAPI, Request, Response

from zeropark.basis.errors import ZeroparkError
from zeropark.shell.interfaces.console.errors import error_page
from zeropark.shell.interfaces.console.routes import Console
from zeropark.shell.serving.parks import Parks

API: Final = "/api/"


def application(parks: Parks) -> FastAPI:
    """An ASGI application that answers for these parks."""
    software = version("zeropark")
    app = FastAPI(title="zeropark", version=software, docs_url=None, redoc_url=None)
    app.include_router(Console(parks, software=software).router())

    @app.exception_handler(ZeroparkError)
    def told(request: Request, error: ZeroparkError) -> Response:
        return error_page(request, error, parks=parks)

    return app
