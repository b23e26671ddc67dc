"""The location- and market-based books, against published figures and by hand."""

from __future__ import annotations

import pytest

from carbon_cases import (
    HEAD,
    RULES,
    flows_of,
    green_of,
    park_from,
    period_of,
    rule,
    rules_with,
    rules_without,
    tiny,
)
from zeropark.basis.errors import Severity
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.market import market
from zeropark.facts.carbon.park910 import park910

GRID = "electricity:grid>bus-10kv"
EXPORT = "electricity:bus-10kv>grid"
GAS = "natural_gas:gas-net>boiler"

# 1,000,000 kWh; grid 0.20 kg/kWh; certificates 600,000 kWh at 0; residual mix 0.45 kg/kWh:
# location 200 t, market 400,000 x 0.45 = 180 t, coverage 60 %
# (tools.gera.services, scope 2 market versus location based)
PUBLISHED = rules_with(
    rule("ef.grid.gansu", 0.20, "kgCO2/kWh"), rule("ef.grid.residual", 0.45, "kgCO2/kWh")
)


def test_the_published_pair_of_scope_2_figures_comes_out() -> None:
    flows = flows_of({GRID: 250_000, GAS: 0})
    green = green_of(flows, certificates=600_000)
    period = period_of(flows)
    by_place = location(flows, park=tiny(), rules=PUBLISHED, period=period)
    by_contract = market(flows, park=tiny(), rules=PUBLISHED, period=period, green=green)
    assert by_place.total_kg == pytest.approx(200_000)
    assert by_contract.total_kg == pytest.approx(180_000)
    assert {line.what: line.activity for line in by_contract.lines if line.activity} == {
        "electricity.certificates": 600_000,
        "electricity.grid_uncovered": 400_000,
    }
    assert check_inventory(by_place, flows=flows) == ()
    assert check_inventory(by_contract, flows=flows) == ()


def test_import_counts_gross_and_export_is_listed_apart() -> None:
    # 1000 kWh x 0.4471 (Gansu, data year 2023) whatever is exported
    flows = flows_of({GRID: 250, EXPORT: 100, GAS: 0})
    found = location(flows, park=tiny(), rules=RULES, period=period_of(flows))
    assert found.total_kg == pytest.approx(447.1)
    assert [(line.what, line.activity) for line in found.memo] == [("electricity.export", 400)]


def test_contracts_change_nothing_where_location_is_asked() -> None:
    flows = flows_of({GRID: 250, GAS: 0})
    found = location(flows, park=tiny(), rules=RULES, period=period_of(flows))
    assert [line.what for line in found.lines if line.activity] == ["electricity.grid_uncovered"]


def test_what_the_park_emits_itself_is_the_same_in_all_three_books() -> None:
    flows = flows_of({GRID: 250, GAS: 10})
    args = {"park": tiny(), "rules": RULES, "period": period_of(flows)}
    green = green_of(flows, trade=100)
    books = [
        park910(flows, green=green, **args),
        location(flows, **args),
        market(flows, green=green, **args),
    ]
    assert len({book.part_kg(Part.FUEL) for book in books}) == 1
    assert len({book.total_kg for book in books}) == 3


NOWHERE = "province: tibet"


def test_a_province_without_a_factor_is_missing_and_nothing_stands_in_unasked() -> None:
    park = park_from(HEAD.replace("province: gansu", NOWHERE) + _BUS)
    flows = flows_of({"electricity:grid>bus": 250})
    found = location(flows, park=park, rules=RULES, period=period_of(flows))
    assert found.total_kg == 0
    assert "ef.grid.tibet" in found.missing[0]


def test_a_stand_in_that_was_asked_for_is_named_by_a_finding() -> None:
    park = park_from(HEAD.replace("province: gansu", NOWHERE) + _BUS)
    flows = flows_of({"electricity:grid>bus": 250})
    period = period_of(flows)
    found = location(flows, park=park, rules=RULES, period=period, stand_in="northwest")
    # 1000 kWh x 0.5543 (Northwest, data year 2023)
    assert found.total_kg == pytest.approx(554.3)
    assert found.complete
    assert [(f.code, f.severity) for f in found.findings] == [
        ("carbon.factor_stand_in", Severity.WARNING)
    ]


def test_a_stand_in_is_not_used_where_the_province_has_its_own() -> None:
    flows = flows_of({GRID: 250, GAS: 0})
    period = period_of(flows)
    found = location(flows, park=tiny(), rules=RULES, period=period, stand_in="northwest")
    assert found.total_kg == pytest.approx(447.1)
    assert found.findings == ()


def test_without_a_residual_mix_the_market_book_says_what_is_missing() -> None:
    flows = flows_of({GRID: 250, GAS: 0})
    rules = rules_without("ef.grid.residual")
    found = market(flows, park=tiny(), rules=rules, period=period_of(flows), green=green_of(flows))
    assert "ef.grid.residual" in found.missing[0]


_BUS = """\
buses: [{id: bus, name: {zh: 母线, en: Bus}, carrier: electricity}]
boundary_points:
  - {id: grid, name: {zh: 网, en: Grid}, bus: bus, kind: public_grid, direction: in}
devices:
  - {id: use, kind: load, name: {zh: 用, en: Use}, site: ground, takes_from: bus, rated_kw: 100}
"""
