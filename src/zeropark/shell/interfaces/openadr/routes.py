"""The addresses of OpenADR 3.1.0: six kinds of object, one way to ask for each, and the door."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from zeropark.shell.interfaces.http.bounded import bounded
from zeropark.shell.interfaces.openadr.problem import BEARER, unusable
from zeropark.shell.interfaces.openadr.query import search_of
from zeropark.shell.openadr.objects import (
    EventRequest,
    Kind,
    ProgramRequest,
    ReportRequest,
    ResourceRequest,
    SubscriptionRequest,
    VenRequest,
)
from zeropark.shell.openadr.objects import Request as Body
from zeropark.shell.serving.openadr.opened import OpenVtn
from zeropark.shell.serving.openadr.tokens import LIFETIME
from zeropark.shell.serving.openadr.vtn import Visitor

LARGEST_BODY_BYTES: Final = 2 * 1024 * 1024
"""A month of minutes in an event, or a year of hours in a report, with room to spare."""
_LARGEST_FORM_BYTES: Final = 16_384
PATHS: Final[dict[Kind, tuple[str, type[Body]]]] = {
    "PROGRAM": ("programs", ProgramRequest),
    "EVENT": ("events", EventRequest),
    "REPORT": ("reports", ReportRequest),
    "SUBSCRIPTION": ("subscriptions", SubscriptionRequest),
    "VEN": ("vens", VenRequest),
    "RESOURCE": ("resources", ResourceRequest),
}
_Endpoint = Callable[[Request], Awaitable[Response]]


def router_of(served: OpenVtn) -> APIRouter:
    """All addresses, below the base path of the VTN."""
    router = APIRouter(include_in_schema=False)
    for kind in PATHS:
        for path, method, endpoint in _of_kind(served, kind):
            router.add_api_route(path, endpoint, methods=[method])
    router.add_api_route("/auth/token", _token(served), methods=["POST"])
    router.add_api_route("/auth/server", _auth_server, methods=["GET"])
    router.add_api_route("/notifiers", _notifiers(served), methods=["GET"])
    return router


def _of_kind(served: OpenVtn, kind: Kind) -> tuple[tuple[str, str, _Endpoint], ...]:
    path, form = PATHS[kind]

    async def search(request: Request) -> Response:
        def found(visitor: Visitor) -> Any:  # noqa: ANN401 - JSON
            return served.vtn.search(kind, search_of(kind, request.query_params), visitor)

        return await _asked(served, request, found)

    async def read(request: Request) -> Response:
        object_id = request.path_params["object_id"]
        return await _asked(served, request, lambda v: served.vtn.read(kind, object_id, v))

    async def create(request: Request) -> Response:
        body = await bounded(request, LARGEST_BODY_BYTES).body()
        return await _asked(
            served,
            request,
            lambda v: served.vtn.create(kind, _understood(form, body), v),
            status=HTTPStatus.CREATED,
        )

    async def update(request: Request) -> Response:
        object_id = request.path_params["object_id"]
        body = await bounded(request, LARGEST_BODY_BYTES).body()
        return await _asked(
            served,
            request,
            lambda v: served.vtn.update(kind, object_id, _understood(form, body), v),
        )

    async def delete(request: Request) -> Response:
        object_id = request.path_params["object_id"]
        return await _asked(served, request, lambda v: served.vtn.delete(kind, object_id, v))

    one = f"/{path}/{{object_id}}"
    return (
        (f"/{path}", "GET", search),
        (f"/{path}", "POST", create),
        (one, "GET", read),
        (one, "PUT", update),
        (one, "DELETE", delete),
    )


async def _asked(
    served: OpenVtn,
    request: Request,
    work: Callable[[Visitor], Any],
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Do what a visitor may; stores and hashes wait in a thread, the loop does not."""

    def done() -> Any:  # noqa: ANN401 - JSON
        return work(_visitor(served, request))

    return JSONResponse(await run_in_threadpool(done), status_code=status)


def _visitor(served: OpenVtn, request: Request) -> Visitor:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    visitor = served.admission.visitor(token.strip()) if scheme.lower() == "bearer" else None
    if visitor is None:
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED, "Get a token from /auth/token, and send it.", headers=BEARER
        )
    return visitor


def _understood(form: type[Body], body: bytes) -> Body:
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        raise unusable(error) from error


def _token(served: OpenVtn) -> _Endpoint:
    async def token(request: Request) -> Response:
        body = await bounded(request, _LARGEST_FORM_BYTES).body()
        form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        form |= _basic(request)
        made, claim = await run_in_threadpool(served.admission.token, form)
        told = {
            "access_token": made,
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": " ".join(sorted(claim.scopes)),
        }
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return token


def _basic(request: Request) -> dict[str, str]:
    """The credentials in a header, as some clients send them (RFC 6749, 2.3.1)."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        said = base64.b64decode(coded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return {}
    name, _, secret = said.partition(":")
    return {"client_id": unquote(name), "client_secret": unquote(secret)}


async def _auth_server(request: Request) -> Response:
    here = str(request.url).split("?", 1)[0].removesuffix("server")
    return JSONResponse({"tokenURL": f"{here}token"})


def _notifiers(served: OpenVtn) -> _Endpoint:
    async def notifiers(request: Request) -> Response:
        return await _asked(served, request, lambda _: {"WEBHOOK": True})

    return notifiers
