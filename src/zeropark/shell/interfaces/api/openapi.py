"""The OpenAPI document: what the framework says, with the shape of errors and real examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from zeropark.shell.interfaces.api.problem import Problem

EXAMPLES: Final = "examples.json"
"""Answers of a small park, by operation; made by `docs/make_examples.py`."""
ABOUT: Final = (
    "What zero-carbon parks measured, how their books came out, and where each figure comes from. "
    "Keys end in the unit of a bare number; instants are ISO 8601 with their offset; what is "
    "missing is null, never 0. Every GET has an ETag. Lists come in pages: ask again with `next` "
    "as `cursor`. Errors are RFC 9457 problems with findings in English and Chinese."
)


def described(make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The document of an application; made once, and kept where the framework keeps it."""
    document = make()
    if "Problem" not in document["components"]["schemas"]:
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        document["components"]["schemas"]["Problem"] = schema
        document["info"]["description"] = ABOUT
        document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
        document["servers"] = [{"url": "/", "description": "The server that gave this document."}]
        for operation in operations(document):
            _complete(operation)
    return document


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a document."""
    for methods in document["paths"].values():
        yield from methods.values()


@cache
def examples() -> dict[str, Any]:
    """A real answer of each operation, by its id."""
    path = files("zeropark.shell.interfaces.api") / EXAMPLES
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _complete(operation: dict[str, Any]) -> None:
    """Set in the example, and take out the framework's own shape of a validation error."""
    example = examples().get(operation["operationId"])
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        if status.startswith("2") and example is not None and "application/json" in content:
            content["application/json"]["example"] = example
        elif not status.startswith("2"):
            content.pop("application/json", None)
