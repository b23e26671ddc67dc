"""What is wrong with a request, as findings: the part of it, the trouble, the remedy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from fastapi.exceptions import RequestValidationError

from zeropark.basis.errors import Finding, InputError

_SHOWN: Final = 60
_Detail = Mapping[str, Any]


class _Words(NamedTuple):
    problem: str
    remedy: str
    data: Mapping[str, object]


def findings_of(error: RequestValidationError) -> tuple[Finding, ...]:
    """A finding for each part of a request that validation turned away."""
    return tuple(_finding(detail) for detail in error.errors())


def unknown_parameters(names: Sequence[str], known: Collection[str]) -> InputError:
    """The error for query parameters that an operation does not have."""
    listed = ", ".join(sorted(known)) or "-"
    findings = [
        Finding(
            code="request.unknown_parameter",
            place=f"query.{name}"[:_SHOWN],
            problem_template="There is no query parameter {name!r} here.",
            remedy_template="Leave it out, or use one of: {known}.",
            data={"name": name[:_SHOWN], "known": listed},
        )
        for name in names
    ]
    return InputError.of(*findings)


def _finding(detail: _Detail) -> Finding:
    words = _SAY.get(detail["type"], _other)(detail)
    return Finding(
        code=f"request.{detail['type']}",
        place=".".join(str(step) for step in detail["loc"]),
        problem_template=words.problem,
        remedy_template=words.remedy,
        data=words.data,
    )


def _out_of_bounds(detail: _Detail) -> _Words:
    limit = next(iter(detail["ctx"].values()))
    data = {"value": _short(detail["input"]), "limit": limit}
    return _Words(_BOUND_PROBLEMS[detail["type"]], "Choose a value within the bounds.", data)


_BOUND_PROBLEMS: Final = {
    "greater_than_equal": "It is {value}; it must be greater than or equal to {limit}.",
    "less_than_equal": "It is {value}; it must be less than or equal to {limit}.",
}


def _length(detail: _Detail) -> _Words:
    told = detail["ctx"]
    limit = told.get("min_length", told.get("max_length"))
    data = {"value": _short(detail["input"]), "limit": limit}
    return _Words(_LENGTH_PROBLEMS[detail["type"]], "Fill it in, or shorten it.", data)


_LENGTH_PROBLEMS: Final = {
    "string_too_short": "It is {value}; {limit} characters are the least.",
    "string_too_long": "It is {value}; {limit} characters are the most.",
    "too_short": "It is {value}; {limit} entries are the least.",
    "too_long": "It is {value}; {limit} entries are the most.",
}


def _missing(detail: _Detail) -> _Words:
    data = {"name": str(detail["loc"][-1])}
    return _Words("{name} is missing.", "Send it; /docs shows the form.", data)


def _bad_form(detail: _Detail) -> _Words:
    data = {"value": _short(detail["input"]), "pattern": detail["ctx"]["pattern"]}
    remedy = "Write it so that it matches {pattern}."
    return _Words("{value} is not of the form wanted here.", remedy, data)


def _not_one_of(detail: _Detail) -> _Words:
    data = {"value": _short(detail["input"]), "expected": detail["ctx"]["expected"]}
    return _Words("{value} is none of the choices.", "Use one of: {expected}.", data)


def _unknown_key(detail: _Detail) -> _Words:
    data = {"key": str(detail["loc"][-1])[:_SHOWN]}
    return _Words("The key {key!r} is not known here.", "Leave it out; /docs shows the form.", data)


def _other(detail: _Detail) -> _Words:
    data = {"value": _short(detail["input"]), "what": f"{detail['msg']}."}
    return _Words("{value} can't stand here.", "{what}", data)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SAY: Final[Mapping[str, Callable[[_Detail], _Words]]] = {
    "missing": _missing,
    "string_pattern_mismatch": _bad_form,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "extra_forbidden": _unknown_key,
    **dict.fromkeys(_BOUND_PROBLEMS, _out_of_bounds),
    **dict.fromkeys(_LENGTH_PROBLEMS, _length),
}
