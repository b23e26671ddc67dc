from __future__ import annotations

from hypothesis import given

import ledger_parks as parts
from sketch_parks import any_park
from zeropark.basis.park.document import ParkDocument
from zeropark.review.presentation.single_line.joints import joints_of
from zeropark.review.presentation.single_line.tree import Forest, branches, forest


def link(id_: str, source: str, sink: str) -> dict[str, str]:
    return {"id": id_, "from": source, "to": sink}


def grown(park: ParkDocument, *, most: int = 99) -> Forest:
    joints = joints_of(park, carrier="electricity")
    return forest(park, joints, carrier="electricity", most=most)


def ranks(found: Forest) -> dict[str, int]:
    return {each.bus.id: each.rank for grove in found.groves for each in branches(grove)}


def test_a_collecting_bus_stands_above_the_grid_bus_that_it_feeds() -> None:
    park = parts.park_of(
        buses=[
            parts.bus("main", voltage_kv=110),
            parts.bus("wind", voltage_kv=110),
            parts.bus("works", voltage_kv=10),
        ],
        boundary_points=[parts.point("grid", "main")],
        links=[link("line", "wind", "main"), link("tr", "main", "works")],
    )
    assert ranks(grown(park)) == {"wind": -1, "main": 0, "works": 1}


def test_a_lower_voltage_that_feeds_upward_still_stands_below() -> None:
    park = parts.park_of(
        buses=[parts.bus("main", voltage_kv=110), parts.bus("pv", voltage_kv=35)],
        boundary_points=[parts.point("grid", "main")],
        links=[link("step-up", "pv", "main")],
    )
    assert ranks(grown(park)) == {"main": 0, "pv": 1}


def test_two_sections_at_the_grid_stand_side_by_side_and_their_coupler_closes_a_ring() -> None:
    park = parts.park_of(
        buses=[parts.bus(name, voltage_kv=110) for name in ("one", "two")]
        + [parts.bus(name, voltage_kv=10) for name in ("left", "right")],
        boundary_points=[parts.point("g1", "one"), parts.point("g2", "two")],
        links=[
            link("coupler", "one", "two"),
            link("t1", "one", "left"),
            link("t2", "two", "right"),
            link("tie", "left", "right"),
        ],
    )
    found = grown(park)
    assert ranks(found) == {"one": 0, "two": 0, "left": 1, "right": 1}
    assert [joint.id for joint in found.groves[0].rings] == ["coupler", "tie"]


def test_buses_beyond_the_most_are_counted_behind_the_one_that_leads_to_them() -> None:
    park = parts.park_of(
        buses=[parts.bus(f"b{i}") for i in range(5)],
        boundary_points=[parts.point("grid", "b0")],
        links=[link("t1", "b0", "b1"), link("t2", "b0", "b2"), *_beyond()],
    )
    found = grown(park, most=2)
    (root,) = found.groves[0].roots
    assert [(joint.id, behind) for joint, behind in root.further] == [("t2", 3)]
    assert found.hidden == {"b2", "b3", "b4"}


def _beyond() -> list[dict[str, str]]:
    return [link("t3", "b2", "b3"), link("t4", "b3", "b4")]


@given(any_park())
def test_every_bus_is_drawn_or_counted_once(park: ParkDocument) -> None:
    for most in (99, 4, 1):
        found = grown(park, most=most)
        drawn = [each.bus.id for grove in found.groves for each in branches(grove)]
        assert len(drawn) == len(set(drawn)) <= most
        assert set(drawn) | found.hidden == set(park.bus_by_id)
        behind = sum(
            count for grove in found.groves for each in branches(grove) for _, count in each.further
        )
        assert behind <= len(found.hidden)


@given(any_park())
def test_every_tie_between_drawn_buses_is_drawn_or_counted_once(park: ParkDocument) -> None:
    found = grown(park)
    shown = [each for grove in found.groves for each in branches(grove)]
    tree = [each.joint.id for each in shown if each.joint is not None]
    rings = [joint.id for grove in found.groves for joint in grove.rings]
    assert not set(tree) & set(rings)
    ids = {each.bus.id for each in shown}
    between = [
        joint
        for joint in joints_of(park, carrier="electricity")
        if {joint.upper, joint.lower} <= ids
    ]
    assert len(tree) + len(rings) + found.hidden_joints == len(between)
