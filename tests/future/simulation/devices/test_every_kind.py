"""What holds for the roles of every kind of device: one example each, all checks on all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import pytest
from pydantic import TypeAdapter

from zeropark.basis.park.device import FUELS, Device
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.simulation.check import smallest_amount, worst_imbalance, worst_overfill
from zeropark.future.simulation.operation.behaviour import BEHAVIOUR, roles_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.role import Absorber, Converter, Fixed, Source, Store
from zeropark.future.simulation.substances import HEATING_VALUE_KWH
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series
from zeropark.future.simulation.weather.weather import weather_at

CARRIER_OF = {
    "power": "electricity",
    "hot": "heat",
    "warm": "heat",
    "cold": "cold",
    "steam": "steam",
    "steam-low": "steam",
    "gas": "natural_gas",
    "coal": "bituminous_coal",
    "coke": "coke",
    "hydrogen": "hydrogen",
    "ammonia": "ammonia",
    "methanol": "methanol",
    "oxygen": "oxygen",
    "nitrogen": "nitrogen",
    "co2": "co2",
    "water": "fresh_water",
    "ore": "material",
    "metal": "material",
    "slag": "solid_waste",
}

EXAMPLES: Mapping[str, dict[str, Any]] = {
    "ammonia_synthesis": {
        "hydrogen_from": "hydrogen",
        "electricity_from": "power",
        "nitrogen_from": "nitrogen",
        "ammonia_to": "ammonia",
        "capacity_t_per_h": 10.0,
    },
    "back_pressure_turbine": {
        "steam_from": "steam",
        "steam_to": "steam-low",
        "electricity_to": "power",
        "capacity_kw": 2000.0,
    },
    "battery": {"electricity_at": "power", "power_kw": 100.0, "capacity_kwh": 200.0},
    "building_group": {
        "electricity_from": "power",
        "heat_from": "warm",
        "cold_from": "cold",
        "floor_area_m2": 1000.0,
    },
    "charging_station": {
        "electricity_from": "power",
        "capacity_kw": 1000.0,
        "points": 10,
        "energy_kwh_per_day": 4000.0,
    },
    "co2_capture": {
        "treats": ["other"],
        "electricity_from": "power",
        "heat_from": "steam",
        "co2_to": "co2",
        "capacity_t_per_h": 5.0,
    },
    "coal_unit": {
        "fuel_from": ["coal"],
        "electricity_to": "power",
        "heat_to": ["steam", "warm"],
        "capacity_kw": 50_000.0,
        "heat_capacity_kw": 40_000.0,
    },
    "converter": {
        "inputs": [{"bus": "power", "per_output": 0.4}],
        "outputs": [{"bus": "oxygen"}, {"bus": "nitrogen", "per_output": 3.0}],
        "rated_output_per_h": 1000.0,
    },
    "csp": {
        "electricity_to": "power",
        "capacity_kw": 50_000.0,
        "field_kw": 300_000.0,
        "store_kwh": 1_000_000.0,
    },
    "data_hall": {
        "electricity_from": "power",
        "heat_to": "warm",
        "cold_from": "cold",
        "water_from": "water",
        "it_capacity_kw": 1000.0,
        "recoverable_heat_share": 0.5,
    },
    "electric_boiler": {"electricity_from": "power", "heat_to": "steam", "capacity_kw": 500.0},
    "electric_furnace": {
        "technology": "submerged_arc",
        "electricity_from": "power",
        "fuel_from": ["gas"],
        "feed_from": ["ore"],
        "product_to": "metal",
        "slag_to": "slag",
        "heat_to": "hot",
        "capacity_kw": 20_000.0,
        "electricity_kwh_per_t": 8000.0,
        "slag_t_per_t": 0.5,
        "heat_kwh_per_t": 900.0,
        "reductants": [
            {"bus": "coke", "amount_per_t": 0.5, "share": 0.75},
            {"bus": "hydrogen", "amount_per_t": 0.1, "share": 0.25, "use": "feedstock"},
        ],
    },
    "electrolyser": {
        "electricity_from": "power",
        "hydrogen_to": "hydrogen",
        "oxygen_to": "oxygen",
        "heat_to": "warm",
        "water_from": "water",
        "capacity_kw": 5000.0,
    },
    "fuel_cell": {
        "hydrogen_from": "hydrogen",
        "electricity_to": "power",
        "heat_to": "warm",
        "capacity_kw": 1000.0,
    },
    "gas_boiler": {"fuel_from": ["gas"], "heat_to": "steam", "capacity_kw": 1000.0},
    "heat_pump": {"electricity_from": "power", "heat_to": "warm", "capacity_kw": 1000.0},
    "heat_store": {
        "heat_at": "warm",
        "charge_kw": 500.0,
        "discharge_kw": 500.0,
        "capacity_kwh": 4000.0,
    },
    "hydrogen_store": {
        "hydrogen_at": "hydrogen",
        "electricity_from": "power",
        "capacity_t": 10.0,
        "charge_t_per_h": 1.0,
        "discharge_t_per_h": 1.0,
        "compression_kwh_per_kg": 1.0,
    },
    "load": {"takes_from": "gas", "use": "fuel", "rated_nm3_per_h": 100.0},
    "long_storage": {
        "technology": "compressed_air",
        "electricity_at": "power",
        "charge_kw": 100.0,
        "discharge_kw": 100.0,
        "capacity_kwh": 600.0,
    },
    "methanol_synthesis": {
        "hydrogen_from": "hydrogen",
        "co2_from": "co2",
        "electricity_from": "power",
        "methanol_to": "methanol",
        "capacity_t_per_h": 5.0,
    },
    "molten_salt_reactor": {
        "heat_to": "steam",
        "electricity_to": "power",
        "thermal_kw": 60_000.0,
        "capacity_kw": 10_000.0,
    },
    "potline": {
        "metal": "aluminium",
        "electricity_from": "power",
        "heat_from": "steam",
        "feed_from": ["ore"],
        "product_to": "metal",
        "heat_to": "warm",
        "capacity_t_per_h": 20.0,
        "electricity_kwh_per_t": 13_000.0,
    },
    "pv": {"electricity_to": "power", "capacity_kw": 1000.0},
    "smelting_line": {
        "process": "oxygen_bath",
        "electricity_from": "power",
        "feed_from": ["ore"],
        "fuel_from": ["gas"],
        "oxygen_from": "oxygen",
        "product_to": "metal",
        "slag_to": "slag",
        "heat_to": "hot",
        "capacity_t_per_h": 10.0,
        "electricity_kwh_per_t": 500.0,
        "fuel_per_t": [40.0],
        "slag_t_per_t": 2.0,
        "heat_kwh_per_t": 500.0,
        "oxygen_nm3_per_t": 400.0,
    },
    "waste_heat_recovery": {
        "heat_from": "hot",
        "heat_to": "steam",
        "electricity_from": "power",
        "capacity_kw": 5000.0,
    },
    "wind": {"electricity_to": "power", "capacity_kw": 1000.0},
}
KINDS = sorted(EXAMPLES)
NAME = {"zh": "例", "en": "example"}


@pytest.fixture(scope="module")
def world(make_park: Any, week: Axis) -> Surroundings:
    park: ParkDocument = make_park(
        buses=[{"id": bus, "carrier": carrier} for bus, carrier in CARRIER_OF.items()]
    )
    weather = weather_at(park.sites[0], week, seed=3)
    return Surroundings(
        weather=weather, buses=park.bus_by_id, latitude=38.5, on_call=frozenset(), seed=3
    )


def _device(kind: str) -> Device:
    adapter: TypeAdapter[Device] = TypeAdapter(AnyDevice)
    given = {"id": "it", "name": NAME, "site": "ground", "kind": kind} | EXAMPLES[kind]
    return adapter.validate_python(given)


def _ports(device: Device) -> tuple[set[str], set[str]]:
    into = {at.field for at in device.ports() if at.port.into}
    return into, {at.field for at in device.ports() if not at.port.into}


def test_every_kind_of_device_has_a_behaviour_and_an_example() -> None:
    union = get_args(get_args(AnyDevice)[0])
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in union}
    assert set(BEHAVIOUR) == kinds
    assert set(EXAMPLES) == kinds


def test_every_fuel_has_a_heating_value() -> None:
    assert set(FUELS) <= set(HEATING_VALUE_KWH)
    # LHV of natural gas 38.9 MJ/Nm3 = 10.81 kWh/Nm3; of hydrogen 120 MJ/kg = 33.3 kWh/kg
    assert HEATING_VALUE_KWH["natural_gas"] == pytest.approx(10.81, abs=0.01)
    assert HEATING_VALUE_KWH["hydrogen"] == pytest.approx(33_333, abs=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_role_uses_the_devices_own_ports_and_plausible_amounts(
    kind: str, world: Surroundings
) -> None:
    device = _device(kind)
    into, out = _ports(device)
    found = roles_of(device, world)
    assert found
    for role in found:
        match role:
            case Fixed(flows=flows):
                assert set(flows) <= into | out
                for amount in flows.values():
                    _is_amount(amount, world)
            case Source(port=port, available=available):
                assert port in out
                _is_amount(available, world)
            case Store():
                assert role.into in into
                assert role.out in out
                assert set(role.per_charged) <= into
                assert 0.0 < role.charge_efficiency <= 1.0
                assert 0.0 < role.discharge_efficiency <= 1.0
                assert 0.0 < role.kept_per_interval <= 1.0
            case Converter():
                assert role.output in out
                assert set(role.per_output) <= (into | out) - {role.output}
                assert role.spare_of is None or role.spare_of in role.per_output
                assert np.all(np.asarray(role.limit) >= 0.0)
            case Absorber():
                assert role.into in into
                assert set(role.per_input) <= into | out
                assert np.all(np.asarray(role.limit) > 0.0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_roles(kind: str, world: Surroundings) -> None:
    one, two = (roles_of(_device(kind), world) for _ in range(2))
    for first, second in zip(one, two, strict=True):
        if isinstance(first, Fixed) and isinstance(second, Fixed):
            for port, amount in first.flows.items():
                np.testing.assert_array_equal(amount, second.flows[port])


def _is_amount(amount: Series, world: Surroundings) -> None:
    assert amount.shape == (world.axis.count,)
    assert np.isfinite(amount).all()
    assert (amount >= 0.0).all()


def _converter(kind: str, world: Surroundings) -> Converter:
    (role,) = (r for r in roles_of(_device(kind), world) if isinstance(r, Converter))
    return role


def test_an_electrolyser_by_hand(world: Surroundings) -> None:
    # 52 kWh/kg is 52,000 kWh/t; 5,000 kW x 0.25 h / 52,000 = 0.024038 t in a quarter hour;
    # 11 l/kg is 11 m3/t; half a mole of O2 per mole of H2: 11.2 Nm3 per 2.016 kg = 5,560 Nm3/t.
    role = _converter("electrolyser", world)
    assert role.per_output["electricity_from"] == 52_000.0
    assert role.limit == pytest.approx(0.024038, rel=1e-4)
    assert role.per_output["water_from"] == 11.0
    assert role.per_output["oxygen_to"] == pytest.approx(11.207 / 2.016e-3, rel=1e-3)
    assert role.spare_of == "electricity_from"


def test_a_gas_boiler_by_hand(world: Surroundings) -> None:
    # A t of steam is 750 kWh; at 92 % it takes 815.2 kWh of gas, at 38.9 MJ/Nm3 = 10.806 kWh/Nm3
    # that is 75.44 Nm3. Limit: 1,000 kW x 0.25 h / 750 = 0.33333 t.
    role = _converter("gas_boiler", world)
    assert role.per_output["fuel_from[0]"] == pytest.approx(75.44, rel=1e-3)
    assert role.limit == pytest.approx(1 / 3)


def test_waste_heat_to_steam_by_hand(world: Surroundings) -> None:
    # 0.85 of the heat becomes steam at 800 kWh/t: a t takes 800 / 0.85 = 941.18 kWh.
    role = _converter("waste_heat_recovery", world)
    assert role.per_output["heat_from"] == pytest.approx(941.18, rel=1e-4)
    assert not role.on_demand


def test_a_smelter_keeps_its_ratios_and_its_load_factor(around: Surroundings) -> None:
    device = _device("smelting_line")
    buses = {**around.buses}
    (fixed,) = roles_of(device, _with(around, buses))
    assert isinstance(fixed, Fixed)
    made = fixed.flows["product_to"]
    # 10 t/h at a load factor of 0.9 for 8,760 h
    assert made.sum() == pytest.approx(10 * 0.9 * 8760, rel=1e-3)
    np.testing.assert_allclose(fixed.flows["electricity_from"], 500.0 * made)
    np.testing.assert_allclose(fixed.flows["feed_from[0]"], 3.0 * made)  # 1 t and 2 t of slag


def test_reductants_share_the_work(world: Surroundings) -> None:
    (fixed,) = roles_of(_device("electric_furnace"), world)
    assert isinstance(fixed, Fixed)
    made = fixed.flows["product_to"]
    np.testing.assert_allclose(fixed.flows["reductants[0].bus"], 0.75 * 0.5 * made)
    np.testing.assert_allclose(fixed.flows["reductants[1].bus"], 0.25 * 0.1 * made)


def test_buildings_use_what_their_floor_area_says(around: Surroundings) -> None:
    (fixed,) = roles_of(_device("building_group"), around)
    assert isinstance(fixed, Fixed)
    # 1,000 m2 x 70, 80 and 10 kWh/m2 in a year of 8,760 h
    for port, total in (("electricity_from", 70e3), ("heat_from", 80e3), ("cold_from", 10e3)):
        assert fixed.flows[port].sum() == pytest.approx(total)
    month = around.calendar.month
    assert fixed.flows["heat_from"][(month >= 5) & (month <= 9)].sum() == 0.0
    assert fixed.flows["cold_from"][(month <= 2) | (month == 12)].sum() == 0.0


def test_a_data_hall_has_its_pue_over_the_year_and_more_in_summer(around: Surroundings) -> None:
    (fixed,) = roles_of(_device("data_hall"), around)
    assert isinstance(fixed, Fixed)
    computing = fixed.flows["heat_to"] / 0.5  # half of the IT power is recoverable
    pue = fixed.flows["electricity_from"] / computing
    assert pue.mean() == pytest.approx(1.2, abs=1e-3)
    month = around.calendar.month
    assert pue[month == 7].mean() > pue[month == 1].mean() + 0.03


def test_racks_with_a_bus_of_their_own_take_the_it_power_there_and_no_more_in_all(
    around: Surroundings,
) -> None:
    whole = _device("data_hall")
    parted = whole.model_copy(update={"racks_from": "racks"})
    (one,), (two,) = roles_of(whole, around), roles_of(parted, around)
    assert isinstance(one, Fixed)
    assert isinstance(two, Fixed)
    # 1,000 kW x 0.6 x 8,760 h = 5,256 MWh of IT; a PUE of 1.2 adds a fifth of it
    assert two.flows["racks_from"].sum() == pytest.approx(5_256_000, rel=1e-3)
    assert two.flows["electricity_from"].sum() == pytest.approx(1_051_200, rel=0.01)
    np.testing.assert_allclose(
        two.flows["racks_from"] + two.flows["electricity_from"], one.flows["electricity_from"]
    )


def test_a_solar_tower_works_in_the_evening(around: Surroundings) -> None:
    (source,) = roles_of(_device("csp"), around)
    assert isinstance(source, Source)
    minute = around.calendar.minute
    evening = source.available[(minute >= 18 * 60) & (minute < 22 * 60)].sum()
    assert evening > 2.0 * source.available[(minute >= 2 * 60) & (minute < 6 * 60)].sum()
    assert 0.15 < source.available.sum() / (50_000 * 8760) < 0.55
    assert source.available.max() <= 50_000 * 0.25 * (1 + 1e-9)


def test_a_solar_tower_never_stands_still_and_stays_below_its_set_point(
    around: Surroundings,
) -> None:
    (source,) = roles_of(_device("csp"), around)
    assert isinstance(source, Source)
    # 50,000 kW x 0.25 h = 12,500 kWh; of a half-normal spread of 1 % the mean is 0.8 %
    full = source.available[source.available > 0.95 * 12_500.0]
    assert full.mean() == pytest.approx(12_500.0 * (1 - 0.008), rel=2e-3)
    assert (np.diff(full) != 0.0).all()


def test_a_charging_station_sells_its_daily_mean(around: Surroundings) -> None:
    (fixed,) = roles_of(_device("charging_station"), around)
    assert isinstance(fixed, Fixed)
    drawn = fixed.flows["electricity_from"]
    assert drawn.sum() / 365 == pytest.approx(4000.0, rel=0.01)
    assert drawn.max() <= 250.0


def _with(around: Surroundings, buses: Mapping[str, Any]) -> Surroundings:
    return Surroundings(
        weather=around.weather,
        buses=buses,
        latitude=around.latitude,
        on_call=around.on_call,
        seed=around.seed,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_a_park_with_every_kind_at_once_closes_at_every_bus(
    make_park: Any, week: Axis, seed: int
) -> None:
    park: ParkDocument = make_park(
        buses=[{"id": bus, "carrier": carrier} for bus, carrier in CARRIER_OF.items()],
        boundary_points=[
            {"id": "grid", "bus": "power", "kind": "public_grid", "direction": "both"}
        ],
        devices=[{"id": kind.replace("_", "-"), "kind": kind} | EXAMPLES[kind] for kind in KINDS],
    )
    year = simulate(park, week, seed=seed)
    assert worst_imbalance(year, park) < 1e-6
    assert worst_overfill(year) <= 1e-9
    assert smallest_amount(year) >= 0.0
    # nothing brings coal, gas or coke to this park, and that is said
    assert {"coal", "gas", "coke"} <= set(year.shortfall())
    assert "power" not in year.shortfall()
