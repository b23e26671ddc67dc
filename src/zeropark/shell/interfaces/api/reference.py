"""The reference: the OpenAPI document, and Swagger UI at `/docs`; nothing from outside."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response

from zeropark.basis.errors import StoreError
from zeropark.shell.interfaces.api.replies import tagged, unchanged
from zeropark.shell.interfaces.api.service import service_of
from zeropark.shell.interfaces.http.body import HTML, Body, body_of
from zeropark.shell.interfaces.http.conditional import etag, has_already
from zeropark.shell.interfaces.http.status import NotFoundError

OPENAPI: Final = "/api/v1/openapi.json"
router = APIRouter(include_in_schema=False)
_PAGE: Final = "reference.html"
_FOLDERS: Final = (
    ("zeropark.shell.interfaces.api", "static"),
    ("zeropark.shell.interfaces.assets", "built"),
)
_PARTS: Final = {
    _PAGE: HTML,
    "reference.js": "text/javascript; charset=utf-8",
    "swagger.js": "text/javascript; charset=utf-8",
    "swagger.css": "text/css; charset=utf-8",
}


@router.get(OPENAPI)
def read_openapi(request: Request) -> Response:
    """The document; made when it is asked for the first time."""
    return _reply(request, _document(request))


@router.get("/docs")
def read_reference(request: Request) -> Response:
    """The page."""
    return _reply(request, _part(_PAGE))


@router.get("/docs/{name}")
def read_reference_part(request: Request, name: str) -> Response:
    """A script or style of the page."""
    return _reply(request, _part(name))


def _reply(request: Request, body: Body) -> Response:
    tag = etag([hashlib.blake2b(body.plain, digest_size=12).hexdigest()])
    if has_already(request, tag):
        return unchanged(tag)
    return tagged(request, body, tag)


def _document(request: Request) -> Body:
    """The OpenAPI document of the application that answers."""
    app: FastAPI = request.app
    replies = service_of(request).replies
    body = replies.find(OPENAPI)
    if body is None:
        text = json.dumps(app.openapi(), ensure_ascii=False)
        body = body_of(text.encode(), media_type="application/json")
        replies.keep(OPENAPI, body)
    return body


@cache
def _part(name: str) -> Body:
    if name not in _PARTS:
        raise NotFoundError("The reference has no part {name!r}. Open /docs.", name=name)
    for package, folder in _FOLDERS:
        path = files(package) / folder / name
        if path.is_file():
            return body_of(path.read_bytes(), media_type=_PARTS[name])
    raise StoreError("The reference's {name} has not been built. Run `make web`.", name=name)
