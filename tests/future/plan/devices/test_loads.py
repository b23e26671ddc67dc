"""Loads of all kinds take in a plan what they take in the simulation, or what is given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import bus, park_of
from plan_parks import Solved, drafted, hours, solve
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.simulation.operation.operate import simulate

CARRIERS = {
    "power": "electricity",
    "racks": "electricity",
    "warm": "heat",
    "cold": "cold",
    "water": "fresh_water",
    "gas": "natural_gas",
    "oxygen": "oxygen",
    "ore": "material",
    "metal": "material",
    "slag": "solid_waste",
    "coke": "coke",
    "hydrogen": "hydrogen",
}
OUT = {"metal", "slag"}
KINDS: dict[str, dict[str, Any]] = {
    "load": {"takes_from": "gas", "rated_nm3_per_h": 300, "profile": "two_shift"},
    "building_group": {
        "electricity_from": "power",
        "heat_from": "warm",
        "cold_from": "cold",
        "floor_area_m2": 20_000,
    },
    "charging_station": {
        "electricity_from": "power",
        "capacity_kw": 1000,
        "energy_kwh_per_day": 8000,
        "points": 10,
    },
    "data_hall": {
        "electricity_from": "power",
        "racks_from": "racks",
        "heat_to": "warm",
        "water_from": "water",
        "it_capacity_kw": 2000,
        "recoverable_heat_share": 0.5,
        "cold_from": "cold",
    },
    "potline": {
        "electricity_from": "power",
        "heat_from": "warm",
        "feed_from": ["ore"],
        "product_to": "metal",
        "metal": "nickel",
        "capacity_t_per_h": 2,
        "electricity_kwh_per_t": 4000,
        "heat_per_t": 100,
    },
    "electric_furnace": {
        "electricity_from": "power",
        "feed_from": ["ore"],
        "product_to": "metal",
        "slag_to": "slag",
        "technology": "arc",
        "capacity_kw": 5000,
        "electricity_kwh_per_t": 500,
        "slag_t_per_t": 0.2,
        "reductants": [{"bus": "coke", "amount_per_t": 0.1, "share": 1.0}],
    },
    "smelting_line": {
        "electricity_from": "power",
        "feed_from": ["ore"],
        "fuel_from": ["gas"],
        "oxygen_from": "oxygen",
        "product_to": "metal",
        "process": "flash",
        "capacity_t_per_h": 10,
        "electricity_kwh_per_t": 500,
        "fuel_per_t": [40],
        "oxygen_nm3_per_t": 300,
    },
    "converter": {
        "inputs": [{"bus": "power", "per_output": 3.0}, {"bus": "ore", "per_output": 1.1}],
        "outputs": [{"bus": "metal"}, {"bus": "slag", "per_output": 0.1}],
        "rated_output_per_h": 5,
    },
}


def park_with(kind: str, **more: Any) -> ParkDocument:
    gates = [
        {
            "id": f"{at}-gate",
            "bus": at,
            "kind": "delivery" if at in OUT else "supply",
            "direction": "out" if at in OUT else "in",
        }
        for at in CARRIERS
    ]
    return park_of(
        buses=[bus(at, carrier) for at, carrier in CARRIERS.items()],
        boundary_points=gates,
        devices=[{"id": "d", "kind": kind} | KINDS[kind] | more],
    )


def planned(kind: str, steps: int, *, load: list[float] | None = None, **more: Any) -> Solved:
    given = None if load is None else {"d": load}
    return solve(drafted(park_with(kind, **more), axis=hours(steps), load=given))


@pytest.mark.parametrize("kind", KINDS)
def test_a_load_takes_and_gives_what_it_does_in_the_simulation(kind: str) -> None:
    axis = hours(24, start="2025-01-15")
    draft = drafted(park_with(kind), axis=axis)
    assert draft.draft.finish().size == (0, 0)
    done = solve(draft)
    year = simulate(draft.park, Axis.over(parse_period("2025")), seed=1)
    first = (axis.start - year.axis.start) // axis.step
    links = [link for link in year.links if "d" in (link.source, link.sink)]
    assert links
    for link in links:
        amount = year.flow(link.source, link.sink).reshape(-1, 4).sum(axis=1)
        assert done.flow(link.source, link.sink) == pytest.approx(
            amount[first : first + 24], rel=1e-3
        )


def test_a_given_load_decides_all_that_goes_with_it() -> None:
    done = planned("smelting_line", 2, load=[1000, 5000])  # 2 and 10 t
    assert done.flow("d", "metal") == pytest.approx([2, 10])
    assert done.flow("ore", "d") == pytest.approx([2, 10])
    assert done.flow("gas", "d") == pytest.approx([80, 400])
    assert done.flow("oxygen", "d") == pytest.approx([600, 3000])


def test_a_given_load_of_buildings_leaves_their_heat_as_it_is() -> None:
    plain, given = planned("building_group", 3), planned("building_group", 3, load=[1, 2, 3])
    assert given.flow("power", "d") == pytest.approx([1, 2, 3])
    np.testing.assert_array_equal(given.flow("warm", "d"), plain.flow("warm", "d"))


def test_a_given_load_of_a_data_hall_is_what_its_racks_take() -> None:
    done = planned("data_hall", 2, load=[1000, 500])
    assert done.flow("racks", "d") == pytest.approx([1000, 500])
    assert done.flow("d", "warm") == pytest.approx([500, 250])
    assert done.flow("cold", "d") == pytest.approx([900, 450])
    overhead = done.flow("power", "d")
    assert overhead[0] == pytest.approx(2 * overhead[1], rel=0.05)  # by the hour's temperature
    assert 0.02 < overhead[0] / 1000 < 0.4


def test_a_hall_without_racks_of_their_own_takes_all_from_one_bus() -> None:
    done = planned("data_hall", 1, load=[1200], racks_from=None, pue=1.0)
    assert done.flow("power", "d") == pytest.approx([1200])
    assert done.flow("d", "warm") == pytest.approx([600])


MOVED = {"down_share": 0.1, "up_share": 0.1, "shift_hours": 2}


@pytest.mark.parametrize(
    ("kind", "load", "energy"),
    [
        ("potline", 7000.0, "warm"),
        ("electric_furnace", 4000.0, "coke"),
        ("smelting_line", 4500.0, "gas"),
    ],
)
def test_energy_follows_a_process_that_is_moved_and_materials_keep_to_its_schedule(
    kind: str, load: float, energy: str
) -> None:
    draft = drafted(park_with(kind, flexibility=MOVED), axis=hours(2), load={"d": [load, load]})
    done = solve(draft, {"power-gate>power": [3.0, 1.0]})
    assert done.flow("power", "d") == pytest.approx([0.9 * load, 1.1 * load])
    assert done.flow("d", "metal")[0] == pytest.approx(done.flow("d", "metal")[1])
    early, late = done.flow(energy, "d")
    assert late / early == pytest.approx(1.1 / 0.9)


def test_a_process_is_not_brought_below_its_lowest_load() -> None:
    # Cells keep in balance from 70 % of 8,000 kW up: they have 100 kW to give.
    draft = drafted(
        park_with("potline", flexibility=MOVED), axis=hours(2), load={"d": [5700.0, 5700.0]}
    )
    done = solve(draft, {"power-gate>power": [3.0, 1.0]})
    assert done.flow("power", "d") == pytest.approx([5600, 5800])


def test_a_converter_whose_load_is_given_is_not_called() -> None:
    plant = {
        "inputs": [{"bus": "power", "per_output": 0.5}],
        "outputs": [{"bus": "oxygen"}],
        "rated_output_per_h": 1000,
    }
    park = park_of(
        buses=[bus("power"), bus("oxygen", "oxygen")],
        boundary_points=[
            {"id": "g", "bus": "power", "kind": "public_grid", "direction": "in"},
        ],
        devices=[
            {"id": "d", "kind": "converter"} | plant,
            {"id": "use", "kind": "load", "takes_from": "oxygen", "rated_nm3_per_h": 900},
        ],
    )
    called = solve(drafted(park, axis=hours(2), load={"use": [100, 900]}))
    assert called.flow("power", "d") == pytest.approx([50, 450])
    told = solve(drafted(park, axis=hours(2), load={"use": [100, 900], "d": [450, 450]}))
    assert told.flow("d", "oxygen") == pytest.approx([900, 900])
    assert told.flow("oxygen", "losses") == pytest.approx([800, 0])
