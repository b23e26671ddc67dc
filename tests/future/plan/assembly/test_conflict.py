"""What conflicts is named: the smallest set, by how much each must give, or where it lacks."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from zeropark.future.plan.assembly.conflict import Soft, find_conflict
from zeropark.future.plan.program.draft import Draft, Flow, StepRow
from zeropark.future.plan.solve import HIGHS, PIQP, Route

ROUTES = [PIQP, HIGHS]


def park(*, load_kwh: float = 5.0, wind_kw: float = 100.0) -> tuple[Draft, dict[str, Flow]]:
    """Two hours of a load; wind in the first alone, a store that keeps 80 %, and the grid."""
    draft = Draft(2)
    wind = draft.flow("wind", upper=wind_kw * np.array([1.0, 0.0]))
    grid = draft.flow("grid", cost=0.5, upper=10.0)
    charge = draft.flow("charge")
    content = draft.flow("content", upper=3.0)
    give = draft.flow("give")
    bus = draft.row("bus el", lower=load_kwh, upper=inf)
    draft.add(bus, {wind: 1.0, grid: 1.0, give: 1.0, charge: -1.0})
    level: StepRow = draft.row("level", lower=0.0, upper=0.0)
    draft.add(level, {content: 1.0, charge: -0.8, give: 1.0}, before={content: -1.0})
    return draft, {"wind": wind, "grid": grid, "charge": charge, "give": give}


@pytest.mark.parametrize("route", ROUTES, ids=lambda at: at.name)
def test_two_rules_that_conflict_are_named_among_many(route: Route) -> None:
    """Hour 2 needs 5 kWh: 3 from the store at most, so 2 from the grid; a cap of 0.5 lacks 1.5."""
    draft, flows = park()
    draft.sum_up(draft.total("rule.cap", upper=0.5), {flows["grid"]: 1.0})
    draft.sum_up(draft.total("rule.much", upper=400.0), {flows["grid"]: 1.0})
    draft.sum_up(draft.total("rule.some", lower=2.0), {flows["wind"]: 1.0})
    names = ["rule.much", "rule.cap", "rule.some", "content"]
    found = find_conflict(draft.finish(), [Soft(name, "kWh") for name in names], routes=[route])
    gives = {at.soft.name: at for at in found.gives}
    assert gives.keys() == {"rule.cap", "content"}
    assert gives["rule.cap"].amount == pytest.approx(1.5, rel=1e-5)
    assert gives["rule.cap"].enough
    assert gives["rule.cap"].steps.size == 0
    assert gives["content"].amount == pytest.approx(1.5, rel=1e-5)
    assert gives["content"].steps.tolist() == [0]
    assert gives["rule.cap"].answer.flows[1].sum() == pytest.approx(2.0, rel=1e-5)
    assert gives["content"].answer.flows[3, 0] == pytest.approx(4.5, rel=1e-5)


@pytest.mark.parametrize("route", ROUTES, ids=lambda at: at.name)
def test_a_rule_that_conflicts_with_what_is_hard_stands_alone(route: Route) -> None:
    draft, flows = park()
    draft.sum_up(draft.total("rule.cap", upper=0.5), {flows["grid"]: 1.0})
    draft.sum_up(draft.total("rule.some", lower=2.0), {flows["wind"]: 1.0})
    found = find_conflict(draft.finish(), [Soft("rule.cap"), Soft("rule.some")], routes=[route])
    assert [(at.soft.name, round(at.amount, 4)) for at in found.gives] == [("rule.cap", 1.5)]


def test_three_rules_of_which_any_two_go_together_are_all_named() -> None:
    """x >= 2, y >= 2, x + y <= 3, in large and in small units."""
    draft = Draft(1)
    x, y = draft.flow("x"), draft.flow("y")
    draft.sum_up(draft.total("x", lower=2e6), {x: 1e6})
    draft.sum_up(draft.total("y", lower=2e-3), {y: 1e-3})
    draft.sum_up(draft.total("both", upper=3.0), {x: 1.0, y: 1.0})
    draft.sum_up(draft.total("lax", upper=30.0), {x: 1.0, y: 1.0})
    names = ["x", "y", "both", "lax"]
    found = find_conflict(draft.finish(), [Soft(name) for name in names], routes=ROUTES)
    amounts = {at.soft.name: at.amount for at in found.gives}
    assert amounts == pytest.approx({"x": 1e6, "y": 1e-3, "both": 1.0}, rel=1e-4)


def test_of_two_conflicts_one_is_told() -> None:
    draft = Draft(1)
    x, y = draft.flow("x"), draft.flow("y")
    for name, column in (("x", x), ("y", y)):
        draft.sum_up(draft.total(f"{name} least", lower=2.0), {column: 1.0})
        draft.sum_up(draft.total(f"{name} most", upper=1.0), {column: 1.0})
    names = ["x least", "x most", "y least", "y most"]
    found = find_conflict(draft.finish(), [Soft(name) for name in names], routes=ROUTES)
    assert {at.soft.name for at in found.gives} in ({"x least", "x most"}, {"y least", "y most"})
    assert [at.amount for at in found.gives] == pytest.approx([1.0, 1.0], rel=1e-4)
    assert [at.enough for at in found.gives] == [False, False]


def test_a_size_too_small_for_a_rule_is_named_with_the_rule() -> None:
    draft = Draft(2)
    size = draft.quantity("pv.capacity_kw", upper=4.0)
    made = draft.flow("made")
    draft.add(draft.row("made.limit", upper=0.0), {made: 1.0, size: -0.5})
    draft.sum_up(draft.total("rule.own", lower=6.0), {made: 1.0})
    soft = [Soft("pv.capacity_kw", "kW"), Soft("rule.own", "kWh")]
    found = find_conflict(draft.finish(), soft, routes=[HIGHS])
    assert {at.soft.name: at.amount for at in found.gives} == pytest.approx(
        {"pv.capacity_kw": 2.0, "rule.own": 2.0}, rel=1e-5
    )


@pytest.mark.parametrize("route", ROUTES, ids=lambda at: at.name)
def test_where_no_rule_is_to_blame_the_bus_and_its_steps_are_told(route: Route) -> None:
    draft, flows = park(load_kwh=12.0, wind_kw=1.0)
    draft.sum_up(draft.total("rule.cap", upper=0.5), {flows["grid"]: 1.0})
    found = find_conflict(draft.finish(), [Soft("rule.cap")], routes=[route])
    assert not found.gives
    (shortfall,) = found.shortfalls
    assert shortfall.row == "bus el"
    assert shortfall.amounts.sum() == pytest.approx(1.0 + 2.0, rel=1e-4)


def test_where_all_can_be_kept_nothing_conflicts() -> None:
    draft, flows = park()
    draft.sum_up(draft.total("rule.cap", upper=20.0), {flows["grid"]: 1.0})
    found = find_conflict(draft.finish(), [Soft("rule.cap")], routes=[HIGHS])
    assert not found.gives
    assert not found.shortfalls
