"""The API put into an application: its addresses, its OpenAPI, its documentation."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from zeropark.basis.errors import ZeroparkError
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.api import problem
from zeropark.shell.interfaces.api.openapi import described
from zeropark.shell.interfaces.api.operations.every import ROUTERS
from zeropark.shell.interfaces.api.reference import router as reference
from zeropark.shell.interfaces.api.service import Service
from zeropark.shell.serving.parks import Parks

PREFIX: Final = "/api/v1"
UNDER: Final = "/api/"
"""Where errors are told as problems, whatever the version."""


def add_api(app: FastAPI, parks: Parks, *, software: str) -> None:
    """Answer programs from this application."""
    app.state.api = Service(parks=parks, software=software)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX, generate_unique_id_function=_name)
    app.include_router(reference)
    make = app.openapi
    app.openapi = lambda: described(make)  # type: ignore[method-assign] # the documented way


def document(*, software: str) -> dict[str, Any]:
    """The OpenAPI document, as a server of this software gives it."""
    app = application_of(software)
    add_api(app, Parks(desks={}, clock=bootstrap.clock()), software=software)
    return app.openapi()


def application_of(software: str) -> FastAPI:
    """An empty application, without the framework's own pages."""
    return FastAPI(title="zeropark", version=software, openapi_url=None)


def told_problem(request: Request, error: Exception) -> Response:
    """Any error on the way to an answer, as a problem."""
    if isinstance(error, ZeroparkError):
        return problem.told_error(request, error)
    if isinstance(error, RequestValidationError):
        return problem.told_invalid(request, error)
    if isinstance(error, HTTPException):
        return problem.told_refused(request, error)
    return problem.told_failure(request)


def _name(route: APIRoute) -> str:
    return route.name
