"""Two stages worked by hand: when to build, what retires, and what all of it is worth now."""

from __future__ import annotations

import pytest

import plannable_park
from archetype_parks import archetype_park
from sized_park import planned, written
from sunny_park import (
    DAY,
    MOST_KW,
    RATE,
    annuity,
    bought_cny_per_year,
    capex_of,
    half_a_day,
    saved_cny_per_kw,
    sunny,
)
from zeropark.basis.errors import InfeasiblePlanError
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.solve import HIGHS, INTERIOR, Route
from zeropark.future.plan.years.abatement import abatement
from zeropark.future.plan.years.given_columns import Given
from zeropark.future.plan.years.pathway import Pathway
from zeropark.future.plan.years.plan import Asked, CostItem
from zeropark.future.plan.years.plan_pathway import BUDGET, plan_pathway, standing_in
from zeropark.future.plan.years.staging import Retirement, park_at, spans_of

EARLY, LATE = 2027, 2032
FIVE_YEARS = sum(1.06**-year for year in range(1, 6))
WEIGHTS = (FIVE_YEARS, FIVE_YEARS / 1.06**5)
"""Of a yearly cost in 2027 to 2031 and in 2032 to 2036, as it is worth at the start of 2027."""


def ways(
    park: ParkDocument,
    *stages: int,
    period: str = DAY,
    given: Given | None = None,
    route: Route = HIGHS,
    gap: float = 1e-6,
) -> Pathway:
    spans = spans_of(stages, until=None, discount_rate_per_year=RATE)
    each = [
        written(
            park_at(park, span.year),
            period=period,
            given=given,
            stage=span.year,
            loosened=frozenset({BUDGET}),
        )
        for span in spans
    ]
    asked = Asked(year=2030, seed=910, steps=24, gap=gap)
    return plan_pathway(each, spans, park=park, asked=asked, routes=(route,))


def sunny_way(park: ParkDocument) -> Pathway:
    return ways(park, EARLY, LATE, given=half_a_day())


def test_what_gets_cheaper_is_built_when_it_pays() -> None:
    """At 1.2 times what it saves, 5 % a year less: 1.14 times in 2027, 0.882 times in 2032."""
    saved = saved_cny_per_kw()
    capex = capex_of(1.2 * saved)
    learning = [{"kind": "pv", "fall_share_per_year": 0.05}]
    found = sunny_way(sunny(capex_cny_per_kw=capex, learning=learning))
    early, late = found.stages
    assert early.size("sun", "capacity_kw") == pytest.approx(0.0, abs=1e-3)
    assert late.size("sun", "capacity_kw") == pytest.approx(MOST_KW)
    assert early.builds == ()
    (build,) = late.builds
    assert build.investment_cny == pytest.approx(MOST_KW * capex * 0.95**6)
    bought = bought_cny_per_year()
    costs = (bought, bought - MOST_KW * (saved - 1.2 * 0.95**6 * saved))
    assert [stage.cost_cny_per_year for stage in found.stages] == pytest.approx(costs)
    expected = sum(w * cost for w, cost in zip(WEIGHTS, costs, strict=True))
    assert found.objective_cny == pytest.approx(expected)
    assert found.lower_bound_cny == pytest.approx(expected, rel=1e-6)


def test_what_an_interior_point_leaves_of_nothing_is_no_build() -> None:
    """A vertex has exact zeros; an interior point comes near to them, and tells the same builds."""
    park = archetype_park("qingyang")
    stages, week = (2028, 2030), "2030-01-07/2030-01-14"
    exact = ways(park, *stages, period=week)
    near = ways(park, *stages, period=week, route=INTERIOR, gap=1e-4)
    assert exact.stages[0].builds
    for one, other in zip(exact.stages, near.stages, strict=True):
        told = {(build.device, build.field) for build in other.builds}
        assert told == {(build.device, build.field) for build in one.builds}


def test_what_is_built_once_stands_in_the_next_stage_too() -> None:
    """It pays at once: 10 of its 20 years are paid for, and 10 are left at the end of 2036."""
    saved = saved_cny_per_kw()
    capex = capex_of(0.5 * saved)
    found = sunny_way(sunny(capex_cny_per_kw=capex))
    early, late = found.stages
    (build,) = early.builds
    assert build.amount == pytest.approx(MOST_KW)
    assert build.until == EARLY + 20
    assert late.builds == ()
    assert late.size("sun", "capacity_kw") == pytest.approx(MOST_KW)
    assert found.invested_cny == pytest.approx(MOST_KW * capex)
    yearly = bought_cny_per_year() - MOST_KW * 0.5 * saved
    assert found.objective_cny == pytest.approx(sum(WEIGHTS) * yearly)
    # What is paid is what was spent less what is left, as all of it is worth now.
    left = MOST_KW * annuity(capex) * sum(1.06**-year for year in range(1, 11))
    assert found.residual_cny == pytest.approx(left)
    paid = MOST_KW * annuity(capex) * sum(WEIGHTS)
    assert paid == pytest.approx(found.invested_cny - left / 1.06**10)


def test_what_lasts_five_years_is_built_again() -> None:
    saved = saved_cny_per_kw()
    park = sunny(capex_cny_per_kw=capex_of(0.5 * saved, years=5.0), years=5.0)
    early, late = sunny_way(park).stages
    assert [build.amount for build in (*early.builds, *late.builds)] == pytest.approx([150, 150])
    (gone,) = late.retirements
    assert (gone.device, gone.since) == ("sun", EARLY)
    assert gone.amount == pytest.approx(MOST_KW)


def test_what_stands_costs_nothing_until_its_life_is_over() -> None:
    """100 kW of 2012 last until 2032; then it pays no more to build."""
    saved = saved_cny_per_kw()
    park = sunny(capex_cny_per_kw=capex_of(1.5 * saved), commissioned=2012, capacity_kw=100.0)
    found = sunny_way(park)
    early, late = found.stages
    assert early.size("sun", "capacity_kw") == pytest.approx(100.0)
    assert late.size("sun", "capacity_kw") == pytest.approx(0.0, abs=1e-6)
    assert early.retirements == ()
    gone = Retirement(device="sun", field="capacity_kw", amount=100.0, since=2012)
    assert late.retirements == (gone,)
    bought = bought_cny_per_year()
    expected = WEIGHTS[0] * (bought - 100.0 * saved) + WEIGHTS[1] * bought
    assert found.objective_cny == pytest.approx(expected)


def test_a_budget_is_for_all_stages_together() -> None:
    """For 60 kW: what is built at once saves in both stages, so all of it is."""
    capex = capex_of(0.5 * saved_cny_per_kw())
    found = sunny_way(sunny(capex_cny_per_kw=capex, budget_cny=60.0 * capex))
    early, late = found.stages
    assert [build.amount for build in early.builds] == [pytest.approx(60.0)]
    assert late.builds == ()
    assert all(limit.rule != BUDGET for stage in found.stages for limit in stage.limits)


def test_the_lines_of_a_stage_are_what_its_year_costs() -> None:
    capex = capex_of(0.5 * saved_cny_per_kw())
    for stage in sunny_way(sunny(capex_cny_per_kw=capex)).stages:
        lines = sum(line.amount_cny_per_year for line in stage.costs)
        assert lines == pytest.approx(stage.cost_cny_per_year)
        invested = [line for line in stage.costs if line.item is CostItem.INVESTMENT]
        assert invested[0].amount_cny_per_year == pytest.approx(MOST_KW * annuity(capex))


def test_a_measure_of_a_stage_costs_its_annuity_less_what_it_saves() -> None:
    saved = saved_cny_per_kw()
    park = sunny(capex_cny_per_kw=capex_of(0.5 * saved))
    late = sunny_way(park).stages[1]
    problem = written(park, period=DAY, given=half_a_day(), stage=LATE)
    (measure,) = abatement(standing_in(late, problem), gap=1e-6, routes=(HIGHS,))
    assert measure.added_cost_cny_per_year == pytest.approx(-0.5 * saved * MOST_KW)


def test_a_pathway_of_one_stage_is_the_plan_of_that_year() -> None:
    park, days = plannable_park.park(), "2030-01-07/2030-01-10"
    plan = planned(park, period=days)
    (stage,) = (found := ways(park, 2030, period=days)).stages
    assert found.objective_cny / stage.span.weight == pytest.approx(
        plan.objective_cny_per_year, rel=1e-6
    )
    assert stage.cost_cny_per_year == pytest.approx(plan.objective_cny_per_year, rel=1e-6)
    for one, other in zip(stage.sizes, plan.sizes, strict=True):
        assert one.chosen == pytest.approx(other.chosen, rel=1e-3, abs=0.01)
    assert found.relative_gap <= 1e-6


def test_each_stage_keeps_the_target_of_its_own_year() -> None:
    targets = [{"year": y, "core_max_tco2_per_tce": u} for y, u in ((2027, 2.0), (2035, 1.3))]
    found = ways(plannable_park.park(targets=targets), 2027, 2035, period="2030-01-07/2030-01-10")
    kept = [next(at for at in stage.limits if at.rule == "stage") for stage in found.stages]
    assert [limit.bound for limit in kept] == [2.0, 1.3]
    assert all(limit.kept for limit in kept)
    assert kept[1].binds
    assert not kept[0].binds


def test_a_stage_that_nothing_can_meet_is_named() -> None:
    targets = [{"year": y, "core_max_tco2_per_tce": u} for y, u in ((EARLY, 9.0), (LATE, 1e-6))]
    with pytest.raises(InfeasiblePlanError, match="In 2032:"):
        sunny_way(sunny(capex_cny_per_kw=1000.0, targets=targets))
