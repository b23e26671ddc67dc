"""One fault that validation found, as a finding in plain words with a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Final, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.lines import Lines, Path

Words = tuple[str, str, str, dict[str, object]]
"""Code, problem template, remedy template, data."""


def explain_all(
    details: Sequence[ErrorDetails], tree: Mapping[str, object], lines: Lines
) -> tuple[Finding, ...]:
    """The findings for all errors; one that only follows from an error below it is left out."""
    inner = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    return tuple(explain(d, tree, lines) for d in details if d["loc"] not in inner)


def explain(detail: ErrorDetails, tree: Mapping[str, object], lines: Lines) -> Finding:
    """The finding for one error of validation on the document `tree`."""
    path = _path_in(tree, detail)
    say = _SAY.get(detail["type"], _other_value)
    code, problem, remedy, data = say(detail, path)
    return Finding(
        code=f"park.{code}",
        place=lines.place(path),
        problem_template=problem,
        remedy_template=remedy,
        data=data,
    )


def _path_in(tree: Mapping[str, object], detail: ErrorDetails) -> Path:
    """The part of an error's location that stands in the document; tags of unions don't."""
    path: list[str | int] = []
    here: object = tree
    for step in detail["loc"]:
        below = _below(here, step)
        if below is not None:
            path.append(step)
            here = below[0]
    if detail["type"] == "missing":
        path.append(detail["loc"][-1])
    return tuple(path)


def _below(here: object, step: str | int) -> tuple[object] | None:
    """What stands under a key or position, in a tuple of one; None where nothing does."""
    if isinstance(here, Mapping) and step in here:
        return (here[step],)
    if isinstance(here, tuple) and isinstance(step, int) and step < len(here):
        return (here[step],)
    return None


# --- keys -----------------------------------------------------------------------------


def _unknown_key(detail: ErrorDetails, path: Path) -> Words:
    key, known = str(path[-1]), _known_keys(detail["loc"])
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    remedy = "Did you mean {near!r}?" if near else "Remove it, or use one of: {known}."
    data: dict[str, object] = {
        "key": key,
        "near": near[0] if near else "",
        "known": ", ".join(known),
    }
    return "unknown_key", "The key {key!r} is not known here.", remedy, data


def _known_keys(location: Sequence[str | int]) -> list[str]:
    """The keys that may stand where the last step of a location was found."""
    models = _models_at(location[:-1])
    return [info.alias or key for model in models for key, info in model.model_fields.items()]


def _models_at(location: Sequence[str | int]) -> list[type[BaseModel]]:
    """The models that what stands at a location may be: several where a kind picks one."""
    models: list[type[BaseModel]] = [ParkDocument]
    for step in location:
        if isinstance(step, str):
            tagged = [model for model in models if step in _tags(model)]
            models = tagged or [found for model in models for found in _field(model, step)]
    return models


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind else ()


def _field(model: type[BaseModel], name: str) -> list[type[BaseModel]]:
    for key, info in model.model_fields.items():
        if name in (key, info.alias):
            return _models_in(info.annotation)
    return []


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _missing(_detail: ErrorDetails, path: Path) -> Words:
    data: dict[str, object] = {"key": str(path[-1])}
    return "missing_key", "The key {key!r} is missing.", "Add `{key}: …` to this element.", data


def _unknown_kind(detail: ErrorDetails, _path: Path) -> Words:
    expected = [str(tag) for model in _models_at(detail["loc"]) for tag in _tags(model)]
    said = str(detail.get("ctx", {}).get("tag", ""))
    near = difflib.get_close_matches(said, expected, n=1, cutoff=0.6)
    problem = "There is no kind {said!r}." if said else "The key 'kind' is missing."
    remedy = "Did you mean {near!r}?" if near else "Use one of: {expected}."
    data: dict[str, object] = {
        "said": said,
        "near": near[0] if near else "",
        "expected": ", ".join(expected),
    }
    return "unknown_kind", problem, remedy, data


# --- values ---------------------------------------------------------------------------


def _rule_of_its_kind(detail: ErrorDetails, _path: Path) -> Words:
    message = str(detail.get("ctx", {}).get("error", detail["msg"]))
    problem, _, remedy = message.partition("; ")
    data: dict[str, object] = {
        "problem": _sentence(problem),
        "remedy": _sentence(remedy or "change one of the two"),
    }
    return "impossible", "{problem}", "{remedy}", data


def _out_of_bounds(detail: ErrorDetails, path: Path) -> Words:
    data: dict[str, object] = {"value": _short(detail["input"]), "bound": _lower(detail["msg"])}
    unit = _UNIT_HINT if "_" in str(path[-1]) else ""
    return "out_of_bounds", "It is {value}; {bound}.", f"Check the figure{unit}.", data


_UNIT_HINT: Final = " and its unit, which is the end of the key"


def _not_one_of(detail: ErrorDetails, _path: Path) -> Words:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    data: dict[str, object] = {"value": _short(detail["input"]), "expected": expected}
    return "not_one_of", "{value} is none of the choices.", "Use one of: {expected}.", data


def _bad_pattern(detail: ErrorDetails, _path: Path) -> Words:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    say = _PATTERNS.get(pattern, "Write it so that it matches {pattern}.")
    data: dict[str, object] = {"value": _short(detail["input"]), "pattern": pattern}
    return "bad_form", "{value} is not of the form wanted here.", say, data


_PATTERNS: Final = {
    r"^[a-z0-9][a-z0-9_-]*$": "Use only a-z, 0-9, dash and underscore, starting with a-z or 0-9.",
    r"^\d{4}-(0[1-9]|1[0-2])$": "Write year and month as YYYY-MM, e.g. 2026-06.",
    r"^[A-T]?\d{2,4}$": "Write a class of GB/T 4754-2017, e.g. C3211.",
}


def _wrong_type(detail: ErrorDetails, _path: Path) -> Words:
    wanted, remedy = _TYPES[detail["type"]]
    data: dict[str, object] = {"value": _short(detail["input"]), "wanted": wanted}
    return "wrong_type", "{value} is no {wanted}.", remedy, data


_TYPES: Final = {
    "string_type": ("text", "Put it in quotes."),
    "float_type": ("number", "Write a plain number with a dot, without quotes or unit."),
    "int_type": ("whole number", "Write a plain whole number, without quotes or unit."),
    "bool_type": ("yes or no", "Write true or false."),
    "tuple_type": ("list", "Write a list: `[a, b]`, or one `- …` a line."),
    "model_type": ("group of keys", "Write it as `key: value` lines, indented below."),
    "model_attributes_type": ("group of keys", "Write it as `key: value` lines, indented below."),
    "dict_type": ("group of keys", "Write it as `key: value` lines, indented below."),
    "date_type": ("date", "Write it as YYYY-MM-DD, without quotes."),
}


def _length(detail: ErrorDetails, _path: Path) -> Words:
    data: dict[str, object] = {"what": _sentence(detail["msg"]), "value": _short(detail["input"])}
    return "length", "{what} It is {value}.", "Fill it in, or shorten it.", data


def _other_value(detail: ErrorDetails, _path: Path) -> Words:
    data: dict[str, object] = {"value": _short(detail["input"]), "what": _sentence(detail["msg"])}
    return "value", "{value} can't stand here.", "{what}", data


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    starts_with_key = "_" in text.partition(" ")[0]
    return f"{text}." if starts_with_key else f"{text[:1].upper()}{text[1:]}."


def _lower(text: str) -> str:
    return text.replace("Input should be", "it must be").rstrip(".")


def _short(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN: Final = 60

_SAY: Final[Mapping[str, Callable[[ErrorDetails, Path], Words]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _unknown_kind,
    "value_error": _rule_of_its_kind,
    "literal_error": _not_one_of,
    "string_pattern_mismatch": _bad_pattern,
    **dict.fromkeys(_TYPES, _wrong_type),
    **dict.fromkeys(
        (
            "greater_than",
            "greater_than_equal",
            "less_than",
            "less_than_equal",
            "finite_number",
        ),
        _out_of_bounds,
    ),
    **dict.fromkeys(("string_too_short", "string_too_long", "too_short", "too_long"), _length),
}
