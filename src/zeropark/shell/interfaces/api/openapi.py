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
_LAST: Final = 10_000
"""What is not in an address comes after what is: -1 modulo this is large."""
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
        _rename(document)
        _say_binary(document["components"]["schemas"])
        document["info"]["description"] = ABOUT
        document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
        document["servers"] = [{"url": "/", "description": "The server that gave this document."}]
        for path, methods in document["paths"].items():
            for operation in methods.values():
                _complete(operation, path)
    return document


def _rename(document: dict[str, Any]) -> None:
    """Call what is shown by its noun: `Flows`, not `FlowsShown`, where the name is free."""
    schemas = document["components"]["schemas"]
    names = {name: name.removesuffix("Shown") for name in schemas}
    names = {long: name for long, name in names.items() if long != name and name not in schemas}
    text = json.dumps(document)
    for long, name in names.items():
        text = text.replace(f'schemas/{long}"', f'schemas/{name}"').replace(
            f'"title": "{long}"', f'"title": "{name}"'
        )
    document.update(json.loads(text))
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {names.get(name, name): schemas[name] for name in schemas}


def _say_binary(schemas: dict[str, Any]) -> None:
    """Files as `format: binary`, which generators of clients know; an absent one is no null."""
    for name, schema in schemas.items():
        if name.startswith("Body_"):
            for field in schema["properties"].values():
                field.update(next(iter(field.pop("anyOf", ())), {}))
                part = field.get("items", field)
                part.pop("contentMediaType", None)
                part["format"] = "binary"


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


def _complete(operation: dict[str, Any], path: str) -> None:
    """Set in the example, order what stands in the address, drop the framework's own errors."""
    parameters = operation.get("parameters", [])
    parameters.sort(key=lambda each: path.find(f"{{{each['name']}}}") % _LAST)
    for schema in (each["schema"] for each in parameters):
        # what is left out of an address is absent, never null
        schema.update(next(iter(schema.pop("anyOf", ())), {}))
    example = examples().get(operation["operationId"])
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        if status.startswith("2") and example is not None and "application/json" in content:
            content["application/json"]["example"] = example
        elif not status.startswith("2"):
            content.pop("application/json", None)
