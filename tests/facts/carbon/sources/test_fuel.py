"""Conversion, process, capture and biogenic CO2, worked by hand."""

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
)
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.inventory import Inventory, Part
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.carbon.sources.fuel_use import fossil_burners, fuel_use

WORKS = (
    HEAD
    + """\
enterprises:
  - id: mill
    name: {zh: 厂, en: Mill}
    industry_code: C3110
    products:
      - {id: alloy, name: {zh: 合金, en: Alloy}, bus: alloy-store, process_rule: ef.process.alloy}
buses:
  - {id: coal, name: {zh: 煤, en: Coal}, carrier: coking_coal}
  - {id: coke, name: {zh: 焦, en: Coke}, carrier: coke}
  - {id: gas, name: {zh: 气, en: Oven gas}, carrier: coke_oven_gas}
  - {id: wood, name: {zh: 柴, en: Wood}, carrier: biomass}
  - {id: heat, name: {zh: 热, en: Heat}, carrier: heat}
  - {id: alloy-store, name: {zh: 库, en: Store}, carrier: material}
  - {id: caught, name: {zh: 碳, en: CO2}, carrier: co2}
boundary_points:
  - {id: coal-in, name: {zh: 进煤, en: Coal in}, bus: coal, kind: supply, direction: in}
  - {id: wood-in, name: {zh: 进柴, en: Wood in}, bus: wood, kind: supply, direction: in}
  - {id: co2-out, name: {zh: 送碳, en: CO2 out}, bus: caught, kind: delivery, direction: out}
  - {id: alloy-out, name: {zh: 出厂, en: Despatch},
     bus: alloy-store, kind: delivery, direction: out}
devices:
  - id: oven
    kind: converter
    name: {zh: 焦炉, en: Coke oven}
    site: ground
    inputs: [{bus: coal, per_output: 1.4, use: feedstock}, {bus: gas, per_output: 200, use: fuel}]
    outputs: [{bus: coke}, {bus: gas, per_output: 400}]
    rated_output_per_h: 10
  - {id: stove, kind: gas_boiler, name: {zh: 炉, en: Stove},
     site: ground, fuel_from: [wood, gas], heat_to: heat, capacity_kw: 100}
  - id: furnace
    kind: converter
    name: {zh: 电炉, en: Furnace}
    site: ground
    enterprise: mill
    inputs: [{bus: coke, per_output: 0.5, use: feedstock}]
    outputs: [{bus: alloy-store}]
    rated_output_per_h: 1
"""
)
NOTHING: Amounts = {
    "coking_coal:coal>oven": 0,
    "coke:oven>coke": 0,
    "coke_oven_gas:oven>gas": 0,
    "coke_oven_gas:gas>oven": 0,
    "coke_oven_gas:gas>stove": 0,
    "biomass:wood>stove": 0,
    "material:furnace>alloy-store": 0,
}
OWN = rules_with(
    # 30 GJ/t x 0.025 tC/GJ x 44/12 = 2.75 t/t when all carbon counts, 2.475 at 90 %
    rule(
        "ef.fuel.coking_coal",
        {"per": "t", "ncv_gj_per_unit": 30.0, "carbon_t_per_gj": 0.025, "oxidation": 0.9},
    ),
    rule("ef.process.alloy", 1.5, "tCO2/t"),
)


def account(amounts: Amounts, *, rules: Rulebook = OWN) -> Inventory:
    flows = flows_of({**NOTHING, **amounts})
    found = park910(
        flows, park=park_from(WORKS), rules=rules, period=period_of(flows), green=green_of(flows)
    )
    assert check_inventory(found, flows=flows) == ()
    return found


def test_converting_fuel_counts_all_carbon_in_minus_all_carbon_out() -> None:
    # in 4 x 1 t coal x 2.75 = 11 t; out 4 x 0.7 t coke x 28.435 x 0.0294 x 44/12 t
    # = 2.8 x 3.065293 = 8.582820 t; difference 2.417180 t
    found = account({"coking_coal:coal>oven": 1, "coke:oven>coke": 0.7})
    coke_t = 28.435 * 0.0294 * 44 / 12
    assert found.part_kg(Part.CONVERSION) == pytest.approx((11 - 2.8 * coke_t) * 1000)
    assert found.part_kg(Part.FUEL) == 0


def test_only_a_gap_in_what_a_converter_gave_leaves_no_lower_bound() -> None:
    gap = [0.7, math.nan, 0.7, 0.7]
    whole = account({"coking_coal:coal>oven": 1, "coke:oven>coke": 0.7})
    more_in = account({"coking_coal:coal>oven": [1, math.nan, 1, 1], "coke:oven>coke": 0.7})
    less_out = account({"coking_coal:coal>oven": 1, "coke:oven>coke": gap})
    assert (whole.complete, whole.bounded_below) == (True, True)
    assert (more_in.complete, more_in.bounded_below) == (False, True)
    assert (less_out.complete, less_out.bounded_below) == (False, False)


def test_the_fuel_that_heats_a_converter_is_burnt_at_its_own_oxidation() -> None:
    # 4 x 100 Nm3 x 173.5/1e4 GJ/Nm3 x 0.0121 x 0.99 x 44/12 t
    found = account({"coke_oven_gas:gas>oven": 100})
    per_nm3_t = 173.5 / 1e4 * 0.0121 * 0.99 * 44 / 12
    assert found.part_kg(Part.FUEL) == pytest.approx(400 * per_nm3_t * 1000)
    assert found.part_kg(Part.CONVERSION) == 0


def test_feedstock_that_becomes_no_fuel_is_left_to_the_process() -> None:
    park = park_from(WORKS)
    pairs = fuel_use(park)
    assert ("coke", "furnace") not in pairs.burnt | pairs.converted_in
    assert ("coal", "oven") in pairs.converted_in


def test_output_of_a_product_counts_where_it_comes_into_being() -> None:
    # 4 x 2 t x 1.5 t/t = 12 t, whatever is despatched
    amounts: Amounts = {
        "material:furnace>alloy-store": 2,
        "material:alloy-store>alloy-out": 1,
    }
    assert account(amounts).part_kg(Part.PROCESS) == pytest.approx(12_000)


def test_a_product_whose_rule_is_not_there_is_missing() -> None:
    found = account({"material:furnace>alloy-store": 2}, rules=RULES)
    assert found.part_kg(Part.PROCESS) == 0
    assert any("ef.process.alloy" in text for text in found.missing)


def test_wood_is_not_in_the_total_and_listed_apart() -> None:
    found = account({"biomass:wood>stove": 3})
    assert found.total_kg == 0
    assert [(line.what, line.activity) for line in found.memo] == [("fuel.biomass", 12)]


def test_what_burns_a_fossil_fuel_gives_fossil_heat() -> None:
    assert fossil_burners(park_from(WORKS)) == {"oven", "stove"}


def test_captured_co2_sent_out_is_listed_and_not_deducted() -> None:
    found = account({"co2:caught>co2-out": 5})
    assert found.total_kg == 0
    assert [(line.what, line.emission_kg) for line in found.memo if line.activity] == [
        ("captured_co2", 20_000)
    ]


def test_a_rule_of_the_park_may_deduct_captured_co2() -> None:
    rules = rules_with(*OWN.rules, rule("ef.co2.captured_deducted", 0.8, "tCO2/t"))
    assert account({"co2:caught>co2-out": 5}, rules=rules).total_kg == pytest.approx(-16_000)


def test_two_products_on_one_bus_are_not_counted_twice() -> None:
    twin = WORKS.replace(
        "ef.process.alloy}\n",
        "ef.process.alloy}\n"
        "      - {id: twin, name: {zh: 孪, en: Twin}, bus: alloy-store, "
        "process_rule: ef.process.alloy}\n",
    )
    flows = flows_of({**NOTHING, "material:furnace>alloy-store": 2})
    found = park910(
        flows, park=park_from(twin), rules=OWN, period=period_of(flows), green=green_of(flows)
    )
    assert found.part_kg(Part.PROCESS) == pytest.approx(12_000)
    assert any(finding.code == "carbon.product_bus_shared" for finding in found.findings)


YARD = (
    HEAD
    + """\
buses: [{id: yard, name: {zh: 煤场, en: Yard}, carrier: coke}]
boundary_points:
  - {id: gate, name: {zh: 门, en: Gate}, bus: yard, kind: supply, direction: in}
devices:
  - {id: a, kind: load, name: {zh: 甲, en: A}, site: ground, takes_from: yard, use: fuel,
     rated_t_per_h: 100}
  - {id: b, kind: load, name: {zh: 乙, en: B}, site: ground, takes_from: yard, use: fuel,
     rated_t_per_h: 100}
"""
)
PER_T = 28.435 * 0.0294 * 0.93 * 44 / 12 * 1000


def account_yard(amounts: Amounts, *, residual: frozenset[str]) -> Inventory:
    flows = flows_of(amounts, residual=residual)
    found = park910(
        flows, park=park_from(YARD), rules=RULES, period=period_of(flows), green=green_of(flows)
    )
    assert check_inventory(found, flows=flows) == ()
    return found


def test_a_lot_that_is_burnt_from_stock_is_counted_once() -> None:
    # 100 t come in the first interval; A burns 25 t in each: nothing is left over in the end
    over, under = "coke:yard>losses", "coke:unmetered>yard"
    amounts: Amounts = {
        "coke:gate>yard": [100, 0, 0, 0],
        "coke:yard>a": [25, 25, 25, 25],
        "coke:yard>b": 0,
        over: [75, 0, 0, 0],
        under: [0, 25, 25, 25],
    }
    found = account_yard(amounts, residual=frozenset({over, under}))
    assert [line.what for line in found.lines if line.activity] == ["fuel.coke"]
    assert found.total_kg == pytest.approx(100 * PER_T)


def test_a_burner_without_a_meter_burnt_what_the_others_left() -> None:
    # 100 t come; A burns 4 x 15 = 60 t of them, so B burnt 40, not the 85 that came with the lot
    inferred, under = "coke:yard>b", "coke:unmetered>yard"
    amounts: Amounts = {
        "coke:gate>yard": [100, 0, 0, 0],
        "coke:yard>a": 15,
        inferred: [85, 0, 0, 0],
        under: [0, 15, 15, 15],
    }
    found = account_yard(amounts, residual=frozenset({inferred, under}))
    line = next(line for line in found.lines if line.what == "fuel.coke")
    assert line.activity == pytest.approx(100)
    assert line.less == ("stock",)
