"""The reference at `/docs`: Swagger UI from the package itself, nothing from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Response

from zeropark.basis.errors import StoreError
from zeropark.shell.interfaces.http.status import NotFoundError

router = APIRouter(include_in_schema=False)
_FOLDERS: Final = (
    ("zeropark.shell.interfaces.api", "static"),
    ("zeropark.shell.interfaces.assets", "built"),
)
_PARTS: Final = {
    "reference.js": "text/javascript; charset=utf-8",
    "swagger.js": "text/javascript; charset=utf-8",
    "swagger.css": "text/css; charset=utf-8",
}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""Swagger UI sets styles on its elements; scripts come from files of this server alone."""


@router.get("/docs")
def read_reference() -> Response:
    """The page."""
    return Response(_part("reference.html"), media_type="text/html", headers=_HEADERS)


@router.get("/docs/{name}")
def read_reference_part(name: str) -> Response:
    """A script or style of the page."""
    if name not in _PARTS:
        raise NotFoundError(f"The reference has no part {name!r}. Open /docs.")
    return Response(_part(name), media_type=_PARTS[name], headers=_HEADERS)


@cache
def _part(name: str) -> bytes:
    for package, folder in _FOLDERS:
        path = files(package) / folder / name
        if path.is_file():
            return path.read_bytes()
    raise StoreError(f"The reference's {name} has not been built. Run `make web`.")
