"""The planning section: what is refused when it is read, and what holds where it says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ledger_parks import battery, bus, park_of, pv
from zeropark.basis.documents.read import parse
from zeropark.basis.errors import Finding
from zeropark.basis.park.archetypes import archetype_names, archetype_text
from zeropark.basis.park.load import load_park
from zeropark.basis.park.planning import Planning
from zeropark.basis.park.sizing import size_ranges, unit_investment

ROOT = Path(__file__).parents[3]
After = Callable[..., tuple[Finding, ...]]


def planning(text: str) -> tuple[str, str]:
    return "contracts:\n", f"planning: {{{text}}}\n\ncontracts:\n"


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        (
            "sizes: [{of: cells, field: power_kw, least: 9, most: 5}]",
            "park.impossible",
            "at least 9 and at most 5",
        ),
        (
            "sizes: [{of: cells, field: power_kw, least: 1200000, most: 5}]",
            "park.impossible",
            "at least 1,200,000 and at most 5.",
        ),
        ("prices: [{point: gas-gate}]", "park.impossible", "is either what is bought or sold"),
        (
            "prices: [{point: gas-gate, bought_cny_per_unit: 2, disposal_cny_per_unit: 1}]",
            "park.impossible",
            "is either what is bought or sold",
        ),
        (
            (
                "prices: [{point: gas-gate, bought_cny_per_unit: 2, least_per_year: 9, "
                "most_per_year: 1}]"
            ),
            "park.impossible",
            "At least 9 and at most 1 units a year pass gas-gate.",
        ),
        ("prices: [{point: gas-gate, bought_cny_per_unit: .nan}]", "park.out_of_bounds", "nan"),
        ("discount_rate: 1.5", "park.out_of_bounds", "must be less than 1"),
        ("rules: {r1: enforce}", "park.not_one_of", "'enforce' is none of the choices"),
        ('no_export: [{hours: ["25:00-26:00"]}]', "park.bad_form", "not of the form"),
        ("size: []", "park.unknown_key", "'size' is not known here"),
    ],
)
def test_what_can_not_be_meant_is_a_finding(
    after: After, text: str, code: str, problem: str
) -> None:
    (finding,) = after(planning(text))
    assert finding.code == code
    assert problem in finding.problem
    assert "planning" in finding.place
    assert ", line " in finding.place


def test_a_park_without_the_section_keeps_its_stage_and_reports_the_rest() -> None:
    rules = Planning().rules
    assert (rules.stage, rules.core, rules.r1, rules.r2, rules.r3, rules.direct_supply) == (
        "require",
        *("report",) * 5,
    )
    assert {rules.land, rules.budget, rules.exchange, rules.no_export} == {"require"}


def of_one(device: dict[str, Any], **planning: Any) -> list[tuple[str, float, float]]:
    park = park_of(buses=[bus("main")], devices=[device], planning=planning or None)
    return [(each.field, each.least, each.most) for each in size_ranges(park)]


def test_what_has_a_price_may_become_three_times_as_large() -> None:
    plant = {**pv("sun", "main"), "economics": {"capex_cny_per_kw": 3000}}
    assert of_one(plant) == [("capacity_kw", 0.0, 3000.0)]
    assert of_one(pv("sun", "main")) == []
    assert of_one(plant, sizes=[]) == []


def test_a_line_that_makes_goods_is_as_large_as_it_is() -> None:
    line = {
        "id": "line",
        "kind": "converter",
        "inputs": [{"bus": "main", "per_output": 1}],
        "outputs": [{"bus": "main"}],
        "rated_output_per_h": 5,
        "economics": {"capex_cny": 1000},
    }
    assert of_one(line) == []
    sizes = [{"of": "line", "field": "rated_output_per_h", "most": 9}]
    assert of_one(line, sizes=sizes) == [("rated_output_per_h", 0.0, 9.0)]


def test_what_stands_already_is_the_least() -> None:
    plant = {**pv("sun", "main"), "economics": {"capex_cny_per_kw": 3000, "commissioned": 2020}}
    assert of_one(plant) == [("capacity_kw", 1000.0, 3000.0)]


def test_a_cost_per_kw_is_no_cost_of_tonnes() -> None:
    store = {
        "id": "tank",
        "kind": "hydrogen_store",
        "hydrogen_at": "net",
        "capacity_t": 20,
        "charge_t_per_h": 1,
        "discharge_t_per_h": 1,
        "economics": {"capex_cny_per_kw": 3000, "capex_cny": 1_000_000},
    }
    park = park_of(buses=[bus("net", "hydrogen")], devices=[store])
    assert unit_investment(park.device_by_id["tank"], "capacity_t") == 50_000.0
    cells = {**battery("cells", "main"), "economics": {"capex_cny_per_kwh": 700}}
    other = park_of(buses=[bus("main")], devices=[cells]).device_by_id["cells"]
    assert unit_investment(other, "capacity_kwh") == 700.0
    assert unit_investment(other, "power_kw") is None


def test_the_page_of_the_document_explains_every_key_and_its_block_can_be_read() -> None:
    page = (ROOT / "docs" / "park.md").read_text(encoding="utf-8").partition("## Planning")[2]
    block = page.partition("```yaml\n")[2].partition("```")[0]
    told = parse(block, name="park.md").data
    assert isinstance(told, Mapping)
    assert Planning.model_validate(told["planning"], strict=True).rules.r1 == "require"
    explained = {word.strip("`") for word in re.findall(r"`[a-z_0-9]+`", page)}
    assert set(Planning.model_fields) - {"source"} <= explained


@pytest.mark.parametrize("name", archetype_names())
def test_an_archetype_says_what_is_illustrative_and_bounds_its_documented_sizes(name: str) -> None:
    park = load_park(archetype_text(name), name=name).park
    assert park is not None
    assert park.planning is not None
    assert park.planning.source == "illustrative"
    for each in park.planning.sizes or ():
        node = park.device_by_id.get(each.of) or park.point_by_id[each.of]
        assert each.least <= getattr(node, each.field) <= each.most
