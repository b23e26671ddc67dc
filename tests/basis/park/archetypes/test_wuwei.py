"""The Wuwei archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

import re

import pytest

from archetype_parks import HOURS, archetype_park, archetype_rulebook
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenTrade
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.basis.park.devices.molten_salt_reactor import MoltenSaltReactor
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Certainty, Rulebook
from zeropark.basis.timeline import parse_period

DAY = parse_period("2026").last_day()
SWITCH = re.compile(r"^#~", re.MULTILINE)


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return archetype_rulebook("wuwei")


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("wuwei")


def furnace(park: ParkDocument, id_: str) -> ElectricFurnace:
    found = park.device_by_id[id_]
    assert isinstance(found, ElectricFurnace)
    return found


def tonnes(of: ElectricFurnace) -> float:
    return of.capacity_kw * HOURS * of.load_factor / of.electricity_kwh_per_t


def test_it_follows_its_clause_and_says_that_its_sizes_are_invented(park: ParkDocument) -> None:
    text = archetype_text("wuwei")
    assert "三(五) of 甘政办发〔2026〕21号" in text
    assert "ALL SIZES ARE ILLUSTRATIVE" in text
    assert park.illustrative


def test_it_has_the_trades_that_the_clause_names(park: ParkDocument) -> None:
    key = {firm.id for firm in park.enterprises if firm.key_user}
    assert {"ferroalloy", "carbide", "graphite", "chemicals", "polymers", "hydrogen"} <= key
    kinds = {device.kind for device in park.devices}
    assert {"wind", "pv", "electrolyser", "ammonia_synthesis", "electric_boiler"} <= kinds


def test_green_hydrogen_and_ammonia_go_into_the_fine_chemicals(park: ParkDocument) -> None:
    line = park.device_by_id["intermediates-line"]
    assert isinstance(line, Converter)
    taken = {at.bus: at for at in line.inputs}
    assert taken["hydrogen-net"].use == taken["ammonia-tank"].use == "feedstock"


def test_the_reactor_is_off_as_the_document_stands(park: ParkDocument) -> None:
    assert not [device for device in park.devices if isinstance(device, MoltenSaltReactor)]


def test_the_reactor_is_a_switch_away_and_then_gives_power_and_steam() -> None:
    text = archetype_text("wuwei")
    assert len(SWITCH.findall(text)) == 16  # an enterprise, the device, two meters
    park = archetype_park("wuwei", SWITCH.sub("", text))
    (reactor,) = (d for d in park.devices if isinstance(d, MoltenSaltReactor))
    assert "示例" in reactor.name.zh
    assert (reactor.electricity_to, reactor.heat_to) == ("park-35", "steam-low")
    assert reactor.capacity_kw < 0.02 * (350_000 + 380_000)  # small beside wind and sun
    metered = {(meter.source, meter.sink) for meter in park.meters}
    assert {("reactor", "park-35"), ("reactor", "steam-low")} <= metered


def test_a_furnaces_reductants_are_feedstock_and_charcoal_does_a_fifth(park: ParkDocument) -> None:
    alloy = furnace(park, "ferrosilicon-furnaces")
    assert {reductant.use for reductant in alloy.reductants} == {"feedstock"}
    shares = {park.bus_by_id[r.bus].carrier: (r.share, r.max_share) for r in alloy.reductants}
    assert shares == {"coke": (0.8, 1.0), "biomass": (0.2, 0.35)}


def test_the_process_factors_follow_from_the_furnaces_own_figures(
    park: ParkDocument, rules: Rulebook
) -> None:
    alloy = furnace(park, "ferrosilicon-furnaces")
    coke = next(r for r in alloy.reductants if r.bus == "semi-coke-yard")
    # 1.05 t x 0.8 of semi-coke with 82 % carbon, 0.055 t of electrode paste with 84 %: 0.735 t
    carbon = coke.amount_per_t * coke.share * 0.82 + 0.055 * 0.84
    assert carbon == pytest.approx(0.735, abs=0.001)
    factor = rules.factor("ef.process.ferrosilicon", at=DAY)
    assert factor.value == pytest.approx(carbon * 44 / 12, abs=0.01)
    (petcoke,) = furnace(park, "carbide-furnaces").reductants
    # NCV 32.5 GJ/t x 0.0275 tC/GJ = 0.894 tC/t; 65 % of it leaves: 1.14 x 0.894 x 0.65 x 44/12
    lost = petcoke.amount_per_t * 32.5 * 0.0275 * 0.65 * 44 / 12
    carbide = rules.factor("ef.process.silicon_carbide", at=DAY)
    assert carbide.value == pytest.approx(lost, rel=0.08)
    for found in (factor, carbide):
        assert found.rule.own
        assert found.rule.certainty is Certainty.MEASURED
        assert "示例" in found.rule.source.document


def test_process_carbon_alone_is_above_the_limit(park: ParkDocument) -> None:
    # 60 MW x 8,760 h x 0.88 / 8.25 MWh/t = 56,064 t; 40 MW x 8,760 h x 0.82 / 7.8 = 36,837 t
    alloy = tonnes(furnace(park, "ferrosilicon-furnaces"))
    carbide = tonnes(furnace(park, "carbide-furnaces"))
    assert alloy == pytest.approx(56_064, abs=1)
    assert carbide == pytest.approx(36_837, abs=1)
    process = 2.7 * alloy + 2.6 * carbide
    assert process == pytest.approx(247_150, rel=1e-3)
    # 1,820 GWh x 302.4 + gas 3,500 + diesel 1,500
    tce = 1_820 * 302.4 + 3_500 + 1_500
    assert tce == pytest.approx(555_400, rel=1e-3)
    assert process / tce == pytest.approx(0.44, abs=0.01)
    assert (process + 133 * 832.5 + 5_700 + 3_300) / tce == pytest.approx(0.66, abs=0.005)


def test_the_headers_electricity_of_a_year_adds_up(park: ParkDocument) -> None:
    # 463 + 287, 184 + 45, 113, by capacity x hours x load factor
    metal = sum(
        f.capacity_kw * f.load_factor * HOURS
        for f in park.devices
        if isinstance(f, ElectricFurnace)
    )
    assert metal / 1e6 == pytest.approx(750, abs=1)
    lines = {d.id: d for d in park.devices if isinstance(d, Converter)}
    for name, bus, gwh in (
        ("graphite-line", "park-35", 184),
        ("polymer-line", "chem-10", 45),
        ("intermediates-line", "chem-10", 113),
    ):
        line = lines[name]
        per_t = {at.bus: at.per_output for at in line.inputs}[bus]
        made = line.rated_output_per_h * line.load_factor * HOURS
        assert per_t * made / 1e6 == pytest.approx(gwh, abs=0.5)
    # heat 214, hydrogen 429, services 60; storage, lines and transformers less the turbine 26
    assert sum((750, 229, 113, 429, 214, 60, 26)) == pytest.approx(1_821, abs=1)


def test_what_is_traded_and_certified_is_what_the_header_says(park: ParkDocument) -> None:
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert {t.month for t in trades} == {f"2026-{month:02d}" for month in range(1, 13)}
    assert sum(t.quantity_kwh for t in trades) == pytest.approx(240e6)
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 74_000


def test_the_stages_come_down_to_the_limit_by_2030(park: ParkDocument) -> None:
    stages = {stage.year: stage.core_max_tco2_per_tce for stage in park.targets}
    assert stages == {2025: 1.4, 2027: 0.7, 2030: 0.2}
