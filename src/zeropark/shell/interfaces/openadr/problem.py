"""Why a request was not granted, in the shape of the standard (RFC 9457's members).

The standard's document gives problems the type `application/json`; so does this VTN.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import Request, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from zeropark.basis.errors import StoreError, ZeroparkError, why_refused
from zeropark.shell.serving.openadr.admission import TokenRefusedError
from zeropark.shell.serving.openadr.errors import (
    ConflictError,
    NotAllowedError,
    UnknownObjectError,
    UnusableRequestError,
)

BEARER: Final = {"WWW-Authenticate": 'Bearer realm="openadr"'}
_BASIC: Final = {"WWW-Authenticate": 'Basic realm="openadr"'}
_STATUS: Final[tuple[tuple[type[ZeroparkError], HTTPStatus], ...]] = (
    (NotAllowedError, HTTPStatus.FORBIDDEN),
    (UnknownObjectError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (UnusableRequestError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_MOST_TOLD: Final = 5


def problem(
    status: int, detail: str, *, headers: dict[str, str] | None = None, **also: str
) -> Response:
    """An answer that says why not."""
    title = HTTPStatus(status).phrase
    told = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return JSONResponse(
        told | also, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )


def told(request: Request, error: Exception) -> Response:
    """Any error on the way to an answer."""
    del request
    if isinstance(error, TokenRefusedError):
        return _token_refused(error)
    if isinstance(error, ZeroparkError):
        found = (status for kind, status in _STATUS if isinstance(error, kind))
        return problem(next(found, HTTPStatus.INTERNAL_SERVER_ERROR), str(error))
    if isinstance(error, HTTPException):
        return problem(error.status_code, str(error.detail), headers=dict(error.headers or {}))
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed to answer this.")


def unusable(error: ValidationError) -> UnusableRequestError:
    """What is wrong with a body, place by place."""
    details = error.errors(include_url=False)
    said = "; ".join(
        f"{'.'.join(map(str, detail['loc'])) or 'body'}: {why_refused(dict(detail))}"
        for detail in details[:_MOST_TOLD]
    )
    return UnusableRequestError("The body can't be used. {said}.", said=said)


def _token_refused(error: TokenRefusedError) -> Response:
    nobody = error.error == "invalid_client"
    status = HTTPStatus.UNAUTHORIZED if nobody else HTTPStatus.BAD_REQUEST
    return problem(
        status,
        str(error),
        headers=_BASIC if nobody else None,
        error=error.error,
        error_description=str(error),
    )
