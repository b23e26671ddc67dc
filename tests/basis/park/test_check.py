"""A sound park has nothing to say about it; a broken one has everything said at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.documents.read import parse
from zeropark.basis.errors import Finding
from zeropark.basis.park.archetypes import archetype_names, archetype_rules, archetype_text
from zeropark.basis.park.check import check_park
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook

After = Callable[..., tuple[Finding, ...]]
Tree = dict[str, object]


def test_the_tiny_park_has_no_findings(after: After) -> None:
    assert after() == ()


@pytest.mark.parametrize("name", archetype_names())
def test_an_archetype_has_no_findings(name: str) -> None:
    own = archetype_rules(name)
    rules = load_rulebook(own=(("rules.yaml", own),) if own else ())
    loaded = load_park(archetype_text(name), name=name)
    assert loaded.findings == ()
    assert loaded.park is not None
    assert check_park(loaded.park, rules=rules) == ()


def test_faults_of_several_topics_are_reported_together(after: After) -> None:
    found = after(
        ("takes_from: bus-10kv", "takes_from: bus-11kv"),
        ("gate: user", "gate: grid"),
        ("declared_demand_kw: 2500, ", ""),
        ("year: 2030", "year: 2020"),
    )
    assert {finding.code for finding in found} >= {
        "reference.dangling",
        "meter.wrong_gate",
        "contract.two_part_incomplete",
        "target.out_of_order",
    }


def test_a_finding_names_element_line_and_remedy(after: After, tiny_text: str) -> None:
    (found,) = after(
        ("takes_from: bus-10kv", "takes_from: bus-11kv"), ("to: shop-load", "to: cells")
    )[:1]
    line = next(n for n, text in enumerate(tiny_text.splitlines(), 1) if "{id: shop-load" in text)
    assert found.place == f"park.yaml, line {line}: devices[4] (shop-load): takes_from"
    assert found.problem == "There is no bus 'bus-11kv'."
    assert found.remedy == "Did you mean 'bus-10kv'?"


def test_without_its_text_a_park_is_checked_with_paths_alone(tiny_text: str) -> None:
    loaded = load_park(tiny_text.replace("gate: user", "gate: grid"), name="park.yaml")
    assert loaded.park is not None
    assert [finding.place for finding in check_park(loaded.park)][:1] == [
        "meters[3] (m-mill): gate"
    ]


# --- random damage ----------------------------------------------------------------------


def _tree() -> Tree:
    parsed = parse(archetype_text("jinchang"), name="jinchang")
    tree: Tree = json.loads(json.dumps(parsed.data))  # no two elements share a part
    return tree


TREE = _tree()


def _paths(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    children: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(node, dict):
        children = iter(node.items())
    elif isinstance(node, list):
        children = iter(enumerate(node))
    for key, child in children:
        yield (*path, key)
        yield from _paths(child, (*path, key))


PATHS = tuple(_paths(TREE))
REFERENCES = {
    *("from", "to", "bus", "site", "enterprise", "point", "buyer", "holder", "grid_point"),
    *("electricity_to", "electricity_from", "electricity_at", "heat_to", "heat_from", "steam_to"),
    *("takes_from", "hydrogen_to", "product_to", "slag_to", "oxygen_from", "checks"),
}
NEEDED = {"id", "name", "kind", "site", "bus", "carrier", "from", "to", "gate", "channels", "unit"}


def _at(tree: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        tree = tree[step]  # type: ignore[index] - each step is a key of what stands there
    return tree


def _findings(tree: Tree) -> tuple[Finding, ...]:
    loaded = load_park(json.dumps(tree, indent=1), name="park.yaml")  # JSON is YAML
    return loaded.findings if loaded.park is None else check_park(loaded.park)


def test_undamaged_the_tree_of_the_archetype_has_no_findings() -> None:
    assert _findings(TREE) == ()


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([p for p in PATHS if p[-1] in NEEDED]))
def test_deleting_a_needed_key_always_gives_a_finding(path: tuple[str | int, ...]) -> None:
    tree = copy.deepcopy(TREE)
    del _at(tree, path[:-1])[path[-1]]  # type: ignore[attr-defined] - a mapping, by its path
    optional = path[0] == "indicators"  # a selector with fewer keys only selects more
    assert _findings(tree) or optional


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([p for p in PATHS if p[-1] in REFERENCES]))
def test_a_reference_to_nothing_always_gives_a_finding(path: tuple[str | int, ...]) -> None:
    tree = copy.deepcopy(TREE)
    _at(tree, path[:-1])[path[-1]] = "nowhere-at-all"  # type: ignore[index] - a mapping
    assert "reference.dangling" in {finding.code for finding in _findings(tree)}


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(PATHS),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just([]), st.just({})
    ),
)
def test_whatever_stands_anywhere_nothing_is_raised(
    path: tuple[str | int, ...], value: object
) -> None:
    tree = copy.deepcopy(TREE)
    _at(tree, path[:-1])[path[-1]] = value  # type: ignore[index] - a container, by its path
    assert all(str(finding) for finding in _findings(tree))


def test_an_archetype_says_that_it_is_illustrative() -> None:
    loaded = load_park(archetype_text("jinchang"), name="jinchang")
    assert isinstance(loaded.park, ParkDocument)
    assert loaded.park.illustrative
