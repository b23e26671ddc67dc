"""Heat over the boundary, and the lines of a published inventory."""

from __future__ import annotations

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
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.inventory import Inventory, Part
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.carbon.unfold import unfold

KWH_PER_GJ = 1000 / 3.6

NET = (
    HEAD
    + """\
buses:
  - {id: bus, name: {zh: 母线, en: Bus}, carrier: electricity}
  - {id: net, name: {zh: 热网, en: Heat net}, carrier: heat}
  - {id: steam, name: {zh: 汽网, en: Steam net}, carrier: steam}
  - {id: cold, name: {zh: 冷网, en: Cold net}, carrier: cold}
  - {id: gas, name: {zh: 气网, en: Gas net}, carrier: natural_gas}
boundary_points:
  - {id: grid, name: {zh: 网, en: Grid}, bus: bus, kind: public_grid, direction: both}
  - {id: town, name: {zh: 热源, en: Town heat}, bus: net, kind: supply, direction: in}
  - {id: plant, name: {zh: 汽源, en: Steam plant}, bus: steam, kind: supply, direction: in}
  - {id: chiller, name: {zh: 冷源, en: Chiller}, bus: cold, kind: supply, direction: in}
  - {id: sold, name: {zh: 供热, en: Heat sold}, bus: net, kind: delivery, direction: out}
  - {id: stack, name: {zh: 放散, en: Stack}, bus: net, kind: discharge, direction: out}
  - {id: gate, name: {zh: 气门, en: Gas gate}, bus: gas, kind: supply, direction: in}
devices:
  - {id: boiler, kind: gas_boiler, name: {zh: 锅炉, en: Boiler},
     site: ground, fuel_from: [gas], heat_to: net, capacity_kw: 1000}
  - {id: pump, kind: heat_pump, name: {zh: 热泵, en: Pump},
     site: ground, electricity_from: bus, heat_to: net, capacity_kw: 1000}
"""
)
NOTHING: Amounts = {
    "electricity:grid>bus": 0,
    "natural_gas:gas>boiler": 0,
    "heat:town>net": 0,
    "steam:plant>steam": 0,
    "cold:chiller>cold": 0,
}
TOWN, SOLD = "heat:town>net", "heat:net>sold"


COLD_KNOWN = rules_with(rule("ef.cold", 0.0, "tCO2/GJ"))


def account(amounts: Amounts, *, text: str = NET, rules: Rulebook = COLD_KNOWN) -> Inventory:
    flows = flows_of({**NOTHING, **amounts})
    park: ParkDocument = park_from(text)
    found = park910(flows, park=park, rules=rules, period=period_of(flows), green=green_of(flows))
    assert check_inventory(found, flows=flows) == ()
    return found


def test_bought_heat_is_fossil_unless_told_otherwise() -> None:
    # 4 x 1/4 GJ = 1 GJ x 0.11 t = 110 kg
    assert account({TOWN: KWH_PER_GJ / 4}).total_kg == pytest.approx(110)


def test_the_non_fossil_share_of_bought_heat_is_zero() -> None:
    text = NET.replace("bus: net, kind: supply,", "bus: net, kind: supply, fossil_share: 0.4,")
    found = account({TOWN: KWH_PER_GJ / 4}, text=text)
    assert found.total_kg == pytest.approx(44)
    assert {line.what for line in found.lines} >= {"heat.bought.town", "heat.bought.town.nonfossil"}


@pytest.mark.parametrize(
    ("fossil", "other_kwh"),
    [
        # 1 GJ came, 277.78 kWh in the month: 60 % of it of other origin, or 1 %
        (0.4, -166.67),
        (0.99, -2.78),
    ],
)
def test_the_other_share_of_bought_heat_is_said_when_the_line_is_unfolded(
    fossil: float, other_kwh: float
) -> None:
    told = f"bus: net, kind: supply, fossil_share: {fossil},"
    text = NET.replace("bus: net, kind: supply,", told)
    flows = flows_of({**NOTHING, TOWN: KWH_PER_GJ / 4})
    found = account({TOWN: KWH_PER_GJ / 4}, text=text)
    line = next(line for line in found.lines if line.what == "heat.bought.town")
    tree = unfold(line, flows=flows, period=period_of(flows))
    assert [(child.what, round(child.activity, 2)) for child in tree.children] == [
        ("2026-06", 277.78),
        ("less other origin", other_kwh),
    ]


def test_steam_by_the_tonne_holds_what_the_standard_values_it_at() -> None:
    # 128.6 kgce/t / 34.12 kgce/GJ = 3.76905 GJ/t; 4 t x 3.76905 GJ/t x 110 kg/GJ = 1658.38 kg
    found = account({"steam:plant>steam": 1})
    assert found.total_kg == pytest.approx(4 * 128.6 / 34.12 * 110)


def test_sold_heat_of_a_fossil_boiler_is_taken_off_after_other_heat_has_left() -> None:
    # a quarter GJ sold each time; the pump makes 0.1 GJ, the boiler 0.5: 0.15 GJ x 4 x 110 = 66 kg
    amounts = {
        SOLD: KWH_PER_GJ / 4,
        "heat:pump>net": KWH_PER_GJ / 10,
        "heat:boiler>net": KWH_PER_GJ / 2,
    }
    assert account(amounts).total_kg == pytest.approx(-66)


def test_heat_let_go_at_a_stack_is_not_sold() -> None:
    amounts = {"heat:boiler>net": KWH_PER_GJ, "heat:net>stack": KWH_PER_GJ}
    assert account(amounts).total_kg == 0


def test_other_books_list_sold_heat_apart() -> None:
    flows = flows_of({**NOTHING, SOLD: KWH_PER_GJ, "heat:boiler>net": KWH_PER_GJ})
    found = location(flows, park=park_from(NET), rules=COLD_KNOWN, period=period_of(flows))
    assert found.total_kg == 0
    assert found.bounded_below
    assert {line.what for line in found.memo} == {
        "heat.sold_fossil.heat",
        "heat.sold_nonfossil.heat",
    }


def test_bought_cold_has_no_factor_and_says_so() -> None:
    flows = flows_of({**NOTHING, "cold:chiller>cold": 100})
    found = park910(
        flows, park=park_from(NET), rules=RULES, period=period_of(flows), green=green_of(flows)
    )
    assert [finding.place for finding in found.findings] == ["ef.cold"]


def test_the_lines_of_a_published_inventory_come_out() -> None:
    # GB/T 32151.34-2024 sample: fuel 2e4 Nm3 x 0.015 tC/1e4Nm3 x 0.98 x 44/12 = 0.1078 t;
    # 100 MWh x 0.5306 = 53.06 t; heat in 2.8 GJ x 0.11 = 0.308 t, out 0.28 GJ = 0.0308 t.
    # (2e4 Nm3 in four intervals of 5000; heat sold comes from a boiler.)
    gas = {"per": "1e4Nm3", "ncv_gj_per_unit": 1.0, "carbon_t_per_gj": 0.015, "oxidation": 0.98}
    rules = rules_with(
        rule("ef.fuel.natural_gas", gas),
        rule("ef.electricity.park910", 0.5306, "kgCO2/kWh"),
        rule("ef.cold", 0.0, "tCO2/GJ"),
    )
    amounts = {
        "natural_gas:gas>boiler": 5000,
        "electricity:grid>bus": 25_000,
        TOWN: 0.7 * KWH_PER_GJ,
        SOLD: 0.07 * KWH_PER_GJ,
        "heat:boiler>net": 0.07 * KWH_PER_GJ,
    }
    found = account(amounts, rules=rules)
    assert found.part_kg(Part.FUEL) == pytest.approx(107.8)
    assert found.part_kg(Part.ELECTRICITY) == pytest.approx(53_060)
    assert found.part_kg(Part.HEAT) == pytest.approx(308 - 30.8)
    assert found.total_kg == pytest.approx(107.8 + 53_060 + 308 - 30.8)
