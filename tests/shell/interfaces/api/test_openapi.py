"""The OpenAPI document is complete: words, examples, bounds and error shapes for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from zeropark.shell.interfaces.api.attach import document

SCALARS = ("string", "integer", "number")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = document(software="0.0.0")["paths"].items()
    return [(path, way, each) for path, ways in paths for way, each in ways.items()]


OPERATIONS = operations()
EACH = pytest.mark.parametrize(
    ("path", "way", "operation"), OPERATIONS, ids=[each["operationId"] for *_, each in OPERATIONS]
)


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The scalar schemas of a parameter: its own, its choices, those of its items."""
    yield from (each for part in schema.get("anyOf", ()) for each in schemas(part))
    if "items" in schema:
        yield from schemas(schema["items"])
    if schema.get("type") in SCALARS:
        yield schema


def bounded(schema: dict[str, Any]) -> bool:
    if "enum" in schema or "const" in schema or "format" in schema:
        return True
    if schema["type"] == "string":
        return "maxLength" in schema
    return "minimum" in schema and "maximum" in schema


@EACH
def test_an_operation_is_described_with_an_example(
    path: str, way: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert operation["description"].endswith((".", "?"))
    assert operation["tags"]
    (answer,) = (a for status, a in operation["responses"].items() if status.startswith("2"))
    assert answer["content"]["application/json"]["example"] is not None
    assert answer["content"]["application/json"]["schema"]
    assert (path, way) != ("", "")


@EACH
def test_an_operation_says_how_it_fails(path: str, way: str, operation: dict[str, Any]) -> None:
    failing = {s: a for s, a in operation["responses"].items() if not s.startswith("2")}
    expected = {"422", "500"}
    expected |= {"404"} if "{" in path else set()
    expected |= {"400", "403", "404", "413", "503"} if way == "post" else set()
    assert failing.keys() == expected
    for answer in failing.values():
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        assert answer["content"] == {"application/problem+json": schema}
        assert answer["description"].endswith(".")


@EACH
def test_every_parameter_is_bounded_and_described(
    path: str, way: str, operation: dict[str, Any]
) -> None:
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        place = f"{way} {path} {parameter['name']}"
        assert parameter.get("description") or parameter["schema"].get("description"), place
        assert all(bounded(schema) for schema in schemas(parameter["schema"])), place
        if parameter["schema"].get("type") == "array":
            assert "maxItems" in parameter["schema"], place
    named = re.findall(r"\{(\w+)\}", path)
    assert [each["name"] for each in parameters if each["in"] == "path"] == named


@EACH
def test_a_list_comes_in_pages(path: str, way: str, operation: dict[str, Any]) -> None:
    schema = next(a for s, a in operation["responses"].items() if s.startswith("2"))
    name = schema["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
    names = {each["name"] for each in operation.get("parameters", [])}
    assert ({"limit", "cursor"} <= names) == (name.endswith("Page") or name == "Flows"), path
    assert way in ("get", "post")


def test_no_two_shapes_have_one_name(openapi: dict[str, Any]) -> None:
    """Of two that do, each is called by its module, and a client can't be made of that."""
    assert [name for name in openapi["components"]["schemas"] if "__" in name] == []


def test_operations_read_well_in_a_client() -> None:
    names = [operation["operationId"] for *_, operation in OPERATIONS]
    assert len(set(names)) == len(names)
    for (_, way, operation), name in zip(OPERATIONS, names, strict=True):
        verbs = r"(list|read)_[a-z_]+" if way == "get" else r"create_[a-z_]+"
        assert re.fullmatch(verbs, name), operation["operationId"]


def test_every_key_of_an_answer_of_ours_is_described(openapi: dict[str, Any]) -> None:
    own = {
        name: schema
        for name, schema in openapi["components"]["schemas"].items()
        if name in OURS or name.endswith("Page")
    }
    assert own.keys() > OURS
    for name, schema in own.items():
        for key, field in schema["properties"].items():
            told = field.get("description") or "$ref" in field
            assert told, f"{name}.{key}"


OURS = {"Flows", "Series", "BusBalance", "Inventory", "Bill", "Evaluation", "Reading", "Problem"}
