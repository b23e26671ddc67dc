from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import PeriodError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import CURTAILED, LOSSES, PSEUDO, UNMETERED
from zeropark.future.simulation.check import smallest_amount, worst_imbalance, worst_overfill
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear

Make = Callable[..., ParkDocument]

GRID = {"id": "grid", "bus": "main", "kind": "public_grid", "direction": "both"}
LOAD = {
    "id": "use",
    "kind": "load",
    "takes_from": "main",
    "rated_kw": 1000.0,
    "load_factor": 1.0,
    "profile": "flat",
}


def _sound(year: SimulatedYear, park: ParkDocument) -> None:
    assert worst_imbalance(year, park) < 1e-6
    assert worst_overfill(year) <= 1e-9
    assert smallest_amount(year) >= 0.0


def test_a_load_on_the_grid_by_hand(make_park: Make, week: Axis) -> None:
    # 1,000 kW x 168 h = 168,000 kWh; 1.2 % of what is drawn is lost on the way: 2,016 kWh.
    park = make_park(
        buses=[{"id": "main", "carrier": "electricity"}], boundary_points=[GRID], devices=[LOAD]
    )
    year = simulate(park, week, seed=1)
    assert year.flow("main", "use").sum() == pytest.approx(168_000.0)
    assert year.flow("main", LOSSES).sum() == pytest.approx(2_016.0)
    assert year.flow("grid", "main").sum() == pytest.approx(170_016.0)
    assert year.flow("main", "grid").sum() == 0.0
    assert year.shortfall() == {}


def test_without_any_supply_the_shortfall_is_named(make_park: Make, week: Axis) -> None:
    park = make_park(buses=[{"id": "main", "carrier": "electricity"}], devices=[LOAD])
    year = simulate(park, week, seed=1)
    assert year.shortfall() == {"main": pytest.approx(170_016.0)}
    assert year.flow(UNMETERED, "main").sum() == pytest.approx(170_016.0)
    _sound(year, park)


def test_a_town_takes_heat_in_its_season_only_and_the_pump_rests_after_it(make_park: Make) -> None:
    # 1,000 kW of racks at 0.6 give 0.5 of it as heat: 300 kW. Lifted at a COP of 4 that is
    # 400 kW, of which the town takes 200, from 13 to 15 April: 72 h x 200 kW = 14,400 kWh, made
    # with 3,600 of electricity and 10,800 of the racks' heat.
    axis = Axis.over(parse_period("2026-04-13/2026-04-20"))
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "loop", "carrier": "heat"},
            {"id": "net", "carrier": "heat"},
        ],
        boundary_points=[
            GRID,
            {"id": "cooler", "bus": "loop", "kind": "discharge", "direction": "out"},
            {"id": "town", "bus": "net", "kind": "delivery", "direction": "out"}
            | {"capacity_kw": 200.0, "season": "10-15/04-15"},
        ],
        devices=[
            {"id": "hall", "kind": "data_hall", "electricity_from": "main", "heat_to": "loop"}
            | {"it_capacity_kw": 1000.0, "recoverable_heat_share": 0.5, "profile": "flat"},
            {"id": "pump", "kind": "heat_pump", "electricity_from": "main", "source_from": "loop"}
            | {"heat_to": "net", "capacity_kw": 500.0, "cop": 4.0},
        ],
    )
    year = simulate(park, axis, seed=1)
    assert year.flow("net", "town").sum() == pytest.approx(14_400.0)
    assert year.flow("main", "pump").sum() == pytest.approx(3_600.0)
    assert year.flow("loop", "pump").sum() == pytest.approx(10_800.0)
    assert year.flow("net", "town")[3 * 96 :].sum() == 0.0
    _sound(year, park)


def test_salt_is_heated_by_surplus_and_gives_steam_in_the_night(
    make_park: Make, week: Axis
) -> None:
    # 800 kWh of salt heat a t of steam: 1 t/h takes 800 kW, and 4 % of it is lost on the way. The
    # sun's surplus heats the salt; the grid, with its 2,000 kW, stands by for when it is cold.
    sun = {"id": "sun", "kind": "pv", "electricity_to": "main", "capacity_kw": 6_000.0}
    heater = {"id": "heater", "kind": "electric_boiler", "electricity_from": "main"}
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "salt", "carrier": "heat"},
            {"id": "steam", "carrier": "steam"},
        ],
        boundary_points=[GRID],
        devices=[
            sun,
            heater
            | {"heat_to": "salt", "capacity_kw": 6_000.0, "efficiency": 0.99}
            | {"profile": "follow_surplus"},
            {"id": "tanks", "kind": "heat_store", "heat_at": "salt", "charge_kw": 6_000.0}
            | {"discharge_kw": 2_000.0, "capacity_kwh": 40_000.0, "loss_share_per_day": 0.01},
            {"id": "steamer", "kind": "converter", "rated_output_per_h": 2.0}
            | {"inputs": [{"bus": "salt", "per_output": 800.0}], "outputs": [{"bus": "steam"}]},
            {"id": "dryer", "kind": "load", "takes_from": "steam", "rated_t_per_h": 1.0}
            | {"load_factor": 1.0, "profile": "flat"},
        ],
    )
    year = simulate(park, week, seed=1)
    made = year.flow("steamer", "steam").sum()
    assert made == pytest.approx(168 * 1.03)  # 1 t/h for a week, and 3 % of steam is lost
    assert year.flow("salt", "steamer").sum() == pytest.approx(800.0 * made)
    from_sun = year.flow("sun", "main").sum()
    drawn = year.flow("main", "heater").sum()
    assert year.flow("heater", "salt").sum() == pytest.approx(0.99 * drawn)
    assert from_sun > 0.5 * drawn
    given = year.flow("tanks", "salt").reshape(-1, 96)
    assert given[:, :20].sum() > 0.25 * 800.0 * made * 20 / 96  # before five in the morning
    assert year.shortfall() == {}
    _sound(year, park)


def test_export_stays_within_the_limit_and_the_rest_is_curtailed(
    make_park: Make, week: Axis
) -> None:
    wind = {"id": "farm", "kind": "wind", "electricity_to": "main", "capacity_kw": 50_000.0}
    park = make_park(
        buses=[{"id": "main", "carrier": "electricity"}],
        boundary_points=[GRID | {"capacity_kw": 5_000.0}],
        devices=[LOAD, wind],
    )
    year = simulate(park, week, seed=1)
    exported = year.flow("main", "grid")
    assert exported.max() == pytest.approx(1_250.0)  # 5,000 kW x 0.25 h
    curtailed = year.flow("farm", CURTAILED)
    assert curtailed.sum() > 0.0
    full = exported > 1_249.999
    assert (curtailed[~full] <= 1e-9).all()
    assert year.available("farm").sum() == pytest.approx(
        year.flow("farm", "main").sum() + curtailed.sum()
    )
    _sound(year, park)


def test_the_declared_exchange_limits_the_export(make_park: Make, week: Axis) -> None:
    wind = {"id": "farm", "kind": "wind", "electricity_to": "main", "capacity_kw": 50_000.0}
    direct = {
        "kind": "green_direct",
        "id": "direct",
        "plants": ("farm",),
        "users": ("works",),
        "grid_point": "grid",
        "declared_exchange_kw": 2_000.0,
    }
    park = make_park(
        enterprises=[{"id": "works", "industry_code": "C3211"}],
        buses=[{"id": "main", "carrier": "electricity"}],
        boundary_points=[GRID | {"capacity_kw": 5_000.0}],
        devices=[LOAD, wind],
        contracts=[direct],
    )
    year = simulate(park, week, seed=1)
    # 2,000 kW x 0.25 h = 500 kWh, of which the operator keeps a hundredth as margin
    assert year.flow("main", "grid").max() == pytest.approx(495.0)


def test_surplus_goes_to_the_store_before_it_leaves(make_park: Make, week: Axis) -> None:
    sun = {"id": "roof", "kind": "pv", "electricity_to": "main", "capacity_kw": 6_000.0}
    battery = {
        "id": "battery",
        "kind": "battery",
        "electricity_at": "main",
        "power_kw": 2_000.0,
        "capacity_kwh": 4_000.0,
    }
    park = make_park(
        buses=[{"id": "main", "carrier": "electricity"}],
        boundary_points=[GRID],
        devices=[LOAD, sun, battery],
    )
    year = simulate(park, week, seed=1)
    exporting = year.flow("main", "grid") > 1e-6
    charging = year.flow("main", "battery")
    assert exporting.any()
    # a full store refills when two per cent of it are free
    full = year.contents["battery"] >= year.capacities["battery"] * 0.98
    at_power = charging >= 500.0 * (1 - 1e-9)  # 2,000 kW x 0.25 h
    assert (full | at_power)[exporting].all()
    giving = year.flow("battery", "main") > 0.0
    assert giving.any()
    # only between 17 and 23 o'clock, and never while the grid takes
    local_hour = (week.local_starts() - week.local_starts().astype("datetime64[D]")).astype(
        "timedelta64[h]"
    )
    assert set(local_hour[giving].astype(int).tolist()) <= set(range(17, 23))
    assert not (giving & exporting).any()
    _sound(year, park)


def test_hydrogen_is_made_of_surplus_and_of_grid_power_where_that_ends(
    make_park: Make, week: Axis
) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "gas", "carrier": "hydrogen"},
        ],
        boundary_points=[GRID],
        devices=[
            LOAD,
            {"id": "roof", "kind": "pv", "electricity_to": "main", "capacity_kw": 9_000.0},
            {
                "id": "stack",
                "kind": "electrolyser",
                "electricity_from": "main",
                "hydrogen_to": "gas",
                "capacity_kw": 5_000.0,
            },
            {
                "id": "tank",
                "kind": "hydrogen_store",
                "hydrogen_at": "gas",
                "capacity_t": 0.5,
                "charge_t_per_h": 0.1,
                "discharge_t_per_h": 0.05,
            },
            LOAD | {"id": "burner", "takes_from": "gas", "rated_kw": None, "rated_t_per_h": 0.03},
        ],
    )
    year = simulate(park, week, seed=2)
    # 30 kg/h for 168 h
    assert year.flow("gas", "burner").sum() == pytest.approx(0.03 * 168)
    assert year.shortfall() == {}
    made = year.flow("stack", "gas")
    np.testing.assert_allclose(year.flow("main", "stack"), made * 52_000.0)
    sunny = year.flow("roof", "main") > year.flow("main", "use") * 1.5
    assert made[sunny].mean() > made[~sunny].mean()
    _sound(year, park)


def test_waste_heat_comes_before_fuel(make_park: Make, week: Axis) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "hot", "carrier": "heat"},
            {"id": "net", "carrier": "heat"},
            {"id": "fuel", "carrier": "natural_gas"},
        ],
        boundary_points=[
            GRID,
            {"id": "gate", "bus": "fuel", "kind": "supply", "direction": "in"},
            {"id": "stack", "bus": "hot", "kind": "discharge", "direction": "out"},
        ],
        devices=[
            {
                "id": "line",
                "kind": "smelting_line",
                "process": "flash",
                "electricity_from": "main",
                "heat_to": "hot",
                "capacity_t_per_h": 10.0,
                "electricity_kwh_per_t": 500.0,
                "heat_kwh_per_t": 300.0,
                "profile": "flat",
                "load_factor": 1.0,
            },
            {
                "id": "recovery",
                "kind": "waste_heat_recovery",
                "heat_from": "hot",
                "heat_to": "net",
                "capacity_kw": 2_000.0,
                "efficiency": 0.8,
            },
            {
                "id": "boiler",
                "kind": "gas_boiler",
                "fuel_from": ("fuel",),
                "heat_to": "net",
                "capacity_kw": 5_000.0,
            },
            LOAD | {"id": "heating", "takes_from": "net", "rated_kw": 2_000.0},
        ],
    )
    year = simulate(park, week, seed=2)
    hours = 168
    # 2,000 kW of heat asked for and 4 % lost: 2,080 kW. Recovery takes 2,000 kW and gives 1,600;
    # the boiler gives the other 480. Off-gas heat: 3,000 kW made, 2,080 with losses used.
    assert year.flow("recovery", "net").sum() == pytest.approx(1_600 * hours)
    assert year.flow("boiler", "net").sum() == pytest.approx(480 * hours)
    assert year.flow("hot", "stack").sum() == pytest.approx((3_000 - 2_080) * hours)
    # 480 kW / 0.92 / (38.9 / 3.6 kWh/Nm3) = 48.284 Nm3/h
    assert year.flow("gate", "fuel").sum() == pytest.approx(48.284 * hours, rel=1e-4)
    _sound(year, park)


def test_flows_over_links_go_to_where_the_need_is(make_park: Make, week: Axis) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "middle", "carrier": "electricity"},
            {"id": "end", "carrier": "electricity"},
        ],
        links=[
            {"id": "tie", "from": "main", "to": "middle", "both_ways": True},
            {"id": "feeder", "from": "middle", "to": "end"},
        ],
        boundary_points=[GRID],
        devices=[LOAD | {"takes_from": "end"}],
    )
    year = simulate(park, week, seed=1)
    for source, sink in (("grid", "main"), ("main", "middle"), ("middle", "end")):
        assert year.flow(source, sink).sum() == pytest.approx(170_016.0)
    assert year.flow("middle", "main").sum() == 0.0
    _sound(year, park)


def test_a_one_way_link_never_carries_back(make_park: Make, week: Axis) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "end", "carrier": "electricity"},
        ],
        links=[{"id": "feeder", "from": "main", "to": "end"}],
        boundary_points=[GRID],
        devices=[
            LOAD | {"takes_from": "end"},
            {"id": "roof", "kind": "pv", "electricity_to": "end", "capacity_kw": 9_000.0},
        ],
    )
    year = simulate(park, week, seed=1)
    assert year.flow("end", "main").sum() == 0.0
    assert year.flow("main", "grid").sum() == pytest.approx(0.0, abs=1e-6)
    assert year.flow("roof", CURTAILED).sum() > 0.0
    _sound(year, park)


def test_what_leaves_is_divided_by_the_shares_of_the_document(make_park: Make, week: Axis) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "yard", "carrier": "solid_waste"},
        ],
        boundary_points=[
            GRID,
            {
                "id": "sold",
                "bus": "yard",
                "kind": "delivery",
                "direction": "out",
                "outflow_share": 0.85,
            },
            {
                "id": "dump",
                "bus": "yard",
                "kind": "discharge",
                "direction": "out",
                "outflow_share": 0.15,
            },
        ],
        devices=[
            {
                "id": "line",
                "kind": "smelting_line",
                "process": "flash",
                "electricity_from": "main",
                "slag_to": "yard",
                "capacity_t_per_h": 10.0,
                "electricity_kwh_per_t": 500.0,
                "slag_t_per_t": 2.0,
                "profile": "flat",
                "load_factor": 1.0,
            }
        ],
    )
    year = simulate(park, week, seed=1)
    # 10 t/h x 2 x 168 h = 3,360 t of slag
    assert year.flow("yard", "sold").sum() == pytest.approx(0.85 * 3_360)
    assert year.flow("yard", "dump").sum() == pytest.approx(0.15 * 3_360)


def test_a_park_without_devices_has_no_flows(make_park: Make, week: Axis) -> None:
    park = make_park(buses=[{"id": "main", "carrier": "electricity"}])
    year = simulate(park, week, seed=1)
    assert year.links == ()
    assert year.amount.shape == (0, week.count)
    _sound(year, park)


def test_another_step_than_a_quarter_hour_is_refused(make_park: Make) -> None:
    park = make_park(buses=[{"id": "main", "carrier": "electricity"}])
    hourly = Axis.over(parse_period("2026-04-06"), step=timedelta(hours=1))
    with pytest.raises(PeriodError):
        simulate(park, hourly, seed=1)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_bus_closes_in_any_park(data: st.DataObject, make_park: Make, week: Axis) -> None:
    size = st.floats(10.0, 20_000.0)
    two_ways = st.booleans()
    point = GRID | {"capacity_kw": data.draw(size), "direction": data.draw(_DIRECTIONS)}
    devices: list[dict[str, Any]] = [
        LOAD | {"takes_from": data.draw(_BUSES), "rated_kw": data.draw(size)},
        {"id": "farm", "kind": "wind", "electricity_to": data.draw(_BUSES)},
        {"id": "roof", "kind": "pv", "electricity_to": data.draw(_BUSES)},
        {"id": "stack", "kind": "electrolyser", "electricity_from": data.draw(_BUSES)}
        | {"hydrogen_to": "gas"},
        {"id": "works", "kind": "ammonia_synthesis", "hydrogen_from": "gas"}
        | {"electricity_from": data.draw(_BUSES), "ammonia_to": "tank-farm"},
        {"id": "cell", "kind": "fuel_cell", "hydrogen_from": "gas", "electricity_to": "main"},
    ]
    for device in devices[1:]:
        key = "capacity_t_per_h" if device["kind"] == "ammonia_synthesis" else "capacity_kw"
        device[key] = data.draw(size) / (10_000.0 if key == "capacity_t_per_h" else 1.0)
    power = data.draw(size)
    devices.append(
        {"id": "battery", "kind": "battery", "electricity_at": data.draw(_BUSES)}
        | {"power_kw": power, "capacity_kwh": power * data.draw(st.floats(0.5, 8.0))}
    )
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "side", "carrier": "electricity"},
            {"id": "gas", "carrier": "hydrogen"},
            {"id": "tank-farm", "carrier": "ammonia"},
        ],
        links=[{"id": "tie", "from": "main", "to": "side", "both_ways": data.draw(two_ways)}],
        boundary_points=[point],
        devices=devices[: data.draw(st.integers(0, len(devices)))],
    )
    year = simulate(park, week, seed=data.draw(st.integers(0, 99)))
    _sound(year, park)
    assert year.flow("grid", "main").max(initial=0.0) <= point["capacity_kw"] * 0.25 * (1 + 1e-9)
    assert year.flow("main", "grid").max(initial=0.0) <= point["capacity_kw"] * 0.25 * (1 + 1e-9)
    _only_along(year, park)


_BUSES = st.sampled_from(["main", "side"])
_DIRECTIONS = st.sampled_from(["in", "out", "both"])


def _only_along(year: SimulatedYear, park: ParkDocument) -> None:
    allowed = {(c.carrier, c.source, c.sink) for c in connections(park)}
    for link in year.links:
        outside = {link.source, link.sink} & PSEUDO
        assert outside or (link.carrier, link.source, link.sink) in allowed


# --- the archetype --------------------------------------------------------------------


def test_jinchang_closes_at_every_bus_in_every_quarter_hour(
    jinchang: ParkDocument, jinchang_year: SimulatedYear
) -> None:
    _sound(jinchang_year, jinchang)
    _only_along(jinchang_year, jinchang)
    assert jinchang_year.shortfall() == {}


def test_the_same_seed_gives_the_same_year_and_another_seed_another(
    jinchang: ParkDocument, jinchang_year: SimulatedYear, year_axis: Axis
) -> None:
    again = simulate(jinchang, year_axis, seed=jinchang_year.seed)
    assert again.links == jinchang_year.links
    np.testing.assert_array_equal(again.amount, jinchang_year.amount)
    other = simulate(jinchang, year_axis, seed=jinchang_year.seed + 1)
    assert not np.array_equal(other.flow("wind", "direct-110"), again.flow("wind", "direct-110"))


def test_jinchangs_energy_adds_up_over_the_year(
    jinchang: ParkDocument, jinchang_year: SimulatedYear
) -> None:
    # What comes in and is generated = what devices use + losses + what leaves + stores' losses.
    links = [
        (i, link) for i, link in enumerate(jinchang_year.links) if link.carrier == "electricity"
    ]
    buses = {bus.id for bus in jinchang.buses}
    total = jinchang_year.amount.sum(axis=1)
    onto = sum(total[i] for i, link in links if link.source not in buses and link.sink in buses)
    off = sum(total[i] for i, link in links if link.source in buses and link.sink not in buses)
    assert onto == pytest.approx(off, rel=1e-9)


def test_a_store_gives_back_what_its_efficiency_leaves(jinchang_year: SimulatedYear) -> None:
    # vanadium flow battery: 72 % of what went in, and what it held at first (half of 150 MWh)
    charged = jinchang_year.flow("park-35", "flow-battery").sum()
    discharged = jinchang_year.flow("flow-battery", "park-35").sum()
    left = jinchang_year.contents["flow-battery"][-1]
    assert discharged == pytest.approx(0.5 * 150_000 + 0.72 * charged - left, rel=1e-6)


def test_renewables_at_jinchang_have_plausible_capacity_factors(
    jinchang_year: SimulatedYear,
) -> None:
    assert 0.22 < jinchang_year.available("wind").sum() / (380_000 * 8760) < 0.38
    assert 0.17 < jinchang_year.available("pv").sum() / (300_000 * 8760) < 0.24
