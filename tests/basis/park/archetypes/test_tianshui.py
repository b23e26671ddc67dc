"""The Tianshui archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

from datetime import date

import pytest

from archetype_parks import HOURS, archetype_park, line, made, taken
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GreenTrade
from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook

GWH = 1e6  # kWh
POWER = ("chips-35", "industry-10", "utility-10", "city-10")
ON_CALL = ("chillers", "air-station", "nitrogen-plant", "water-reclaim")


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("tianshui")


def per_output(park: ParkDocument, device: str) -> float:
    """The electricity of a utility per unit of what it makes."""
    return next(at.per_output for at in line(park, device).inputs if at.bus in POWER)


def furnace_gwh(park: ParkDocument) -> float:
    found = park.device_by_id["foundry"]
    assert isinstance(found, ElectricFurnace)
    return found.capacity_kw * found.load_factor * HOURS / GWH


def charging_gwh(park: ParkDocument) -> float:
    stations = (d for d in park.devices if isinstance(d, ChargingStation))
    return sum(station.energy_kwh_per_day for station in stations) * 365 / GWH


def buildings(park: ParkDocument) -> list[BuildingGroup]:
    return [d for d in park.devices if isinstance(d, BuildingGroup)]


def test_its_sizes_are_said_to_be_invented_and_its_clause_is_cited(park: ParkDocument) -> None:
    text = archetype_text("tianshui")
    assert park.illustrative
    assert "ALL SIZES ARE ILLUSTRATIVE" in text
    assert "三(六) of 甘政办发〔2026〕21号" in text


def test_it_has_the_four_trades_that_the_clause_names(park: ParkDocument) -> None:
    # GB/T 4754: 397 electronic devices, 382 and 398 electrical and electronic goods,
    # 342 metal-working machines, 274 to 276 medicines
    codes = {enterprise.industry_code[:4] for enterprise in park.enterprises}
    assert {"C397", "C398", "C382", "C342", "C274"} <= codes


def test_it_has_distributed_pv_a_microgrid_and_green_transport(park: ParkDocument) -> None:
    roofs = [d for d in park.devices if isinstance(d, Pv) and d.mounting == "roof"]
    assert len({roof.electricity_to for roof in roofs}) == 3
    back = {link.sink for link in park.links if link.both_ways}
    assert {roof.electricity_to for roof in roofs} <= back, "a roof may give to the main bus"
    services = {d.service for d in park.devices if isinstance(d, ChargingStation)}
    assert services == {"car", "truck", "truck_swap"}
    assert sum(isinstance(d, HeatPump) for d in park.devices) == 3


def test_scrap_of_the_shops_is_melted_in_the_park(park: ParkDocument) -> None:
    given = {
        at.bus
        for name in ("frame-line", "switchgear-line", "machine-line")
        for at in line(park, name).outputs
    }
    melted = {at.bus for at in line(park, "recycling-line").inputs}
    furnace = park.device_by_id["foundry"]
    assert isinstance(furnace, ElectricFurnace)
    assert {"copper-scrap", "steel-scrap"} <= given & (melted | set(furnace.feed_from))


def test_every_key_user_has_a_gate_of_its_own(park: ParkDocument) -> None:
    gates = {meter.sink for meter in park.meters if meter.gate == "user"}
    owners = {park.device_by_id[g].enterprise for g in gates if g in park.device_by_id}
    assert {e.id for e in park.enterprises if e.key_user} <= owners


def test_its_virtual_plant_is_larger_than_what_one_must_bring(park: ParkDocument) -> None:
    least_kw = load_rulebook().factor("vpp.adjustable_min", at=date(2026, 12, 31)).value * 1000
    batteries = [d for d in park.devices if isinstance(d, Battery)]
    assert sum(battery.power_kw for battery in batteries) == 40_000
    loads_kw = sum(shed_kw(park, device) for device in park.devices)
    assert loads_kw == pytest.approx(7_000, rel=0.05)
    assert loads_kw > least_kw, "even without its batteries"


def shed_kw(park: ParkDocument, device: Device) -> float:
    """What a load with a flexibility can shed at its mean load."""
    flexibility = getattr(device, "flexibility", None)
    return mean_kw(park, device) * flexibility.down_share if flexibility is not None else 0.0


def mean_kw(park: ParkDocument, device: Device) -> float:
    if isinstance(device, ChargingStation):
        return device.energy_kwh_per_day / 24
    if isinstance(device, BuildingGroup):
        return device.floor_area_m2 * device.electricity_kwh_per_m2_year / HOURS
    if isinstance(device, ElectricFurnace):
        return device.capacity_kw * device.load_factor
    assert isinstance(device, Converter)
    of_year = needs(park)[device.id] if device.id in ON_CALL else made(park, device.id)
    return of_year * per_output(park, device.id) / HOURS


def needs(park: ParkDocument) -> dict[str, float]:
    """What the utilities must make in a year, with what their nets lose (2 % cold, 5 % air)."""
    cooled = sum(
        b.floor_area_m2 * b.cooling_kwh_per_m2_year for b in buildings(park) if b.cold_from
    )
    return {
        "chillers": (taken(park, "chilled-water", without=ON_CALL) + cooled) * 1.02,
        "air-station": taken(park, "air-net", without=ON_CALL) * 1.05,
        "nitrogen-plant": taken(park, "nitrogen-net", without=ON_CALL),
        "water-reclaim": taken(park, "recycled-water", without=ON_CALL),
    }


def test_electricity_of_the_lines_is_what_the_header_says(park: ParkDocument) -> None:
    # packaging 3,201 t x 75,000 kWh, fab 25.47 t x 4.34 GWh, frames 10,021 t x 4,000 kWh
    assert taken(park, "chips-35", without=ON_CALL) / GWH == pytest.approx(
        240.1 + 110.5 + 40.1, rel=1e-3
    )
    # switchgear 24,046 t x 900, machines 15,023 x 1,200, medicine 4,993 x 6,000, copper 9,014 x
    # 1,100 kWh, and the furnaces' 2 MW x 8,760 h x 0.42
    others = taken(park, "industry-10", without=ON_CALL) / GWH + furnace_gwh(park)
    assert others == pytest.approx(21.6 + 18.0 + 30.0 + 9.9 + 7.4, rel=2e-3)


def test_the_utilities_follow_174_gwh_of_need(park: ParkDocument) -> None:
    by_hand = {"chillers": 55.0, "air-station": 53.0, "nitrogen-plant": 24.6, "water-reclaim": 8.9}
    needed = needs(park)
    for device, gwh in by_hand.items():
        assert needed[device] * per_output(park, device) / GWH == pytest.approx(gwh, abs=0.1)
        assert needed[device] / HOURS < line(park, device).rated_output_per_h
    # pure water: 600 m3/h x 8,760 h x 0.86 x 7 kWh
    assert taken(park, "utility-10", without=ON_CALL) / GWH == pytest.approx(31.6, abs=0.1)


def test_the_year_adds_up_to_740_gwh_and_232000_tce(park: ParkDocument) -> None:
    utilities = taken(park, "utility-10", without=ON_CALL) / GWH + sum(
        needed * per_output(park, device) / GWH for device, needed in needs(park).items()
    )
    of_city = sum(b.floor_area_m2 * b.electricity_kwh_per_m2_year for b in buildings(park)) / GWH
    lines = (
        taken(park, "chips-35", without=ON_CALL) + taken(park, "industry-10", without=ON_CALL)
    ) / GWH + furnace_gwh(park)
    pumps, losses = 25.0, 11.0
    total = lines + utilities + pumps + of_city + charging_gwh(park) + losses
    assert total == pytest.approx(740, rel=0.005)
    # gas: packaging 0.96, fab 1.20, heat treatment 0.90, canteens 160 x 8,760 x 0.35 = 0.49 and
    # the boiler's share of the steam, 31,400 t x 750 kWh / 0.92 / 10.81 = 2.37 million Nm3
    gas = taken(park, "gas-net", without=ON_CALL) / 1e6 + 0.49 + 2.37
    assert gas == pytest.approx(5.9, abs=0.05)
    tce = total * 302.4 + gas * 1330 + 470 * 1.457
    assert tce == pytest.approx(232_000, rel=0.005)
    # 17 GWh of fossil power, gas at 2.162 kg/Nm3, diesel at 3.096 t/t
    assert (17 * 832.5 + gas * 2162 + 470 * 3.096) / tce == pytest.approx(0.12, abs=0.005)


def test_chips_use_as_much_as_the_trade_reports(park: ParkDocument) -> None:
    # 0.08 g a piece: 40 billion of them; 53 g a wafer of 200 mm and 0.725 mm: 480,000
    assert made(park, "packaging-line") * 1e6 / 0.08 == pytest.approx(40e9, rel=0.01)
    wafers = made(park, "fab-line") * 1e6 / 53
    assert wafers == pytest.approx(480_000, rel=0.01)
    own = {at.bus: at.per_output for at in line(park, "fab-line").inputs}
    per_t = own["chips-35"] + own["chilled-water"] * 0.19 + own["nitrogen-net"] * 0.33
    per_t += own["air-net"] * 0.12
    # 1.0 kWh per cm2 of silicon, 314 cm2 a wafer; fabs of 200 mm report 0.9 to 1.4
    assert 0.9 < per_t / (1e6 / 53) / 314 < 1.4


def test_what_is_traded_and_certified_is_what_the_header_says(park: ParkDocument) -> None:
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert {t.month for t in trades} == {f"2026-{month:02d}" for month in range(1, 13)}
    assert sum(t.quantity_kwh for t in trades) / GWH == pytest.approx(290)
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 105_000


def test_the_direct_project_holds_all_plants_and_stores(park: ParkDocument) -> None:
    (direct,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    plants = {d.id for d in park.devices if d.kind in ("pv", "wind")}
    assert set(direct.plants) == plants
    assert set(direct.storages) == {d.id for d in park.devices if isinstance(d, Battery)}
