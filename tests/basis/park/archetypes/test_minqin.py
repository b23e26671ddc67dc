"""The Minqin archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

from datetime import date

import pytest

from archetype_parks import HOURS, archetype_park, archetype_rulebook, made, taken
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GreenTrade
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.basis.park.devices.load import Load
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import networks
from zeropark.basis.rules.fuel import coal_equivalent, fuel_factor
from zeropark.basis.rules.rule import Rulebook

GWH = 1e6  # kWh
POWER = ("mine-35", "factory-10")
YEAR_END = date(2026, 12, 31)


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return archetype_rulebook("minqin")


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("minqin")


def units(park: ParkDocument) -> list[CoalUnit]:
    return [d for d in park.devices if isinstance(d, CoalUnit)]


def capture(park: ParkDocument) -> Co2Capture:
    (found,) = (d for d in park.devices if isinstance(d, Co2Capture))
    return found


def buildings(park: ParkDocument) -> list[BuildingGroup]:
    return [d for d in park.devices if isinstance(d, BuildingGroup)]


def test_its_sizes_are_said_to_be_invented_and_its_clauses_are_cited(park: ParkDocument) -> None:
    text = archetype_text("minqin")
    assert park.illustrative
    assert "ALL SIZES ARE ILLUSTRATIVE" in text
    assert "三(七) of 甘政办发〔2026〕21号" in text


def test_it_has_the_trades_that_the_clause_names(park: ParkDocument) -> None:
    # GB/T 4754: 061 coal mining, 441 power, 137 and 273 produce and herb slices, 422 recycling
    codes = {enterprise.industry_code for enterprise in park.enterprises}
    assert {"B0610", "D4412", "C1371", "C2730", "C4220", "A0141"} <= codes


def test_the_mine_hauls_with_batteries_and_hydrogen(park: ParkDocument) -> None:
    mine = [d for d in park.devices if d.enterprise == "mine"]
    swap = [d for d in mine if isinstance(d, ChargingStation)]
    assert [station.service for station in swap] == ["truck_swap"]
    hydrogen = [d for d in mine if isinstance(d, Load) and d.takes_from == "hydrogen-net"]
    assert len(hydrogen) == 1
    # 19.1 Mt hauled x 0.42 kWh/t x 70 % = 5.6 GWh = 365 x 15,400 kWh
    moved_t = made(park, "mine-line") + 1.6e6
    assert swap[0].energy_kwh_per_day * 365 / moved_t == pytest.approx(0.42 * 0.7, rel=0.02)


def test_the_station_runs_for_the_grid_and_sends_out_on_a_network_of_its_own(
    park: ParkDocument,
) -> None:
    assert len(units(park)) == 2
    for unit in units(park):
        assert unit.dispatch == "grid"
        assert unit.deep_min_load_share == 0.3
    groups = networks(park, carrier="electricity")
    assert frozenset({"station-330"}) in groups
    assert len(groups) == 2


def test_captured_co2_is_used_three_ways(park: ParkDocument) -> None:
    plant = capture(park)
    assert set(plant.treats) == {unit.id for unit in units(park)}
    users = {at.sink for at in park.meters if at.source == plant.co2_to}
    assert users == {"block-line", "co2-enrichment", "co2-out"}


def test_farms_stand_outside_the_direct_connection(park: ParkDocument) -> None:
    (direct,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    assert "greenhouses" not in direct.users
    assert set(direct.plants) == {d.id for d in park.devices if d.kind in ("pv", "wind")}
    assert set(direct.storages) == {d.id for d in park.devices if isinstance(d, Battery)}


def test_every_key_user_has_a_gate_of_its_own(park: ParkDocument) -> None:
    gates = {meter.sink for meter in park.meters if meter.gate == "user"}
    owners = {park.device_by_id[g].enterprise for g in gates if g in park.device_by_id}
    owners |= {park.bus_by_id[g].enterprise for g in gates if g in park.bus_by_id}
    assert {e.id for e in park.enterprises if e.key_user} <= owners


def test_the_coal_is_the_parks_own_and_a_tonne_of_it_what_the_header_says(rules: Rulebook) -> None:
    # 21.0 GJ/t x 0.0262 t/GJ x 0.98 x 44/12 = 1.97705 t/t; 21.0 x 34.12 kgce/GJ = 716.5 kgce/t
    co2 = fuel_factor(rules, "bituminous_coal", at=YEAR_END)
    assert co2.rule.own
    assert co2.value == pytest.approx(1977.05, abs=0.01)
    tce = coal_equivalent(rules, "bituminous_coal", at=YEAR_END)
    assert tce.value == pytest.approx(716.52, abs=0.01)
    assert not rules.has("ef.co2.captured_deducted", at=YEAR_END)


def coal_mt(park: ParkDocument) -> float:
    """3,366 GWh by 5.8 % of part-load loss, and the power that 358 GWh of heat costs."""
    unit = units(park)[0]
    kwh_per_t = 21_000 / 3.6
    capacity = sum(each.capacity_kw for each in units(park))
    generated = capacity * 4_810
    assert generated / GWH == pytest.approx(3_366, abs=2)
    of_power = generated * 1.058 / unit.electric_efficiency / kwh_per_t
    heat = heat_gwh(park) * GWH * unit.heat_to_power_loss / unit.electric_efficiency / kwh_per_t
    return (of_power + heat) / 1e6


def heat_gwh(park: ParkDocument) -> float:
    """Steam with its 3 % of losses at 750 kWh/t, and hot water with 4 % less the heat pump's 38."""
    captured_t = capture(park).capacity_t_per_h * HOURS * 0.8
    steam_t = (
        taken(park, "steam", without=("water-reclaim",))
        + captured_t * capture(park).heat_gj_per_t / 3.6 * 1000 / 750
    )
    hot = sum(b.floor_area_m2 * b.heating_kwh_per_m2_year for b in buildings(park))
    hot += taken(park, "hot-water", without=("water-reclaim",))
    return (steam_t * 1.03 * 750 + hot * 1.04) / GWH - 38


def test_coal_and_ash_are_what_the_header_says(park: ParkDocument) -> None:
    assert heat_gwh(park) == pytest.approx(358, rel=0.01)
    assert coal_mt(park) == pytest.approx(1.597, rel=0.005)
    ash_t = coal_mt(park) * 1e6 * units(park)[0].ash_t_per_t
    assert ash_t == pytest.approx(303_000, rel=0.01)
    # blocks: 45 t/h x 8,760 h x 0.8 x 0.8 t of ash = 252,000 t wanted; at noon there is less
    assert taken(park, "ash-yard", without=("water-reclaim",)) < ash_t
    # 20 t/h x 8,760 h x 0.8 = 140,160 t of 1.597 Mt x 1.977
    captured = capture(park).capacity_t_per_h * HOURS * 0.8
    assert captured / (coal_mt(park) * 1.977e6) == pytest.approx(0.044, abs=0.001)


def test_electricity_of_the_park_adds_up_to_402_gwh(park: ParkDocument) -> None:
    charging = sum(d.energy_kwh_per_day for d in park.devices if isinstance(d, ChargingStation))
    homes = sum(b.floor_area_m2 * b.electricity_kwh_per_m2_year for b in buildings(park))
    loads = [d for d in park.devices if isinstance(d, Load) and d.rated_kw is not None]
    plain = sum((d.rated_kw or 0.0) * d.load_factor * HOURS for d in loads)
    known = (
        sum(taken(park, bus, without=("water-reclaim",)) for bus in POWER)
        + charging * 365
        + homes
        + plain
    )
    (stacks,) = (d for d in park.devices if isinstance(d, Electrolyser))
    hydrogen = stacks.capacity_kw * HOURS * 0.57 / GWH
    assert hydrogen == pytest.approx(180, abs=1)
    assert hydrogen * 1000 / stacks.consumption_kwh_per_kg == pytest.approx(3_500, rel=0.02)
    water, pump, losses = 7.0, 8.0, 10.0
    assert known / GWH + hydrogen + water + pump + losses == pytest.approx(402, rel=0.01)


def test_the_core_indicator_by_hand_is_far_above_the_limit(park: ParkDocument) -> None:
    sent_gwh = 3_366 - 15.4 * 1.012
    tce = coal_mt(park) * 716_520 - sent_gwh * 302.4 + 402 * 302.4 + 981 * 1.457
    assert tce == pytest.approx(254_000, rel=0.02)
    co2_t = coal_mt(park) * 1.97705e6 - sent_gwh * 832.5 + 24 * 832.5 + 981 * 3.096
    assert co2_t / tce == pytest.approx(1.54, abs=0.06)
    # with the 119,000 t sent out taken off: still five times the limit
    assert (co2_t - 119_000) / tce == pytest.approx(1.07, abs=0.06)
    # a ninth of the station's CO2 taken off would do
    assert (co2_t - 0.2 * tce) / (coal_mt(park) * 1.97705e6) == pytest.approx(0.108, abs=0.005)


def test_what_is_traded_and_certified_is_what_the_header_says(park: ParkDocument) -> None:
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert {t.month for t in trades} == {f"2026-{month:02d}" for month in range(1, 13)}
    assert sum(t.quantity_kwh for t in trades) / GWH == pytest.approx(45)
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 10_000
