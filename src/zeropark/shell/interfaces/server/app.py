"""The application: the console and the API of some parks behind one address."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from zeropark.basis.errors import ZeroparkError
from zeropark.shell.interfaces.api.attach import UNDER, add_api, application_of, told_problem
from zeropark.shell.interfaces.console.errors import error_page, our_error
from zeropark.shell.interfaces.console.events import Events
from zeropark.shell.interfaces.console.routes import Console
from zeropark.shell.interfaces.http.conditional import software_mark
from zeropark.shell.interfaces.http.head import HeadAsGet
from zeropark.shell.interfaces.http.own_names import OwnNames
from zeropark.shell.interfaces.http.protect import PROTECTION, Protected
from zeropark.shell.serving.parks import Parks


def application(parks: Parks, *, own_names_only: bool = False) -> FastAPI:
    """An ASGI application that answers for these parks.

    Args:
        parks: what is asked about.
        own_names_only: answer only to names of this machine; for a server that is bound to it.
    """
    software = version("zeropark")
    app = application_of(software)
    add_api(app, parks, software=software)
    console = Console(parks, software=software_mark())
    app.include_router(console.router())
    app.state.warm = console.warm
    app.state.events = events = Events(parks)
    app.include_router(events.router())
    app.add_middleware(HeadAsGet)
    if own_names_only:
        app.add_middleware(OwnNames)
    app.add_middleware(Protected)

    def told(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(UNDER):
            return told_problem(request, error)
        return error_page(request, our_error(error), parks=parks)

    def failed(request: Request, error: Exception) -> Response:
        answer = told(request, error)
        answer.headers.update(PROTECTION)  # sent from outside all middleware
        return answer

    for kind in (ZeroparkError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, told)
    app.add_exception_handler(Exception, failed)
    return app
