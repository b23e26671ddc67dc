"""Rings are found, and found in time that grows with the graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.park.rings import ring_of


def test_two_rings_that_touch_are_one_and_others_are_others() -> None:
    found = ring_of({"a": "b", "b": "ac", "c": "bd", "d": "e", "e": "d", "f": "a", "g": "g"})
    assert set(found) == set("abcdeg")
    assert found["a"] == found["b"] == found["c"]
    assert found["d"] == found["e"]
    assert len({found["a"], found["d"], found["g"]}) == 3


def test_a_long_chain_is_no_ring_and_closed_it_is_one() -> None:
    chain = {str(n): [str(n + 1)] for n in range(100_000)}
    assert ring_of(chain) == {}
    assert len(set(ring_of({**chain, "100000": ["0"]}).values())) == 1


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """By going on until nothing is new."""
    reached = set(graph.get(start, ()))
    while more := {far for node in reached for far in graph.get(node, ())} - reached:
        reached |= more
    return reached


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"))))
def test_a_node_is_on_a_ring_where_one_can_come_back_to_it(graph: dict[str, set[str]]) -> None:
    found = ring_of(graph)
    assert set(found) == {node for node in "abcdefg" if node in reachable(graph, node)}
    for one in found:
        for other in found:
            both_ways = other in reachable(graph, one) and one in reachable(graph, other)
            assert (found[one] == found[other]) == both_ways
