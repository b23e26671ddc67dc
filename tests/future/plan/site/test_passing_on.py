"""Links and converters on demand: what they carry, and that they need no column where one can."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, load, park_of, point, pv
from plan_parks import choice, drafted, hours, solve
from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument


def link(id_: str, source: str, sink: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "from": source, "to": sink, **more}


def tree(*links: dict[str, Any], devices: list[dict[str, Any]]) -> ParkDocument:
    return park_of(
        buses=[bus("top"), bus("a"), bus("b")],
        boundary_points=[point("g", "top")],
        links=list(links),
        devices=devices,
    )


def test_links_to_loads_have_neither_column_nor_row() -> None:
    park = tree(
        link("ta", "top", "a", capacity_kw=500),
        link("tb", "a", "b", capacity_kw=500),
        devices=[load("la", "a"), load("lb", "b")],
    )
    draft = drafted(park, axis=hours(2), load={"la": [100, 200], "lb": [50, 250]})
    assert draft.draft.finish().size[0] == 0
    done = solve(draft, {"g>top": 1.0})
    assert done.flow("a", "b") == pytest.approx([50 * 1.012, 250 * 1.012])
    assert done.flow("top", "a") == pytest.approx([150 * 1.012, 450 * 1.012])
    assert done.objective == pytest.approx(600 * 1.012)


def test_a_link_that_can_not_carry_a_known_demand_is_a_finding() -> None:
    park = tree(link("ta", "top", "a", capacity_kw=100), devices=[load("la", "a")])
    with pytest.raises(InputError) as caught:
        drafted(park, axis=hours(2), load={"la": [90, 120]})
    (finding,) = caught.value.findings
    assert (finding.code, finding.place) == ("plan.link_overloaded", "links.ta")
    assert finding.data["high"] == pytest.approx(120 * 1.012)


def test_a_link_carries_back_only_where_it_may() -> None:
    devices = [pv("sun", "a"), load("la", "a")]
    given = {"availability": {"sun": [1.0, 0.0]}, "load": {"la": [100, 100]}}
    one_way = tree(link("ta", "top", "a"), devices=devices)
    done = solve(drafted(one_way, axis=hours(2), **given), {"top>g": -0.3, "g>top": 0.5})
    assert done.flow("sun", "a") == pytest.approx([101.2, 0])
    assert done.objective == pytest.approx(0.5 * 101.2)
    both = tree(link("ta", "top", "a", both_ways=True, capacity_kw=600), devices=devices)
    draft = drafted(both, axis=hours(2), **given)
    done = solve(draft, {"top>g": -0.3, "g>top": 0.5})
    assert done.flow("top", "g") == pytest.approx([600, 0])  # what the link can carry
    assert done.flow("top", "a") == pytest.approx([-600, 101.2])  # of either sign
    assert done.objective == pytest.approx(0.5 * 101.2 - 0.3 * 600)


def test_a_ring_is_cut_and_its_links_share_what_one_can_not_carry() -> None:
    park = tree(
        link("ta", "top", "a", both_ways=True, capacity_kw=60),
        link("tb", "top", "b", both_ways=True, capacity_kw=200),
        link("ab", "a", "b", both_ways=True, capacity_kw=100),
        devices=[load("la", "a"), load("lb", "b")],
    )
    draft = drafted(park, axis=hours(1), load={"la": [100], "lb": [50]})
    done = solve(draft, {"g>top": 1.0})
    assert done.objective == pytest.approx(151.8)
    over_b = -done.flow("a", "b")[0]
    assert done.flow("top", "a")[0] + over_b == pytest.approx(101.2)
    assert done.flow("top", "a")[0] <= 60 + 1e-6


WATER: dict[str, Any] = {
    "id": "plant",
    "kind": "converter",
    "inputs": [{"bus": "top", "per_output": 2.0}, {"bus": "raw", "per_output": 1.2}],
    "outputs": [{"bus": "pure"}, {"bus": "waste", "per_output": 0.2}],
    "rated_output_per_h": 100,
}


def water_park(plant: dict[str, Any], *more: dict[str, Any]) -> ParkDocument:
    use = {**load("use", "pure"), "rated_kw": None, "rated_m3_per_h": 100}
    return park_of(
        buses=[
            bus("top"),
            bus("raw", "fresh_water"),
            bus("pure", "fresh_water"),
            bus("waste", "waste_water"),
        ],
        boundary_points=[
            point("g", "top", direction="in"),
            point("well", "raw", kind="supply", direction="in"),
        ],
        devices=[plant, use, *more],
    )


def test_a_converter_on_demand_makes_what_its_bus_needs() -> None:
    draft = drafted(water_park(WATER), axis=hours(2), load={"use": [50, 80]})
    assert draft.draft.finish().size == (0, 0)
    done = solve(draft, {"g>top": 1.0})
    assert done.flow("plant", "pure") == pytest.approx([50, 80])
    assert done.flow("well", "raw") == pytest.approx([60, 96])
    assert done.flow("waste", "losses") == pytest.approx([10, 16])
    assert done.objective == pytest.approx(2.0 * 130 * 1.012)


def test_its_flexibility_moves_what_it_takes_and_not_what_it_makes() -> None:
    # It may take up to 50 % less and 20 % more within two hours, and has a tank of its own.
    flexible = WATER | {"flexibility": {"down_share": 0.5, "up_share": 0.2, "shift_hours": 2}}
    draft = drafted(water_park(flexible), axis=hours(2), load={"use": [50, 80]})
    done = solve(draft, {"g>top": [1.0, 3.0]})
    assert done.flow("plant", "pure") == pytest.approx([50, 80])
    assert done.flow("top", "plant") == pytest.approx([2 * 60, 2 * 70])


def test_a_converter_whose_rating_is_chosen_is_as_large_as_the_largest_need() -> None:
    draft = drafted(
        water_park(WATER),
        axis=hours(3),
        load={"use": [50, 80, 30]},
        choices={("plant", "rated_output_per_h"): choice(200, 7.0)},
    )
    done = solve(draft, {"g>top": 1.0})
    assert done.size("plant", "rated_output_per_h") == pytest.approx(80)
    assert done.objective == pytest.approx(7.0 * 80 + 2.0 * 160 * 1.012)


def test_one_that_can_not_make_enough_leaves_no_plan() -> None:
    draft = drafted(water_park(WATER), axis=hours(1), load={"use": [120]})
    with pytest.raises(AssertionError, match="infeasible"):
        solve(draft)


KINDS = (load, pv, battery)


@st.composite
def any_tree(draw: st.DrawFn) -> ParkDocument:
    """Buses of a tree, some joined one way, with anything on any."""
    count = draw(st.integers(2, 6))
    links = []
    for sink in range(1, count):
        source = draw(st.integers(0, sink - 1))
        both = draw(st.booleans())
        more = {"capacity_kw": draw(st.sampled_from([2000, 4000]))} if draw(st.booleans()) else {}
        links.append(link(f"t{sink}", f"b{source}", f"b{sink}", both_ways=both, **more))
    if draw(st.booleans()):
        links.append(link("ring", "b0", f"b{count - 1}", both_ways=draw(st.booleans())))
    hung = draw(
        st.lists(
            st.tuples(st.sampled_from(KINDS), st.integers(0, count - 1)), min_size=1, max_size=6
        )
    )
    devices = [make(f"d{n}", f"b{at}") for n, (make, at) in enumerate(hung)]
    return park_of(
        buses=[bus(f"b{n}") for n in range(count)],
        boundary_points=[point("g", "b0")],
        links=links,
        devices=devices,
    )


@settings(max_examples=25, deadline=None)
@given(park=any_tree(), seed=st.integers(0, 99))
def test_every_bus_of_any_tree_closes(park: ParkDocument, seed: int) -> None:
    rng = np.random.default_rng(seed)
    of = {d.id: d.kind for d in park.devices}
    draft = drafted(
        park,
        axis=hours(3),
        availability={d: rng.random(3) for d, kind in of.items() if kind == "pv"},
        load={d: 100 * rng.random(3) for d, kind in of.items() if kind == "load"},
    )
    done = solve(draft, {"g>b0": 0.5, "b0>g": -0.2})
    for each in park.buses:
        nodes = {end for at in (*draft.paths, *draft.nets) for end in (at.source, at.sink)}
        into = sum(done.flow(node, each.id) for node in nodes)
        out = sum(done.flow(each.id, node) for node in nodes)
        assert into == pytest.approx(out, abs=1e-5)
    for amount in draft.paths.values():
        assert done.value(amount).min() > -1e-6
