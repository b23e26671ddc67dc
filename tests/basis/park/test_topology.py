"""The park as a graph: every way that a carrier may take."""

from __future__ import annotations

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.park.topology import Connection, connections, networks, owner, stores


def _tiny(text: str) -> ParkDocument:
    park = load_park(text, name="park.yaml").park
    assert park is not None
    return park


def test_a_store_connects_both_ways_and_a_plant_one_way(tiny_text: str) -> None:
    ways = {(way.source, way.sink) for way in connections(_tiny(tiny_text))}
    assert {("cells", "bus-10kv"), ("bus-10kv", "cells"), ("roof-pv", "bus-10kv")} <= ways
    assert ("bus-10kv", "roof-pv") not in ways


def test_a_point_of_both_directions_connects_both_ways(tiny_text: str) -> None:
    ways = {(way.source, way.sink) for way in connections(_tiny(tiny_text))}
    assert {("grid", "bus-10kv"), ("bus-10kv", "grid"), ("gas-gate", "gas-net")} <= ways
    assert ("gas-net", "gas-gate") not in ways


def test_a_boiler_burns_its_fuel(tiny_text: str) -> None:
    way = Connection("natural_gas", "gas-net", "boiler", "fuel")
    assert way in set(connections(_tiny(tiny_text)))


def test_a_link_connects_back_only_where_it_says_so(tiny_text: str) -> None:
    link = (
        "links:\n  - {id: tie, name: {zh: 线, en: tie}, from: gas-net, to: strip%s}\n\ndevices:\n"
    )
    one = _tiny(tiny_text.replace("devices:\n", link % "", 1))
    two = _tiny(tiny_text.replace("devices:\n", link % ", both_ways: true", 1))
    assert ("strip", "gas-net") not in {(way.source, way.sink) for way in connections(one)}
    assert ("strip", "gas-net") in {(way.source, way.sink) for way in connections(two)}


def test_a_node_belongs_to_the_enterprise_that_it_names(tiny_text: str) -> None:
    park = _tiny(tiny_text)
    assert (owner(park, "mill-line"), owner(park, "strip"), owner(park, "grid")) == (
        "mill",
        "mill",
        None,
    )


def test_only_what_gives_back_is_a_store(tiny_text: str) -> None:
    assert stores(_tiny(tiny_text)) == {"cells"}


def test_buses_that_no_link_joins_are_networks_apart(tiny_text: str) -> None:
    tie = "links:\n  - {id: tie, name: {zh: 线, en: tie}, from: bus-10kv, to: far}\n\ndevices:\n"
    far = "buses:\n  - {id: far, name: {zh: 远, en: far}, carrier: electricity}\n"
    apart = tiny_text.replace("buses:\n", far, 1)
    joined = apart.replace("devices:\n", tie, 1)
    assert set(networks(_tiny(apart), carrier="electricity")) == {
        frozenset({"far"}),
        frozenset({"bus-10kv"}),
    }
    assert networks(_tiny(joined), carrier="electricity") == (frozenset({"far", "bus-10kv"}),)
    assert networks(_tiny(joined), carrier="lignite") == ()
