"""An inventory adds up, unfolds, and its check can fail."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon_cases import RULES, flows_of, green_of, period_of, rule, tiny
from zeropark.basis.rules.rule import Factor
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.check import check_inventory, checked
from zeropark.facts.carbon.inventory import Book, Inventory, Line, Part
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.carbon.section import line
from zeropark.facts.carbon.unfold import Branch, unfold
from zeropark.facts.carbon.window import Amount, window
from zeropark.facts.ledger.flow import Flows

GRID = "electricity:grid>bus-10kv"
EXPORT = "electricity:bus-10kv>grid"
PV = "electricity:roof-pv>bus-10kv"
GAS = "natural_gas:gas-net>boiler"
TOWARDS = "heat:boiler>hot-water"


def account(flows: Flows, *, period: Period | None = None, trade: float = 0.0) -> Inventory:
    return park910(
        flows,
        park=tiny(),
        rules=RULES,
        period=period or period_of(flows),
        green=green_of(flows, trade=trade),
    )


def fixed(what: str, part: Part, tonnes: float) -> Line:
    factor = Factor(1.0, "tCO2/t", rule("of.the.sample", 1.0, "tCO2/t"))
    amount = Amount(value=tonnes, flows=(what,), quality=0, coverage=1.0)
    return line(what, amount, factor, part=part, what=what, activity_unit="t")


def test_the_lines_of_a_published_inventory_add_up_to_its_total() -> None:
    # GB/T 32151.34-2024 sample, tCO2: direct 19.52515077..., indirect 52.3372, total 71.86235077...
    lines = (
        fixed("fuel", Part.FUEL, 0.1078),
        fixed("calcination", Part.PROCESS, 10.6535),
        fixed("baking", Part.PROCESS, 3.3641666666666667),
        fixed("graphitisation", Part.PROCESS, 1.4391666666666667),
        fixed("fume", Part.PROCESS, 3.96051744),
        fixed("bought", Part.ELECTRICITY, 53.06),
        fixed("sold", Part.ELECTRICITY, -1.0),
        fixed("heat", Part.HEAT, 0.308),
        fixed("heat-sold", Part.HEAT, -0.0308),
    )
    flows = flows_of({GRID: 1})
    whole = Inventory(park="case", book=Book.PARK910, period=period_of(flows), lines=lines)
    direct = whole.part_kg(Part.FUEL) + whole.part_kg(Part.PROCESS)
    indirect = whole.part_kg(Part.ELECTRICITY) + whole.part_kg(Part.HEAT)
    assert direct == pytest.approx(19_525.150773333)
    assert indirect == pytest.approx(52_337.2)
    assert whole.total_kg == pytest.approx(71_862.350773333)


def leaves(branch: Branch) -> list[Branch]:
    if not branch.children:
        return [branch]
    return [leaf for child in branch.children for leaf in leaves(child)]


def test_a_line_unfolds_to_months_and_meters_and_what_contracts_cover() -> None:
    # four days around the end of June in Shanghai: two in June, two in July; 24 kWh each
    flows = flows_of(
        {GRID: 24, GAS: 0},
        start=datetime(2026, 6, 28, 16, tzinfo=UTC),
        step=timedelta(days=1),
    )
    found = account(flows, trade=30)
    of_grid = next(each for each in found.lines if each.what == "electricity.grid_uncovered")
    tree = unfold(of_grid, flows=flows, period=period_of(flows))
    assert [(child.what, child.activity) for child in tree.children] == [
        ("2026-06", 48),
        ("2026-07", 48),
        ("trade-1", -30),
    ]
    assert tree.children[0].children[0].meter == "m-grid"
    assert sum(leaf.emission_kg for leaf in leaves(tree)) == pytest.approx(of_grid.emission_kg)


def test_a_contract_line_unfolds_to_its_contract() -> None:
    flows = flows_of({GRID: 24, GAS: 0})
    found = account(flows, trade=30)
    traded = next(each for each in found.lines if each.what == "electricity.green_trade")
    tree = unfold(traded, flows=flows, period=period_of(flows))
    assert [(leaf.what, leaf.activity) for leaf in leaves(tree)] == [("trade-1", 30)]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"emission_kg": 1.0}, "carbon.product"),
        ({"activity": math.nan}, "carbon.not_finite"),
        ({"coverage": 1.5}, "carbon.coverage"),
        ({"activity": 2000.0, "emission_kg": 1665.0}, "carbon.counted_twice"),
    ],
)
def test_the_check_sees_a_broken_line(broken: dict[str, float], code: str) -> None:
    flows = flows_of({GRID: 250})
    found = account(flows)
    lines = (replace(found.lines[-1], **broken),)  # type: ignore[arg-type]  # floats only
    faults = check_inventory(replace(found, lines=lines), flows=flows)
    assert code in {fault.code for fault in faults}


def test_the_check_sees_a_flow_counted_in_two_lines() -> None:
    flows = flows_of({GRID: 250, GAS: 0})
    found = account(flows)
    import_line = next(each for each in found.lines if each.what == "electricity.grid_uncovered")
    again = replace(import_line, id="again", flows=(*import_line.flows, GAS))
    faults = check_inventory(replace(found, lines=(*found.lines, again)), flows=flows)
    assert "carbon.counted_twice" in {fault.code for fault in faults}


def test_a_checked_inventory_tells_its_faults_beside_its_gaps() -> None:
    flows = flows_of({GRID: [250, math.nan, 0, 0], GAS: 0})
    found = account(flows)
    assert checked(found, flows=flows) == found
    (gap,) = found.findings
    broken = replace(found, missing=())
    codes = [finding.code for finding in checked(broken, flows=flows).findings]
    assert codes == ["carbon.silent_gap", gap.code]


def test_the_check_sees_a_gap_that_nobody_names() -> None:
    flows = flows_of({GRID: [250, math.nan, 0, 0], GAS: 0})
    found = replace(account(flows), missing=())
    assert "carbon.silent_gap" in {fault.code for fault in check_inventory(found, flows=flows)}


def test_a_window_starts_with_the_first_interval_that_begins_in_the_period() -> None:
    flows = flows_of({GRID: [1, 2, 4, 8]})
    start, end = flows.axis.start, flows.axis.period.end
    later = Period(start + timedelta(minutes=10), end)
    view = window(flows, period=later)
    assert view.total.tolist() == [14]
    assert view.inside().axis.start == start + timedelta(minutes=15)


amounts = st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=4, max_size=4)


@settings(max_examples=30, deadline=None)
@given(grid=amounts, export=amounts, pv=amounts, gas=amounts, scale=st.floats(0.1, 10))
def test_scaling_all_flows_scales_the_emissions(
    grid: list[float], export: list[float], pv: list[float], gas: list[float], scale: float
) -> None:
    flows = flows_of({GRID: grid, EXPORT: export, PV: pv, GAS: gas, TOWARDS: 1})
    found = account(flows)
    assert check_inventory(found, flows=flows) == ()
    more = account(replace(flows, quantity=flows.quantity * scale))
    assert more.total_kg == pytest.approx(scale * found.total_kg, rel=1e-9, abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(grid=amounts, gas=amounts, share=st.floats(0, 1), extra=st.floats(0, 1))
def test_another_green_kwh_never_raises_the_total(
    grid: list[float], gas: list[float], share: float, extra: float
) -> None:
    flows = flows_of({GRID: grid, GAS: gas})
    trade = share * sum(grid)
    less = account(flows, trade=trade + extra * (sum(grid) - trade))
    assert less.total_kg <= account(flows, trade=trade).total_kg + 1e-6


@settings(max_examples=30, deadline=None)
@given(grid=amounts, export=amounts, pv=amounts, gas=amounts, at=st.integers(1, 3))
def test_two_halves_of_a_period_add_up_to_the_whole(
    grid: list[float], export: list[float], pv: list[float], gas: list[float], at: int
) -> None:
    flows = flows_of({GRID: grid, EXPORT: export, PV: pv, GAS: gas})
    whole = period_of(flows)
    middle = whole.start + at * flows.axis.step
    parts = [Period(whole.start, middle), Period(middle, whole.end)]
    total = sum(account(flows, period=part).total_kg for part in parts)
    assert total == pytest.approx(account(flows).total_kg, rel=1e-9, abs=1e-3)
    assert np.isfinite(total)
