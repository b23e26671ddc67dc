"""An error as a page: what it is, what to do, and ways on from there."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from zeropark.basis.errors import InputError, ZeroparkError
from zeropark.shell.interfaces.console.menu import surroundings
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.render import render
from zeropark.shell.interfaces.console.texts.every import WORDS
from zeropark.shell.interfaces.console.understand import visit_of
from zeropark.shell.interfaces.http.body import html_body, sent
from zeropark.shell.interfaces.http.status import FAILED, NotFoundError, TooLargeError, status_of
from zeropark.shell.serving.parks import Parks


def our_error(error: Exception) -> ZeroparkError:
    """What the framework turned away, as an error of ours."""
    if isinstance(error, ZeroparkError):
        return error
    if not isinstance(error, HTTPException | RequestValidationError):
        return ZeroparkError(FAILED)
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    if isinstance(error, HTTPException) and status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLargeError("{message}", message=error.detail)
    if status == HTTPStatus.BAD_REQUEST:
        return InputError("The form can't be read. Go back to the page and send it again.")
    return NotFoundError("There is no page at this address. Choose one from the menu.")


def error_page(request: Request, error: ZeroparkError, *, parks: Parks) -> Response:
    """The page that tells of an error, with its status."""
    status = status_of(error)
    visit = visit_of(request, parks=parks)
    html = render(
        "error.html.j2",
        visit,
        shown=Shown(data={"error": error, "status": status}),
        heading=WORDS[f"error.{status}"] if f"error.{status}" in WORDS else WORDS["error.500"],
        surroundings=surroundings(visit, page="error"),
    )
    headers = {"Cache-Control": "no-store"}
    return sent(request, html_body(html), headers=headers, status=status)
