"""The Jiuquan archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

import pytest

from archetype_parks import HOURS, archetype_park, line, made
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GreenTrade
from zeropark.basis.park.devices.csp import Csp
from zeropark.basis.park.devices.electric_boiler import ElectricBoiler
from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.basis.park.devices.heat_store import HeatStore
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.basis.park.document import ParkDocument

GWH = 1e6  # kWh


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("jiuquan")


def per_t(park: ParkDocument, device: str, bus: str) -> float:
    found = line(park, device)
    return next(at.per_output for at in (*found.inputs, *found.outputs) if at.bus == bus)


def test_it_says_that_its_sizes_are_invented_and_which_clause_it_follows(
    park: ParkDocument,
) -> None:
    assert park.illustrative
    assert "ALL SIZES ARE ILLUSTRATIVE" in archetype_text("jiuquan")
    assert "clause 三(三) of 甘政办发〔2026〕21号" in archetype_text("jiuquan")


def test_the_whole_chain_of_wind_sun_heat_storage_hydrogen_and_grid_is_there(
    park: ParkDocument,
) -> None:
    kinds = {device.kind for device in park.devices}
    chain = {"wind", "pv", "csp", "heat_store", "battery", "long_storage", "electrolyser"}
    assert chain <= kinds
    technologies = {d.technology for d in park.devices if isinstance(d, LongStorage)}
    assert technologies == {"compressed_air", "vanadium_flow"}
    salt = park.device_by_id["salt-tanks"]
    heater = park.device_by_id["salt-heater"]
    assert isinstance(salt, HeatStore)
    assert isinstance(heater, ElectricBoiler)
    assert salt.technology == "molten_salt"
    assert heater.profile == "follow_surplus"


def test_plants_and_several_users_meet_on_one_incremental_grid(park: ParkDocument) -> None:
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    assert contract.plants == ("wind", "pv", "csp")
    assert len(contract.users) == 9
    assert park.bus_by_id["ring-110"].enterprise == "grid-company"
    ring = {
        frozenset((at.source, at.sink))
        for at in park.links
        if "ring-110" in (at.source, at.sink) and at.capacity_kw is not None
    }
    assert {frozenset((f"{plant}-110", "ring-110")) for plant in contract.plants} <= ring
    industries = {e.industry_code for e in park.enterprises}
    assert "D4420" in industries  # electricity supply: the grid company


def test_its_works_are_those_of_wind_and_pv_equipment(park: ParkDocument) -> None:
    products = {p.id for e in park.enterprises for p in e.products}
    assert products == {"blade", "tower", "casting", "nacelle", "wafer", "module", "pack"}
    key = {e.id for e in park.enterprises if e.key_user}
    gates = {m.sink for m in park.meters if m.gate == "user"}
    owners = {(park.bus_by_id.get(g) or park.device_by_id[g]).enterprise for g in gates}
    assert key <= owners


@pytest.mark.parametrize(
    ("device", "bus", "output_t", "used_gwh"),
    [
        ("blade-line", "wind-park-10", 74_900, 52.4),  # 11.4 x 8,760 x 0.75 x 700 kWh
        ("tower-line", "wind-park-10", 350_000, 31.5),  # 66.6 x 8,760 x 0.6 x 90
        ("nacelle-line", "wind-park-10", 250_200, 30.0),  # 47.6 x 8,760 x 0.6 x 120
        ("wafer-line", "silicon-35", 10_500, 357.0),  # 1.332 x 8,760 x 0.9 x 34,000
        ("module-line", "modules-10", 288_200, 108.1),  # 38.7 x 8,760 x 0.85 x 375
        ("pack-line", "wind-park-10", 36_000, 15.1),  # 6.85 x 8,760 x 0.6 x 420
    ],
)
def test_a_works_makes_and_uses_what_the_header_says(
    park: ParkDocument, device: str, bus: str, output_t: float, used_gwh: float
) -> None:
    output = made(park, device)
    assert output == pytest.approx(output_t, rel=2e-3)
    assert output * per_t(park, device, bus) / GWH == pytest.approx(used_gwh, rel=2e-3)


def test_the_foundry_melts_90_000_t(park: ParkDocument) -> None:
    furnace = park.device_by_id["furnaces"]
    assert isinstance(furnace, ElectricFurnace)
    used = furnace.capacity_kw * furnace.load_factor * HOURS
    assert used / GWH == pytest.approx(80.9, abs=0.1)  # 13.2 MW x 8,760 h x 0.7
    assert used / furnace.electricity_kwh_per_t == pytest.approx(89_900, rel=1e-3)


def test_the_solar_towers_field_store_and_turbine_fit_each_other(park: ParkDocument) -> None:
    tower = park.device_by_id["csp"]
    assert isinstance(tower, Csp)
    thermal_kw = tower.capacity_kw / tower.turbine_efficiency  # 238 MW
    assert tower.field_kw / thermal_kw == pytest.approx(1.4, abs=0.02)
    assert tower.store_kwh / thermal_kw == pytest.approx(8.8, abs=0.1)  # hours


def test_salt_can_carry_steam_and_peaks_of_heating_through_a_night(park: ParkDocument) -> None:
    steam_t = made(park, "blade-line") * per_t(park, "blade-line", "steam")
    steam_t += made(park, "wafer-line") * per_t(park, "wafer-line", "steam")
    # 59,900 + 15,750 = 75,650 t, and 3 % is lost: 77,900 t x 760 kWh = 59.2 GWh, 6.8 MW
    needed = steam_t * 1.03 * per_t(park, "steam-generator", "salt")
    assert needed / GWH == pytest.approx(59.2, abs=0.2)
    tanks = park.device_by_id["salt-tanks"]
    assert isinstance(tanks, HeatStore)
    assert tanks.capacity_kwh / (needed / HOURS) > 24.0  # hours of steam alone


def test_what_is_traded_and_certified_is_what_the_header_says(park: ParkDocument) -> None:
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert sum(t.quantity_kwh for t in trades) / GWH == pytest.approx(86.0)
    winter = sum(t.quantity_kwh for t in trades if t.month[-2:] in ("11", "12", "01", "02"))
    assert winter > 0.5 * 86e6
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 34_000
    # 158 - 86 - 34 = 38 GWh x 0.8325 + 3.15 M Nm3 x 2.162 kg + 526 t x 3.096 = 40 kt CO2, over
    # 945 x 302.4 + 3.15e6 x 1.33 / 1000 + 526 x 1.457 = 290,700 tce
    gas_nm3 = made(park, "tower-line") * per_t(park, "tower-line", "gas-net")
    assert gas_nm3 == pytest.approx(3.15e6, rel=2e-3)
    tce = 945 * 302.4 + gas_nm3 * 1.33e-3 + 525.6 * 1.4571
    assert tce == pytest.approx(291_000, rel=0.002)
    carbon_t = 38 * 832.5 + gas_nm3 * 2.162e-3 + 525.6 * 3.096
    assert carbon_t / tce == pytest.approx(0.14, abs=0.003)
