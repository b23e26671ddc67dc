from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, by_id, flows_from, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.balance.balance import State, balance
from zeropark.facts.ledger.check import check_balance
from zeropark.facts.ledger.flow import Flows, Kind

NAN = math.nan


def one_bus() -> ParkDocument:
    return park_of(
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[load("x", "b"), load("y", "b")],
    )


def test_more_in_than_out_goes_to_losses_and_less_comes_from_unmetered() -> None:
    # step 0: 10 - 4 - 5 = 1; step 1: 10 - 6 - 5 = -1; step 2: closes
    flows = flows_from({"grid>b": [10, 10, 10], "b>x": [4, 6, 5], "b>y": [5, 5, 5]})
    done = balance(flows, park=one_bus())
    assert by_id(done.residual) == {
        "electricity:b>losses": [1, 0, 0],
        "electricity:unmetered>b": [0, 1, 0],
    }
    assert (done.residual.kind == Kind.RESIDUAL).all()
    (told,) = done.buses
    assert (told.state, told.over, told.under) == (State.BALANCED, 1, 1)
    assert (told.inflow, told.outflow) == (30, 30)


def test_where_a_flow_is_missing_the_residual_is_missing_and_counted() -> None:
    flows = flows_from({"grid>b": [10, NAN], "b>x": [4, 4], "b>y": [5, 5]})
    done = balance(flows, park=one_bus())
    (losses,) = by_id(done.residual).values()
    assert losses[0] == 1
    assert math.isnan(losses[1])
    assert done.buses[0].missing_steps == 1
    assert done.buses[0].inflow == 10  # of the known interval only


def test_a_residual_that_rests_in_a_gap_is_kept_beside_what_is_closed() -> None:
    # step 0 closes: 9 - 4 - 5 = 0; of step 1 nothing can be said
    flows = flows_from({"grid>b": [9, NAN], "b>x": [4, 4], "b>y": [5, 5]})
    done = balance(flows, park=one_bus())
    assert done.closed().links == flows.links
    assert {link.id for link in done.idle.links} == {
        "electricity:b>losses",
        "electricity:unmetered>b",
    }
    np.testing.assert_array_equal(done.idle.quantity, [[0, NAN], [0, NAN]])
    assert (done.idle.kind == Kind.IDLE).all()
    assert done.kept().links == flows.links + done.idle.links
    # a bus that closes all the time has nothing to keep
    whole = flows_from({"grid>b": [9, 9], "b>x": [4, 4], "b>y": [5, 5]})
    assert balance(whole, park=one_bus()).idle.links == ()


def test_the_only_unmetered_device_of_a_bus_is_named() -> None:
    flows = flows_from({"grid>b": [10, 8], "b>x": [4, 8]})
    done = balance(flows, park=one_bus())
    assert by_id(done.residual) == {"electricity:b>y": [6, 0]}
    assert done.buses[0].state is State.INFERRED
    assert [pair.sink for pair in done.buses[0].unmetered] == ["y"]


def test_several_unmetered_devices_share_the_name_unmetered() -> None:
    done = balance(flows_from({"grid>b": [10]}), park=one_bus())
    assert by_id(done.residual) == {"electricity:b>unmetered": [10]}


def test_a_residual_is_never_named_an_export() -> None:
    park = park_of(buses=[bus("b")], boundary_points=[point("grid", "b")], devices=[pv("sun", "b")])
    done = balance(flows_from({"sun>b": [7]}), park=park)
    assert by_id(done.residual) == {"electricity:b>unmetered": [7]}


def test_an_unmetered_supply_is_inferred_from_what_was_burnt() -> None:
    park = park_of(
        buses=[bus("gas", "natural_gas"), bus("hot", "heat")],
        boundary_points=[point("gate", "gas", kind="supply", direction="in")],
        devices=[
            {
                "id": "boiler",
                "kind": "gas_boiler",
                "fuel_from": ["gas"],
                "heat_to": "hot",
                "capacity_kw": 100,
            }
        ],
    )
    done = balance(flows_from({"natural_gas:gas>boiler": [3]}), park=park)
    assert by_id(done.residual) == {"natural_gas:gate>gas": [3]}


def test_a_bus_that_no_meter_touches_is_not_metered_rather_than_balanced() -> None:
    park = park_of(
        buses=[bus("b"), bus("other", "heat")],
        boundary_points=[point("grid", "b"), point("pipe", "other", kind="supply")],
        devices=[load("x", "b")],
    )
    done = balance(flows_from({"grid>b": [1], "b>x": [1]}), park=park)
    assert [told.state for told in done.buses] == [State.BALANCED, State.NOT_METERED]
    assert done.buses[1].residual_share is None


def transformer(**more: Any) -> ParkDocument:
    return park_of(
        buses=[bus("hv"), bus("lv")],
        boundary_points=[point("grid", "hv")],
        devices=[load("x", "hv"), load("y", "lv")],
        links=[{"id": "t1", "from": "hv", "to": "lv", **more}],
    )


def test_an_unmetered_transformer_carries_what_its_lower_bus_used() -> None:
    # lv used 5, so 5 went through; hv: 10 in, 4 + 5 out, 1 lost
    flows = flows_from({"grid>hv": [10], "hv>x": [4], "lv>y": [5]})
    done = balance(flows, park=transformer())
    assert by_id(done.residual) == {"electricity:hv>lv": [5], "electricity:hv>losses": [1]}
    assert [(each.bus, each.inflow, each.outflow) for each in done.buses] == [
        ("hv", 10, 9),
        ("lv", 5, 5),
    ]
    assert check_balance(done, park=transformer()) == ()


def test_a_chain_of_unmetered_links_is_followed_to_its_end() -> None:
    # y is unmetered too: all that hv does not use itself goes to lv and there to y
    flows = flows_from({"grid>hv": [10], "hv>x": [4]})
    done = balance(flows, park=transformer())
    assert by_id(done.residual) == {"electricity:hv>lv": [6], "electricity:lv>y": [6]}
    assert check_balance(done, park=transformer()) == ()


def test_a_one_way_link_carries_nothing_back() -> None:
    # lv has 5 too many; the transformer only goes down
    flows = flows_from({"grid>hv": [0], "hv>x": [0], "lv>y": [0], "sun>lv": [5]})
    park = park_of(
        buses=[bus("hv"), bus("lv")],
        boundary_points=[point("grid", "hv")],
        devices=[load("x", "hv"), load("y", "lv"), pv("sun", "lv")],
        links=[{"id": "t1", "from": "hv", "to": "lv"}],
    )
    done = balance(flows, park=park)
    assert by_id(done.residual) == {"electricity:lv>losses": [5]}


def test_a_link_whose_lower_bus_has_a_gap_is_missing_and_so_is_what_is_left_above() -> None:
    flows = flows_from({"grid>hv": [10, 10], "hv>x": [4, 4], "lv>y": [NAN, 5]})
    done = balance(flows, park=transformer())
    told = by_id(done.residual)
    assert math.isnan(told["electricity:hv>lv"][0])
    assert told["electricity:hv>lv"][1] == 5
    assert math.isnan(told["electricity:hv>losses"][0])
    assert [b.missing_steps for b in done.buses] == [1, 1]
    assert check_balance(done, park=transformer()) == ()


def year_of(grid: Any, x: Any, y: Any) -> Flows:
    return flows_from({"grid>b": grid, "b>x": x, "b>y": y})


@pytest.fixture(scope="module")
def loads() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    rng = np.random.default_rng(7)
    return rng.uniform(50, 150, 96 * 10), rng.uniform(10, 90, 96 * 10)


@pytest.mark.parametrize(
    ("factor", "said"),
    [(0.5, "multiplied by 2 "), (2.0, "multiplied by 0.5 "), (0.001, "multiplied by 1e+03 ")],
)
def test_a_wrong_ratio_of_one_meter_is_found(
    loads: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]], factor: float, said: str
) -> None:
    x, y = loads
    done = balance(year_of(x + y, x * factor, y), park=one_bus())
    (found,) = done.findings
    assert found.code == "balance.residual"
    assert said in found.problem
    assert "m-b-x" in found.remedy
    assert "m-b-y" not in found.remedy


def test_a_wrong_ratio_is_found_behind_ordinary_losses(
    loads: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
) -> None:
    x, y = loads
    # 1 % is lost on the way: halved x alone leaves some of the residual, and still the least
    (found,) = balance(year_of(1.01 * (x + y), x / 2, y), park=one_bus()).findings
    assert "m-b-x were multiplied by 2.0" in found.problem
    assert "m-b-y" not in found.remedy


def test_a_meter_that_counts_the_wrong_way_is_found() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.uniform(50, 150, 960), rng.uniform(200, 300, 960)
    flows = flows_from({"grid>b": y - x, "x>b": x, "b>y": y})  # x really took: grid gave x + y
    flows.quantity[0] = x + y
    park = park_of(
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[pv("x", "b"), load("y", "b")],
    )
    (found,) = balance(flows, park=park).findings
    assert "m-x-b counted the other way" in found.problem


def test_a_stuck_meter_is_found_with_its_days(
    loads: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
) -> None:
    x, y = loads
    stuck = x.copy()
    stuck[96 * 3 : 96 * 6] = 0.0
    (found,) = balance(year_of(x + y, stuck, y), park=one_bus()).findings
    assert "m-b-x did not move in that time" in found.problem
    assert (found.data["first"], found.data["last"]) == ("2026-01-04", "2026-01-06")
    assert found.count == 3


def test_a_meter_whose_way_back_rests_is_not_called_stuck() -> None:
    # On the fourth day a gap of x was spread evenly over half a day; nothing came back over it.
    rng = np.random.default_rng(7)
    x, y = rng.uniform(50, 150, 960), rng.uniform(10, 90, 960)
    back = np.zeros(960)
    back[:96] = rng.uniform(1, 5, 96)
    spread = x.copy()
    spread[96 * 3 : 96 * 3 + 48] = 20.0
    names = {"grid>b": x + y - back, "b>x": spread, "x>b": back, "b>y": y}
    flows = flows_from(names)
    links = tuple(
        replace(link, meter="m-x") if "x" in (link.source, link.sink) else link
        for link in flows.links
    )
    park = park_of(
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[battery("x", "b"), load("y", "b")],
    )
    (found,) = balance(replace(flows, links=links), park=park).findings
    assert "did not move" not in found.problem


def test_a_meter_that_counts_what_another_counts_already_is_found(
    loads: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
) -> None:
    x, y = loads
    (found,) = balance(year_of(y, x, y), park=one_bus()).findings
    assert "m-b-x did not count here" in found.problem


def test_small_losses_are_no_finding_and_the_tolerance_is_the_callers(
    loads: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
) -> None:
    x, y = loads
    flows = year_of((x + y) * 1.03, x, y)
    assert balance(flows, park=one_bus()).findings == ()
    assert len(balance(flows, park=one_bus(), tolerance_share=0.01).findings) == 1


def test_a_yard_that_is_filled_and_emptied_closes_over_the_period() -> None:
    # 960 t come on the first day of ten and are burnt evenly
    came = np.zeros(960)
    came[:96] = 10.0
    park = park_of(
        buses=[bus("yard", "coke")],
        boundary_points=[point("rail", "yard", kind="supply", direction="in")],
        devices=[load("kiln", "yard")],
    )
    rows = {"coke:rail>yard": came.tolist(), "coke:yard>kiln": [1.0] * 960}
    assert balance(flows_from(rows), park=park).findings == ()
    short = balance(flows_from(rows | {"coke:yard>kiln": [0.5] * 960}), park=park)
    assert [f.count for f in short.findings] == [10]


amounts = st.one_of(st.just(NAN), st.just(0.0), st.floats(1e-3, 1e6))


@st.composite
def random_parks(draw: st.DrawFn) -> tuple[ParkDocument, Flows]:
    """A random tree of buses, each with a few loads, each connection metered or not."""
    count = draw(st.integers(1, 6))
    steps = draw(st.integers(1, 4))
    links, devices, ends = [], [], ["grid>b0"]
    for i in range(1, count):
        parent = draw(st.integers(0, i - 1))
        both = draw(st.booleans())
        links.append({"id": f"t{i}", "from": f"b{parent}", "to": f"b{i}", "both_ways": both})
        ends += [f"b{parent}>b{i}"] + ([f"b{i}>b{parent}"] if both else [])
    for i in range(count):
        for j in range(draw(st.integers(0, 2))):
            devices.append(load(f"d{i}-{j}", f"b{i}"))
            ends.append(f"b{i}>d{i}-{j}")
        if draw(st.booleans()):
            devices.append(pv(f"v{i}", f"b{i}"))
            ends.append(f"v{i}>b{i}")
    park = park_of(
        buses=[bus(f"b{i}") for i in range(count)],
        boundary_points=[point("grid", "b0")],
        links=links,
        devices=devices,
    )
    metered = draw(st.lists(st.sampled_from(ends), unique=True, min_size=1))
    row = st.lists(amounts, min_size=steps, max_size=steps)
    return park, flows_from({end: draw(row) for end in metered})


@settings(max_examples=100, deadline=None)
@given(random_parks())
def test_every_bus_of_every_park_closes(made: tuple[ParkDocument, Flows]) -> None:
    park, flows = made
    done = balance(flows, park=park)
    assert check_balance(done, park=park) == ()
    closed = done.closed()
    # an independent answer: add up each bus of each interval with plain sums
    touched = {node for link in flows.links for node in (link.source, link.sink)}
    for node in touched & set(park.bus_by_id):
        for t in range(flows.axis.count):
            into = [closed.quantity[i, t] for i, k in enumerate(closed.links) if k.sink == node]
            out = [closed.quantity[i, t] for i, k in enumerate(closed.links) if k.source == node]
            if not any(math.isnan(q) for q in into + out):
                assert math.fsum(into) == pytest.approx(math.fsum(out), rel=1e-9)


@settings(max_examples=100, deadline=None)
@given(random_parks())
def test_a_residual_never_leaves_the_park_and_never_changes_what_was_measured(
    made: tuple[ParkDocument, Flows],
) -> None:
    park, flows = made
    done = balance(flows, park=park)
    assert all(link.sink != "grid" for link in done.residual.links)
    closed = done.closed()
    np.testing.assert_array_equal(closed.quantity[: len(flows.links)], flows.quantity)
    known = [told for told in done.buses if told.state is not State.NOT_METERED]
    assert all(0 <= told.missing_steps <= flows.axis.count for told in known)
