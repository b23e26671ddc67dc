"""How every operation is reached: known parameters only, made once a state, not sent twice.

An answer to GET depends on its address, the state of the park that it names (of all parks where
it names none), the software, the local day, and for lively operations the minute. All of that is
in its ETag, and an answer is kept by its tag.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import ParamTypes
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from zeropark.basis.timeline import PARK_ZONE
from zeropark.shell.interfaces.api.replies import tagged, unchanged
from zeropark.shell.interfaces.api.service import Service, service_of
from zeropark.shell.interfaces.api.wrong import unknown_parameters
from zeropark.shell.interfaces.http.body import body_of
from zeropark.shell.interfaces.http.bounded import bounded
from zeropark.shell.interfaces.http.conditional import etag, has_already
from zeropark.shell.interfaces.http.guard import refuse_other_sites

LIVELY: Final = "x-lively"
"""Extension of the OpenAPI operations whose answer moves with the clock, minute by minute."""
LARGEST_BODY: Final = "x-largest-body-bytes"
"""Extension of the OpenAPI operations that take a body."""
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ApiRoute(APIRoute):
    """An operation of the API."""

    def get_route_handler(self) -> _Handler:
        """The operation with what all operations share around it."""
        work = super().get_route_handler()
        known = set(_query_names(self))
        extra = self.openapi_extra or {}
        lively, largest = LIVELY in extra, extra.get(LARGEST_BODY, 0)

        async def handled(request: Request) -> Response:
            unknown = sorted(set(request.query_params) - known)
            if unknown:
                raise unknown_parameters(unknown, known)
            if request.method != "GET":
                refuse_other_sites(request)
                return await work(bounded(request, largest))
            return await _answered(request, work, lively=lively)

        return handled


def _query_names(route: APIRoute) -> Iterator[str]:
    """The query parameters of an operation; fields of a query's model name no place of theirs."""
    for param in get_flat_params(route.dependant):
        if getattr(param.field_info, "in_", ParamTypes.query) is ParamTypes.query:
            yield param.alias


async def _answered(request: Request, work: _Handler, *, lively: bool) -> Response:
    service = service_of(request)
    tag = await run_in_threadpool(_tag, request, service, lively=lively)
    # Whoever names this very tag was given it for this very address: nothing needs to be checked.
    if request.headers.get("if-none-match", "*") != "*" and has_already(request, tag):
        return unchanged(tag)
    body = service.replies.find(tag)
    if body is None:
        made = await work(request)
        if made.status_code != HTTPStatus.OK:
            return made
        media_type = made.media_type or "application/json"
        body = await run_in_threadpool(body_of, bytes(made.body), media_type=media_type)
        service.replies.keep(tag, body)
    return unchanged(tag) if has_already(request, tag) else tagged(request, body, tag)


def _tag(request: Request, service: Service, *, lively: bool) -> str:
    now = service.parks.clock.now().astimezone(PARK_ZONE)
    moment = now.isoformat(timespec="minutes") if lively else now.date().isoformat()
    park = request.path_params.get("park")
    state = service.parks.state() if park is None else service.desk(park).state()
    return etag((request.url.path, request.url.query, state, moment, service.software))
