"""The Zhangye archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

from typing import TypeVar

import pytest

from archetype_parks import HOURS, archetype_park, archetype_rulebook
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GreenTrade
from zeropark.basis.park.devices.ammonia_synthesis import AmmoniaSynthesis
from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.basis.park.devices.hydrogen_store import HydrogenStore
from zeropark.basis.park.devices.methanol_synthesis import MethanolSynthesis
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.fuel import FuelTable, coal_equivalent
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import parse_period

D = TypeVar("D")
DAY = parse_period("2026").last_day()


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return archetype_rulebook("zhangye")


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("zhangye")


def one(park: ParkDocument, kind: type[D]) -> D:
    (found,) = (device for device in park.devices if isinstance(device, kind))
    return found


def test_it_follows_its_clause_and_says_that_its_sizes_are_invented(park: ParkDocument) -> None:
    text = archetype_text("zhangye")
    assert "三(四) of 甘政办发〔2026〕21号" in text
    assert "ALL SIZES ARE ILLUSTRATIVE" in text
    assert park.illustrative


def test_sun_wind_and_straw_make_hydrogen_ammonia_and_methanol_and_their_equipment(
    park: ParkDocument,
) -> None:
    kinds = {device.kind for device in park.devices}
    assert {"wind", "pv", "battery", "hydrogen_store", "fuel_cell"} <= kinds
    products = {product.id for firm in park.enterprises for product in firm.products}
    assert products == {"green-ammonia", "green-methanol", "towers", "vessels"}
    technologies = {d.technology for d in park.devices if isinstance(d, Electrolyser)}
    assert technologies == {"alkaline", "pem"}
    burnt = {park.bus_by_id[bus].carrier for bus in one(park, CoalUnit).fuel_from}
    assert burnt == {"biomass"}


def test_the_methanols_carbon_is_the_straws(park: ParkDocument) -> None:
    capture, loop = one(park, Co2Capture), one(park, MethanolSynthesis)
    assert capture.treats == ("biomass-chp",)
    assert capture.co2_to == loop.co2_from
    # 8 t/h x 1.42 = 11.4 t/h at full load: the capture is large enough
    assert loop.capacity_t_per_h * loop.co2_t_per_t == pytest.approx(11.36)
    assert capture.capacity_t_per_h >= 11.36
    # no boundary point brings CO2 in, none lets it out
    assert {p.bus for p in park.boundary_points}.isdisjoint({loop.co2_from})


def test_no_product_has_process_carbon_of_its_own(park: ParkDocument) -> None:
    assert all(p.process_rule is None for firm in park.enterprises for p in firm.products)


def test_the_store_carries_both_syntheses_at_their_minimum_for_a_day(park: ParkDocument) -> None:
    ammonia, methanol = one(park, AmmoniaSynthesis), one(park, MethanolSynthesis)
    # 18 t/h x 180 kg + 8 t/h x 195 kg = 3.24 + 1.56 = 4.8 t/h; 0.3 of it is 1.44 t/h
    full = (
        ammonia.capacity_t_per_h * ammonia.hydrogen_kg_per_t
        + methanol.capacity_t_per_h * methanol.hydrogen_kg_per_t
    ) / 1000
    assert full == pytest.approx(4.8)
    assert ammonia.min_load_share == methanol.min_load_share == 0.3
    store = one(park, HydrogenStore)
    # 40 t less the cushion of 5 % is 38 t: 38 / 1.44 = 26.4 h
    held = store.capacity_t * (1 - store.min_content_share)
    assert held / (0.3 * full) == pytest.approx(26.4, abs=0.1)
    # the stacks at full load, 280 / 52 + 40 / 55 = 5.38 + 0.73 = 6.1 t/h, leave something to store
    stacks = [d for d in park.devices if isinstance(d, Electrolyser)]
    at_full = sum(d.capacity_kw / d.consumption_kwh_per_kg / 1000 for d in stacks)
    assert at_full == pytest.approx(6.11, abs=0.01)
    assert store.charge_t_per_h >= at_full - full


def test_the_headers_hydrogen_of_a_year_adds_up(park: ParkDocument) -> None:
    ammonia, methanol = one(park, AmmoniaSynthesis), one(park, MethanolSynthesis)
    # 18 x 8,760 x 0.68 x 0.18 + 8 x 8,760 x 0.68 x 0.195 = 19,300 + 9,290; 570 for other uses
    synthesis = 0.68 * HOURS * 4.8
    assert synthesis == pytest.approx(28_590, rel=1e-3)
    made = 1_427e6 / 52_000 + 87e6 / 55_000
    assert made == pytest.approx(29_024, rel=1e-3)
    assert made == pytest.approx(synthesis + 570, rel=0.01)
    capacity = sum(d.capacity_kw for d in park.devices if isinstance(d, Electrolyser))
    assert (1_427e6 + 87e6) / (capacity * HOURS) == pytest.approx(0.54, abs=0.005)
    assert ammonia.electricity_kwh_per_t * 107_000 / 1e6 == pytest.approx(69, abs=1)
    assert methanol.electricity_kwh_per_t * 47_500 / 1e6 == pytest.approx(24, abs=0.5)


def test_the_works_use_what_the_header_says(park: ParkDocument) -> None:
    lines = {d.id: d for d in park.devices if isinstance(d, Converter)}
    for name, tonnes, kwh in (("tower-line", 101_000, 320), ("vessel-line", 16_800, 900)):
        line = lines[name]
        made = line.rated_output_per_h * HOURS * line.load_factor
        assert made == pytest.approx(tonnes, rel=0.005)
        assert {at.bus: at.per_output for at in line.inputs}["works-10"] == kwh


def test_straw_has_its_own_measured_heating_value_and_no_fossil_carbon(rules: Rulebook) -> None:
    rule = rules.get("ef.fuel.biomass", at=DAY)
    table = FuelTable.model_validate(rule.content)
    assert rule.own
    assert table.biogenic
    assert table.co2_kg == 0.0
    # 15.0 GJ/t x 34.12 kgce/GJ = 511.8 kgce/t
    assert coal_equivalent(rules, "biomass", at=DAY).value == pytest.approx(511.8)


def test_the_direct_connection_leaves_the_straw_out_and_trade_covers_lulls(
    park: ParkDocument,
) -> None:
    (line,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    assert set(line.plants) == {"wind", "pv"}
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert {t.month for t in trades} == {f"2026-{month:02d}" for month in range(1, 13)}
    assert sum(t.quantity_kwh for t in trades) == pytest.approx(7.6e6)
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 1_400


def test_the_headers_core_indicator_follows_from_its_parts(rules: Rulebook) -> None:
    # 1,596 GWh x 0.3024 + 120,500 t x 0.5118 + 4.04 M Nm3 x 1.33 + 1,051 t x 1.4571 - 59.5 GWh
    # x 0.1228 = 482,600 + 61,700 + 5,400 + 1,500 - 7,300
    parts = {"electricity": 1_596e6, "biomass": 120_500, "natural_gas": 4.04e6, "diesel": 1_051}
    kgce = {name: coal_equivalent(rules, name, at=DAY).value for name in (*parts, "heat")}
    tce = sum(amount * kgce[name] for name, amount in parts.items()) / 1000
    tce -= 59.5e6 * kgce["heat"] / 1000
    assert tce == pytest.approx(544_000, rel=0.002)
    # 1.8 GWh x 832.5 t + gas 8,700 + diesel 3,300
    assert (1.8 * 832.5 + 8_700 + 3_300) / tce == pytest.approx(0.025, abs=0.0005)
