"""The 910 book on parks worked by hand."""

from __future__ import annotations

import math

import pytest

from carbon_cases import (
    HEAD,
    RULES,
    Amounts,
    flows_of,
    green_of,
    park_from,
    period_of,
    rule,
    rules_with,
    rules_without,
    tiny,
)
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.inventory import Inventory, Part
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.readings.reading import Quality

NAN = math.nan
GRID = "electricity:grid>bus-10kv"
EXPORT = "electricity:bus-10kv>grid"
PV = "electricity:roof-pv>bus-10kv"
GAS_IN = "natural_gas:gas-gate>gas-net"
GAS = "natural_gas:gas-net>boiler"


def account(
    amounts: Amounts,
    *,
    park: ParkDocument | None = None,
    rules: Rulebook = RULES,
    trade: float = 0.0,
    certificates: float = 0.0,
    quality: int = 0,
) -> Inventory:
    flows = flows_of(amounts, quality=quality)
    green = green_of(flows, trade=trade, certificates=certificates)
    found = park910(flows, park=park or tiny(), rules=rules, period=period_of(flows), green=green)
    assert check_inventory(found, flows=flows) == ()
    return found


def test_grid_power_that_nothing_covers_is_fossil() -> None:
    # 4 x 250 kWh = 1000 kWh x 0.8325 kg/kWh = 832.5 kg
    found = account({GRID: 250, GAS: 0})
    assert found.total_kg == pytest.approx(832.5)
    assert found.complete


def test_trade_and_certificates_take_fossil_power_away_and_are_lines_of_zero() -> None:
    # 1000 - 300 - 200 = 500 kWh x 0.8325 = 416.25 kg
    found = account({GRID: 250, GAS: 0}, trade=300, certificates=200)
    lines = {line.what: line for line in found.lines}
    assert lines["electricity.grid_uncovered"].activity == 500
    assert lines["electricity.grid_uncovered"].less == ("trade-1", "gec-1")
    assert lines["electricity.green_trade"].activity == 300
    assert lines["electricity.green_trade"].flows == ("trade-1",)
    assert lines["electricity.certificates"].emission_kg == 0
    assert found.total_kg == pytest.approx(416.25)


def test_a_tonne_of_fuel_counts_once_where_it_is_burnt() -> None:
    # gas: 389.31 GJ/1e4Nm3 x 0.0153 tC/GJ x 0.99 x 44/12 = 21.6219... t/1e4Nm3
    # = 2.162189... kg/Nm3; 4 x 10 Nm3 = 40 Nm3 -> 86.4876 kg, the gate's 40 Nm3 not again
    per_nm3 = 389.31 * 0.0153 * 0.99 * 44 / 12 * 1000 / 1e4
    found = account({GRID: 0, GAS_IN: 10, GAS: 10})
    assert found.total_kg == pytest.approx(40 * per_nm3)
    assert [line.what for line in found.lines if line.part is Part.FUEL] == ["fuel.natural_gas"]


def test_fuel_that_left_its_bus_unseen_counts_as_burnt() -> None:
    found = account({GRID: 0, GAS_IN: 10, GAS: 8, "natural_gas:gas-net>losses": 2})
    fuel = {line.what: line.activity for line in found.lines if line.part is Part.FUEL}
    assert fuel == {"fuel.natural_gas": 32, "fuel.natural_gas.unaccounted": 8}


def test_what_the_park_generates_itself_is_no_inflow() -> None:
    assert account({GRID: 0, GAS: 0, PV: 500}).total_kg == 0


def test_exported_renewables_earn_no_credit() -> None:
    # PV 100, export 60 in each interval: the export is PV
    found = account({GRID: 0, GAS: 0, PV: 100, EXPORT: 60})
    sold = {line.what: line for line in found.lines if "sold" in line.what}
    assert found.total_kg == 0
    assert sold["electricity.sold_nonfossil"].activity == -240
    assert sold["electricity.sold_fossil"].activity == 0


CAPTIVE = (
    HEAD
    + """\
buses:
  - {id: bus, name: {zh: 母线, en: Bus}, carrier: electricity}
  - {id: coal, name: {zh: 煤, en: Coal}, carrier: bituminous_coal}
boundary_points:
  - {id: grid, name: {zh: 网, en: Grid}, bus: bus, kind: public_grid, direction: both}
  - {id: wire, name: {zh: 专线, en: Line}, bus: bus, kind: direct_line, direction: in}
  - {id: yard, name: {zh: 煤场, en: Yard}, bus: coal, kind: supply, direction: in}
devices:
  - {id: unit, kind: coal_unit, name: {zh: 机组, en: Unit},
     site: ground, fuel_from: [coal], electricity_to: bus, capacity_kw: 1000}
  - {id: pv, kind: pv, name: {zh: 光伏, en: PV},
     site: ground, electricity_to: bus, capacity_kw: 1000}
"""
)
COAL = rule("ef.fuel.bituminous_coal", {"per": "t", "co2_kg_per_unit": 2000.0})
UNIT, CAPTIVE_PV = "electricity:unit>bus", "electricity:pv>bus"


def test_exported_captive_coal_power_is_credited_after_renewables_have_left() -> None:
    # interval 1: PV 30, coal 100, export 50 -> 20 fossil; interval 2: PV 80, export 50 -> 0
    # interval 3: coal 10, export 50, PV 0 -> only the 10 that were made; interval 4: none
    # coal burnt 1 t = 2000 kg; credit 30 kWh x 0.8325 = 24.975 kg
    amounts: Amounts = {
        "bituminous_coal:coal>unit": [1, 0, 0, 0],
        UNIT: [100, 100, 10, 0],
        CAPTIVE_PV: [30, 80, 0, 0],
        "electricity:bus>grid": [50, 50, 50, 0],
        "electricity:grid>bus": 0,
    }
    found = account(amounts, park=park_from(CAPTIVE), rules=rules_with(COAL))
    credit = next(line for line in found.lines if line.what == "electricity.sold_fossil")
    assert credit.activity == -30
    assert found.total_kg == pytest.approx(2000 - 30 * 0.8325)


APART = (
    CAPTIVE.replace(
        "buses:",
        "buses:\n  - {id: own, name: {zh: 园, en: Own}, carrier: electricity}",
    )
    .replace(
        "boundary_points:",
        "boundary_points:\n  - {id: out, name: {zh: 网, en: Out}, bus: own, kind: public_grid,"
        " direction: both}",
    )
    .replace(
        "site: ground, electricity_to: bus, capacity_kw: 1000}",
        "site: ground, electricity_to: own, capacity_kw: 1000}",
    )
)


def test_renewables_do_not_leave_over_a_line_that_they_are_not_joined_to() -> None:
    # coal 100 and its export 50 stand on one network; PV 80 with an export of 10 on another.
    # Joined, the 60 would all be the sun's; apart, 4 x 50 are coal's and 4 x 10 the sun's.
    amounts: Amounts = {
        "bituminous_coal:coal>unit": [1, 0, 0, 0],
        UNIT: 100,
        "electricity:pv>own": 80,
        "electricity:bus>grid": 50,
        "electricity:own>out": 10,
    }
    found = account(amounts, park=park_from(APART), rules=rules_with(COAL))
    sold = {line.what: line.activity for line in found.lines if "sold" in line.what}
    assert sold == {"electricity.sold_fossil": -200, "electricity.sold_nonfossil": -40}
    assert found.total_kg == pytest.approx(2000 - 200 * 0.8325)


def test_power_that_only_passes_through_nets_out() -> None:
    # 100 in and 40 out in the same interval: 60 stay, 4 x 60 x 0.8325 = 199.8 kg
    amounts: Amounts = {"electricity:grid>bus": 100, "electricity:bus>grid": 40}
    found = account(
        amounts | {"bituminous_coal:coal>unit": 0}, park=park_from(CAPTIVE), rules=rules_with(COAL)
    )
    assert found.total_kg == pytest.approx(240 * 0.8325)


def test_an_export_earns_nothing_while_generation_is_not_known() -> None:
    amounts: Amounts = {
        "bituminous_coal:coal>unit": 0,
        UNIT: 100,
        CAPTIVE_PV: [0, NAN, 0, 0],
        "electricity:bus>grid": 50,
        "electricity:grid>bus": 0,
    }
    found = account(amounts, park=park_from(CAPTIVE), rules=rules_with(COAL))
    credit = next(line for line in found.lines if line.what == "electricity.sold_fossil")
    assert credit.activity == -150


def test_a_direct_line_is_zero_unless_it_tells_a_fossil_share() -> None:
    amounts: Amounts = {"electricity:wire>bus": 100, "bituminous_coal:coal>unit": 0}
    clean = account(amounts, park=park_from(CAPTIVE), rules=rules_with(COAL))
    assert clean.total_kg == 0
    assert [line.what for line in clean.lines if line.activity] == ["electricity.direct_line.wire"]
    assert not [line.what for line in clean.lines if line.what.endswith(".fossil")]
    mixed = park_from(
        CAPTIVE.replace("kind: direct_line,", "kind: direct_line, fossil_share: 0.25,")
    )
    # 400 kWh x 25 % x 0.8325
    assert account(amounts, park=mixed, rules=rules_with(COAL)).total_kg == pytest.approx(83.25)


def test_coal_without_a_measured_factor_is_missing_and_never_zero() -> None:
    found = account(
        {"bituminous_coal:coal>unit": 1, "electricity:grid>bus": 250}, park=park_from(CAPTIVE)
    )
    assert not found.complete
    assert found.total_kg == pytest.approx(832.5)
    assert found.bounded_below
    assert "ef.fuel.bituminous_coal" in found.missing[0]
    assert "rules.yaml" in found.missing[0]


def test_a_missing_interval_is_said_and_the_rest_is_a_lower_bound() -> None:
    found = account({GRID: [250, NAN, 250, 250], GAS: 0})
    line = next(line for line in found.lines if line.what == "electricity.grid_uncovered")
    assert line.coverage == 0.75
    assert found.total_kg == pytest.approx(750 * 0.8325)
    assert found.bounded_below
    assert [finding.code for finding in found.findings] == ["carbon.flow_partial"]
    assert "1 of 4" in found.missing[0]


def test_intervals_that_the_flows_do_not_reach_are_missing() -> None:
    flows = flows_of({GRID: 250, GAS: 0})
    day = parse_period("2026-06-01")
    found = park910(flows, park=tiny(), rules=RULES, period=day, green=green_of(flows))
    line = next(line for line in found.lines if line.what == "electricity.grid_uncovered")
    assert line.coverage == pytest.approx(4 / 96)
    assert "92 of 96" in found.missing[0]


def test_a_gap_in_a_deduction_leaves_no_lower_bound() -> None:
    found = account({GRID: 250, GAS: 0, EXPORT: [0, NAN, 0, 0]})
    assert not found.bounded_below


def test_nothing_known_of_the_grid_point_is_a_gap() -> None:
    found = account({GAS: 0})
    assert [(f.code, f.place) for f in found.findings] == [("carbon.not_metered", "grid")]


def test_what_came_from_nobody_knows_where_does_not_hide_an_unmetered_grid_point() -> None:
    # PV and the grid point both lack a meter: 4 x 100 kWh used, and no saying which gave them
    load, unknown = "electricity:bus-10kv>shop-load", "electricity:unmetered>bus-10kv"
    found = account({load: 100, unknown: 100, GAS: 0})
    assert [(f.code, f.place) for f in found.findings] == [("carbon.not_metered", "grid")]
    assert not found.complete


def test_a_burner_that_nobody_measures_is_a_gap() -> None:
    found = account({GRID: 0})
    assert [(f.code, f.place) for f in found.findings] == [("carbon.not_metered", "boiler")]


def test_flags_of_the_flows_travel_into_the_lines() -> None:
    found = account({GRID: 250, GAS: 0}, quality=int(Quality.GENERATED))
    line = next(line for line in found.lines if line.what == "electricity.grid_uncovered")
    assert line.quality == Quality.GENERATED


def test_without_the_fossil_factor_import_is_missing() -> None:
    found = account({GRID: 250, GAS: 0}, rules=rules_without("ef.electricity.park910"))
    assert found.total_kg == 0
    assert "ef.electricity.park910" in found.missing[0]


def test_power_that_came_in_green_and_passes_through_earns_nothing() -> None:
    # 400 kWh in, all covered by certificates; 160 kWh out: nothing fossil to take off
    amounts: Amounts = {"electricity:grid>bus": 100, "electricity:bus>grid": 40}
    found = account(
        amounts | {"bituminous_coal:coal>unit": 0},
        park=park_from(CAPTIVE),
        rules=rules_with(COAL),
        certificates=400,
    )
    assert found.total_kg == 0


def test_export_can_never_make_the_power_book_negative_without_captive_fossil_power() -> None:
    # 400 in, 350 covered, 160 out: at most the 50 that nothing covers can be taken off
    amounts: Amounts = {"electricity:grid>bus": 100, "electricity:bus>grid": 40}
    found = account(
        amounts | {"bituminous_coal:coal>unit": 0},
        park=park_from(CAPTIVE),
        rules=rules_with(COAL),
        certificates=350,
    )
    assert found.total_kg == pytest.approx(0)
