"""Buses that close with as few rows as that takes, on parks whose answers are worked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import battery, bus, load, park_of, point, pv
from plan_parks import Solved, drafted, hours, rows_per_step, solve
from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument

LINE: dict[str, Any] = {
    "id": "line",
    "kind": "converter",
    "inputs": [{"bus": "ore", "per_output": 2.0}, {"bus": "power", "per_output": 50.0}],
    "outputs": [{"bus": "metal"}, {"bus": "slag", "per_output": 0.5}],
    "rated_output_per_h": 10.0,
    "load_factor": 1.0,
    "profile": "flat",
}


def works(**more: Any) -> ParkDocument:
    """A line of 10 t/h that is always at full load: 20 t of ore, 500 kWh, 5 t of slag an hour."""
    buses = [bus("power"), bus("ore", "material"), bus("metal", "material")]
    points = [
        point("grid", "power", direction="in"),
        point("mine", "ore", kind="supply", direction="in"),
        point("shop", "metal", kind="delivery", direction="out"),
    ]
    return park_of(
        buses=[*buses, bus("slag", "solid_waste"), *more.pop("buses", [])],
        boundary_points=[*points, *more.pop("points", [])],
        devices=[LINE, *more.pop("devices", [])],
        **more,
    )


def closes(done: Solved, at: str) -> None:
    """What flows into a bus flows out of it, in every step."""
    draft = done.draft
    nodes = {end for path in draft.paths for end in (path.source, path.sink)}
    into = sum((done.flow(node, at) for node in nodes), start=np.zeros(draft.draft.steps))
    out = sum((done.flow(at, node) for node in nodes), start=np.zeros(draft.draft.steps))
    assert into == pytest.approx(out, abs=1e-6 * max(1.0, float(into.max(initial=0.0))))


def test_a_park_of_which_all_is_known_has_no_columns_and_no_rows() -> None:
    draft = drafted(works(), axis=hours(3))
    assert draft.draft.finish().size == (0, 0)
    done = solve(draft)
    assert done.flow("mine", "ore") == pytest.approx([20, 20, 20])
    assert done.flow("grid", "power") == pytest.approx([506, 506, 506])  # 1.2 % is lost
    assert done.flow("power", "losses") == pytest.approx([6, 6, 6])
    assert done.flow("metal", "shop") == pytest.approx([10, 10, 10])


def test_a_by_product_that_has_nowhere_to_go_is_let_go() -> None:
    done = solve(drafted(works(), axis=hours(2)))
    assert done.flow("slag", "losses") == pytest.approx([5, 5])


def test_ways_out_take_their_documented_shares() -> None:
    gates = [
        {**point("use", "slag", kind="delivery", direction="out"), "outflow_share": 0.6},
        {**point("dump", "slag", kind="discharge", direction="out"), "outflow_share": 0.2},
    ]
    done = solve(drafted(works(points=gates), axis=hours(2)))
    # as the simulation divides: shares first, then what is left goes where there is room
    assert done.flow("slag", "use") == pytest.approx([4, 4])
    assert done.flow("slag", "dump") == pytest.approx([1, 1])


def test_a_known_demand_that_nothing_brings_is_a_finding_with_bus_and_time() -> None:
    park = park_of(buses=[bus("b"), bus("gas", "natural_gas")], devices=[load("l", "b")])
    with pytest.raises(InputError) as caught:
        drafted(park, axis=hours(3, start="2025-06-01"), load={"l": [0, 7, 5]})
    (finding,) = caught.value.findings
    assert (finding.code, finding.place) == ("plan.bus_short", "buses.b")
    assert finding.problem == "The bus lacks 7.084 kWh at 2025-06-01 01:00, and some in 2 steps."
    assert finding.problem_in("zh").endswith("缺 7.084 kWh，共 2 个时段不足。")
    assert finding.data["most"] == pytest.approx(7 * 1.012)
    assert finding.data["count"] == 2


def test_a_gate_that_is_too_small_for_a_known_demand_is_one_too() -> None:
    gate = {**point("g", "b", direction="in"), "capacity_kw": 100}
    park = park_of(buses=[bus("b")], boundary_points=[gate], devices=[load("l", "b")])
    with pytest.raises(InputError, match=r"lacks 1\.2 kWh at 2025-06-01 00:00\. Give"):
        drafted(park, axis=hours(1), load={"l": [100]})


def test_a_material_bus_lets_its_takers_have_what_is_there() -> None:
    # The smith would take 12 t an hour and finds 10: his yard bears the rest, as in the simulation.
    cells = {
        "id": "cells",
        "kind": "potline",
        "electricity_from": "power",
        "product_to": "metal",
        "metal": "zinc",
        "capacity_t_per_h": 10,
        "electricity_kwh_per_t": 3000,
        "load_factor": 1.0,
        "profile": "flat",
    }
    smith = {**load("smith", "metal"), "rated_kw": None, "rated_t_per_h": 20}
    park = park_of(
        buses=[bus("power"), bus("metal", "material")],
        boundary_points=[point("grid", "power", direction="in")],
        devices=[cells, smith],
    )
    done = solve(drafted(park, axis=hours(2), load={"smith": [12, 5]}))
    assert done.flow("metal", "smith") == pytest.approx([10, 10])
    closes(done, "metal")


def test_one_gate_that_brings_all_is_an_expression_and_the_bus_has_no_row() -> None:
    park = park_of(
        buses=[bus("b"), bus("gas", "natural_gas"), bus("warm", "heat")],
        boundary_points=[
            point("g", "b", direction="in"),
            point("pipe", "gas", kind="supply", direction="in"),
        ],
        devices=[
            {"id": "boiler", "kind": "gas_boiler", "fuel_from": ["gas"], "heat_to": "warm"}
            | {"capacity_kw": 500, "efficiency": 0.9},
            {"id": "rod", "kind": "electric_boiler", "electricity_from": "b", "heat_to": "warm"}
            | {"capacity_kw": 500, "efficiency": 1.0},
            {**load("hall", "warm"), "rated_kw": 100},
        ],
    )
    draft = drafted(park, axis=hours(2), load={"hall": [100, 50]})
    program = draft.draft.finish()
    assert [row.name for row in program.rows] == ["bus warm"]
    done = solve(draft, {"g>b": [0.2, 0.6], "pipe>gas": 3.0})
    # heat of gas costs 3 / (10.8 x 0.9) = 0.31 CNY/kWh, of power 0.2024 and 0.6072
    assert done.flow("rod", "warm") == pytest.approx([104, 0])
    assert done.flow("boiler", "warm") == pytest.approx([0, 52])
    gas = 52 / 0.9 / (38.9 / 3.6)
    assert done.flow("pipe", "gas") == pytest.approx([0, gas])
    assert done.objective == pytest.approx(0.2 * 104 * 1.012 + 3.0 * gas)


def test_heat_that_nobody_needs_is_let_go_but_power_is_not() -> None:
    park = park_of(
        buses=[bus("b")],
        boundary_points=[point("g", "b")],
        devices=[pv("sun", "b"), load("l", "b"), battery("store", "b")],
    )
    draft = drafted(park, axis=hours(2), availability={"sun": [1, 0]}, load={"l": [100, 100]})
    done = solve(draft, {"g>b": 0.5, "b>g": 0.1})  # even at a fee for what goes out
    assert done.flow("sun", "curtailed") + done.flow("sun", "b") == pytest.approx([1000, 0])
    assert done.flow("b", "g") == pytest.approx([0, 0])
    closes(done, "b")
    assert rows_per_step(draft) == (2, 0)  # the bus and what the battery holds


def test_a_material_of_which_the_plan_decides_how_much_there_is_fits_over_all_steps() -> None:
    # Ash falls with coal burnt; the brick works takes 1 t an hour by its schedule. At night the
    # unit gives less ash than that: bricks are made from the yard, and filled up by day.
    unit = {
        "id": "unit",
        "kind": "coal_unit",
        "fuel_from": ["coal"],
        "electricity_to": "b",
        "ash_to": "ash",
        "ash_t_per_t": 0.2,
        "capacity_kw": 30000,
        "electric_efficiency": 0.4,
        "deep_min_load_share": 0.3,
        "dispatch": "park",
    }
    bricks = {**load("bricks", "ash"), "rated_kw": None, "rated_t_per_h": 5}
    park = park_of(
        buses=[bus("b"), bus("coal", "bituminous_coal"), bus("ash", "solid_waste")],
        boundary_points=[
            point("g", "b"),
            point("mine", "coal", kind="supply", direction="in"),
            point("dump", "ash", kind="discharge", direction="out"),
        ],
        devices=[unit, bricks],
    )
    draft = drafted(park, axis=hours(2), load={"bricks": [1, 1]})
    done = solve(draft, {"mine>coal": 500, "b>g": [-0.1, -0.6]})
    # coal of 21 MJ/kg gives 5,833 kWh/t: 9,000 kWh take 3.857 t and leave 0.771 t of ash
    assert done.flow("unit", "b") == pytest.approx([9000, 30000])
    assert done.flow("unit", "ash")[0] == pytest.approx(0.2 * 9000 / 0.4 / (21000 / 3.6))
    assert done.flow("ash", "bricks").sum() == pytest.approx(2.0)
    assert (done.flow("ash", "bricks") >= 0.0).all()
    closes(done, "ash")
