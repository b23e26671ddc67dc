"""A pathway as a plain dict for JSON; the keys are stable, and what is not known is null.

park, steps, discount_rate_per_year, objective_cny, lower_bound_cny, relative_gap, route, seconds
invested_cny, residual_cny
attempts  [{route, accepted, seconds, said}]
stages    [{year, until, years, weight, cost_cny_per_year, investment_cny,
            builds: [{device, field, unit, amount, investment_cny, annuity_cny_per_year, until,
                      residual_cny}],
            retirements: [{device, field, amount, since}],
            sizes: [{device, field, unit, chosen, at, worth_cny_per_unit_year}],
            costs: [{item, of, component, amount_cny_per_year}],
            limits: [{rule, zh, en, unit, sense, value, bound, enforced, kept,
                      shadow_price_cny_per_unit, source}]}]
"""

from __future__ import annotations

from dataclasses import asdict

from zeropark.future.plan.years.frontier_summary import size_data
from zeropark.future.plan.years.pathway import Pathway, PathwayStage


def pathway_data(found: Pathway) -> dict[str, object]:
    """The pathway with the keys above."""
    return {
        "park": found.park.id,
        "steps": found.asked.steps,
        "discount_rate_per_year": found.discount_rate_per_year,
        "objective_cny": found.objective_cny,
        "lower_bound_cny": found.lower_bound_cny,
        "relative_gap": found.relative_gap,
        "route": found.route,
        "seconds": found.seconds,
        "invested_cny": found.invested_cny,
        "residual_cny": found.residual_cny,
        "attempts": [asdict(each) for each in found.attempts],
        "stages": [stage_data(each) for each in found.stages],
    }


def stage_data(stage: PathwayStage) -> dict[str, object]:
    """One stage; series stay out."""
    span = stage.span
    return {
        "year": span.year,
        "until": span.until,
        "years": span.years,
        "weight": span.weight,
        "cost_cny_per_year": stage.cost_cny_per_year,
        "investment_cny": stage.investment_cny,
        "builds": [asdict(each) for each in stage.builds],
        "retirements": [asdict(each) for each in stage.retirements],
        "sizes": [
            {**size_data(each), "worth_cny_per_unit_year": each.worth_cny_per_unit_year}
            for each in stage.sizes
        ],
        "costs": [{**asdict(each), "item": each.item.value} for each in stage.costs],
        "limits": [{**asdict(each), "kept": each.kept} for each in stage.limits],
    }
