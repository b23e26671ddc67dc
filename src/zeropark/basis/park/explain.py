"""One fault that validation found, as a finding in plain words with a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from zeropark.basis.documents.lines import Lines, Path
from zeropark.basis.errors import Contradiction, Finding, Phrase
from zeropark.basis.park.document import ParkDocument


class Words(NamedTuple):
    """What a finding says of one kind of error."""

    code: str
    problem: str
    remedy: str
    data: Mapping[str, object]


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
    words = say(detail, path)
    return Finding(
        code=f"park.{words.code}",
        place=lines.place(path),
        problem_template=words.problem,
        remedy_template=words.remedy,
        data=words.data,
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
    return Words("unknown_key", "The key {key!r} is not known here.", remedy, data)


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
    remedy = "Add `{key}: …` to this element."
    return Words("missing_key", "The key {key!r} is missing.", remedy, data)


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
    return Words("unknown_kind", problem, remedy, data)


# --- values ---------------------------------------------------------------------------


def _rule_of_its_kind(detail: ErrorDetails, _path: Path) -> Words:
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, Contradiction):
        return Words("impossible", error.problem, error.remedy, error.data)
    message = {"what": _sentence(str(error or detail["msg"]))}
    return Words("impossible", "{what}", "Change one of the two.", message)


def _out_of_bounds(detail: ErrorDetails, path: Path) -> Words:
    limit = detail["msg"].rpartition(" ")[2]
    data: dict[str, object] = {"value": _short(detail["input"]), "limit": limit}
    remedy = (
        "Check the figure and its unit, which is the end of the key."
        if "_" in str(path[-1])
        else "Check the figure."
    )
    return Words("out_of_bounds", _BOUND_PROBLEMS[detail["type"]], remedy, data)


_BOUND_PROBLEMS: Final = {
    "greater_than": "It is {value}; it must be greater than {limit}.",
    "greater_than_equal": "It is {value}; it must be greater than or equal to {limit}.",
    "less_than": "It is {value}; it must be less than {limit}.",
    "less_than_equal": "It is {value}; it must be less than or equal to {limit}.",
    "finite_number": "It is {value}; it must be a finite number.",
}


def _not_one_of(detail: ErrorDetails, _path: Path) -> Words:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    data: dict[str, object] = {"value": _short(detail["input"]), "expected": expected}
    problem = "{value} is none of the choices."
    return Words("not_one_of", problem, "Use one of: {expected}.", data)


def _bad_pattern(detail: ErrorDetails, _path: Path) -> Words:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    remedy = _PATTERN_REMEDIES.get(pattern, "Write it so that it matches {pattern}.")
    data: dict[str, object] = {"value": _short(detail["input"]), "pattern": pattern}
    return Words("bad_form", "{value} is not of the form wanted here.", remedy, data)


_PATTERN_REMEDIES: Final = {
    r"^[a-z0-9][a-z0-9_-]*$": "Use only a-z, 0-9, dash and underscore, starting with a-z or 0-9.",
    r"^\d{4}-(0[1-9]|1[0-2])$": "Write year and month as YYYY-MM, e.g. 2026-06.",
    r"^[A-T]?\d{2,4}$": "Write a class of GB/T 4754-2017, e.g. C3211.",
}


def _wrong_type(detail: ErrorDetails, _path: Path) -> Words:
    kind = detail["type"]
    data: dict[str, object] = {"value": _short(detail["input"]), "wanted": _TYPES[kind]}
    return Words("wrong_type", "{value} is no {wanted}.", _TYPE_REMEDIES[kind], data)


_KEYS: Final = Phrase("group of keys")
_KEYS_REMEDY: Final = "Write it as `key: value` lines, indented below."
_TYPES: Final = {
    "string_type": Phrase("text"),
    "float_type": Phrase("number"),
    "int_type": Phrase("whole number"),
    "bool_type": Phrase("yes or no"),
    "tuple_type": Phrase("list"),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "date_type": Phrase("date"),
}
_TYPE_REMEDIES: Final = {
    "string_type": "Put it in quotes.",
    "float_type": "Write a plain number with a dot, without quotes or unit.",
    "int_type": "Write a plain whole number, without quotes or unit.",
    "bool_type": "Write true or false.",
    "tuple_type": "Write a list: `[a, b]`, or one `- …` a line.",
    "model_type": _KEYS_REMEDY,
    "model_attributes_type": _KEYS_REMEDY,
    "dict_type": _KEYS_REMEDY,
    "date_type": "Write it as YYYY-MM-DD.",
}


def _length(detail: ErrorDetails, _path: Path) -> Words:
    told = detail.get("ctx", {})
    limit = told.get("min_length", told.get("max_length"))
    data: dict[str, object] = {"limit": limit, "value": _short(detail["input"])}
    remedy = "Fill it in, or shorten it."
    return Words("length", _LENGTH_PROBLEMS[detail["type"]], remedy, data)


_LENGTH_PROBLEMS: Final = {
    "string_too_short": "It is {value}; {limit} characters are the least.",
    "string_too_long": "It is {value}; {limit} characters are the most.",
    "too_short": "It is {value}; {limit} entries are the least.",
    "too_long": "It is {value}; {limit} entries are the most.",
}


def _other_value(detail: ErrorDetails, _path: Path) -> Words:
    data: dict[str, object] = {"value": _short(detail["input"]), "what": _sentence(detail["msg"])}
    return Words("value", "{value} can't stand here.", "{what}", data)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    starts_with_key = "_" in text.partition(" ")[0]
    return f"{text}." if starts_with_key else f"{text[:1].upper()}{text[1:]}."


def _short(value: object) -> str | Phrase:
    if value is None:
        return Phrase("nothing")
    text = repr(value)
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
    **dict.fromkeys(_BOUND_PROBLEMS, _out_of_bounds),
    **dict.fromkeys(_LENGTH_PROBLEMS, _length),
}
