"""Errors as `application/problem+json` (RFC 9457), with our findings in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException

from zeropark.basis.errors import Finding, InputError, Phrase, ZeroparkError
from zeropark.basis.translation import Language
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.shown import Shown
from zeropark.shell.interfaces.api.wrong import findings_of
from zeropark.shell.interfaces.http.status import FAILED, status_of

PROBLEM_JSON: Final = "application/problem+json"
_TYPE: Final = "urn:zeropark:problem:"


class Problem(Shown):
    """Why a request was not granted, and what to do."""

    type: str = Field(examples=["urn:zeropark:problem:missing-data"])
    """Stable name of the kind of problem."""
    title: str = Field(examples=["Not Found"])
    """The HTTP status in words."""
    status: int = Field(ge=400, le=599, examples=[404])
    """The HTTP status."""
    detail: str
    """What is wrong and what to do about it."""
    detail_zh: str
    """The same in Chinese; in English where it has no translation."""
    instance: str
    """The path that was asked for."""
    findings: list[FindingShown]
    """Each thing that is wrong with what was sent, with its remedy; may be empty."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error shapes of an operation, for its OpenAPI."""
    told = {status: _described(status) for status in (*statuses, 422, 500)}
    return {int(status): answer for status, answer in sorted(told.items())}


def _described(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": WHY[status], "content": {PROBLEM_JSON: {"schema": schema}}}


WHY: Final[Mapping[int, str]] = {
    400: "The body can't be read.",
    403: "Another server writes the park, or the request came from another site.",
    404: "There is no such park or part of it, or the period is not closed.",
    413: "The body is larger than is taken.",
    415: "The body is of a type that is not taken.",
    422: "A part of the request is out of bounds, unknown or can't be used; findings say which.",
    500: "The server failed; nothing was changed by halves.",
    503: "The store can't be used now: another process writes, or it is damaged.",
}


def told_error(request: Request, error: ZeroparkError) -> Response:
    """An error of ours."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    findings = error.findings if isinstance(error, InputError) else ()
    return _answer(request, status_of(error), name, error.words, findings)


def told_invalid(request: Request, error: RequestValidationError) -> Response:
    """A request that is not of the form wanted."""
    findings = findings_of(error)

    def words(language: Language) -> str:
        said = ((f.place, f.problem_in(language), f.remedy_in(language)) for f in findings)
        return " ".join(f"{place}: {problem} {remedy}" for place, problem, remedy in said)

    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, "request", words, findings)


def told_refused(request: Request, error: HTTPException) -> Response:
    """What the framework turned away: no such address, method, or a body that can't be read."""
    detail: object = error.detail  # ours are phrases, the framework's are texts
    known = detail if isinstance(detail, Phrase) else _SAID.get(error.status_code)
    said = known or Phrase("The request was turned away: {what}.", {"what": detail})
    response = _answer(request, error.status_code, "http", said.words)
    response.headers.update(error.headers or {})
    return response


_SAID: Final[Mapping[int, Phrase]] = {
    400: Phrase("The body can't be read. See /docs for its form."),
    404: Phrase("There is nothing at this address. See /docs for what there is."),
    405: Phrase("This address does not take that method. See /docs for what it takes."),
}


def told_failure(request: Request) -> Response:
    """A failure of the server's own; the log says more, the answer does not."""
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "failure", FAILED.words)


def _answer(
    request: Request,
    status: int,
    name: str,
    words: Callable[[Language], str],
    findings: Iterable[Finding] = (),
) -> Response:
    told = Problem(
        type=_TYPE + name,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=words("en"),
        detail_zh=words("zh"),
        instance=request.url.path,
        findings=[FindingShown.of(each) for each in findings],
    )
    return Response(
        told.model_dump_json(),
        status_code=status,
        media_type=PROBLEM_JSON,
        headers={"Cache-Control": "no-store"},
    )
