"""The rules of the house that ruff and import-linter can't say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "zeropark"
FILES = sorted(SOURCE.rglob("*.py"))
CORE = ("basis", "facts", "future", "review")
MOST_LINES = 400


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", [f for f in FILES if f.name == "__init__.py"], ids=name_of)
def test_an_init_file_holds_a_docstring_and_nothing_else(path: Path) -> None:
    tree = parsed(path)
    assert len(tree.body) == 1, "re-exports hide where a thing lives"
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_named_after_what_is_in_it(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "common", "manager", "base", "misc"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "path", [f for f in FILES if f.relative_to(SOURCE).parts[0] in CORE], ids=name_of
)
def test_the_core_asks_neither_the_clock_nor_chance_nor_the_disk(path: Path) -> None:
    forbidden = re.compile(
        r"(datetime|date)\.(now|today|utcnow)$|^time\.(time|sleep|monotonic)|^open$|^print$"
        r"|\.(read_text|write_text|read_bytes|write_bytes)$|^np\.random\.(seed|rand|random|normal)$"
    )
    reads_package_data = "importlib.resources" in path.read_text(encoding="utf-8")
    for call in calls(parsed(path)):
        if reads_package_data and call.endswith(".read_text"):
            continue
        assert not forbidden.search(call), f"{call} belongs to shell/ or is an argument"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_is_swallowed(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "a bare except"
            assert ast.unparse(node.type) not in {"Exception", "BaseException"}, "a broad except"
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), "swallowed"


# Numbers that a ministry has set; they live in basis/rules/data and nowhere else.
MINISTRY_FIGURES = {0.8325, 0.1229, 0.302, 0.4471, 0.5306, 0.6096, 0.03412, 0.0693, 0.022925}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_factor_tariff_or_threshold_stands_in_code(path: Path) -> None:
    found = {
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }
    assert not found & MINISTRY_FIGURES


UNITLESS = re.compile(r"^(power|energy|capacity|duration|price|emission|temperature|cost)$")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_bare_number_ends_in_its_unit(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            target = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
            if ast.unparse(node.annotation) in {"float", "int", "float | None", "Positive"}:
                assert not UNITLESS.match(target), f"{target} has no unit in its name"


def test_nothing_committed_says_where_packages_come_from() -> None:
    listed = [*ROOT.glob("requirements/*"), *ROOT.glob("web/*.json"), ROOT / "pyproject.toml"]
    for path in listed:
        text = path.read_text(encoding="utf-8")
        assert "index-url" not in text, path
        assert '"resolved": "http' not in text, path
