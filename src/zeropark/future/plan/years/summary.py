"""A plan as a plain dict for JSON; the keys are stable. Series stay in the plan's own document.

park, stage, year, steps
objective_cny_per_year, lower_bound_cny_per_year, relative_gap, route, seconds
attempts  [{route, accepted, seconds, said}]
sizes     [{device, field, unit, documented, chosen, least, most, at,
            cost_cny_per_unit_year, worth_cny_per_unit_year}]
costs     [{item, of, component, amount_cny_per_year}]
limits    [{rule, zh, en, unit, sense, value, bound, enforced, kept,
            shadow_price_cny_per_unit, source}]
"""

from __future__ import annotations

from dataclasses import asdict

from zeropark.future.plan.years.plan import Plan


def summary(plan: Plan) -> dict[str, object]:
    """The plan with the keys above; a missing figure is null."""
    return {
        "park": plan.park.id,
        "stage": plan.stage,
        "year": plan.asked.year,
        "steps": plan.axis.count,
        "objective_cny_per_year": plan.objective_cny_per_year,
        "lower_bound_cny_per_year": plan.lower_bound_cny_per_year,
        "relative_gap": plan.relative_gap,
        "route": plan.route,
        "seconds": plan.seconds,
        "attempts": [asdict(each) for each in plan.attempts],
        "sizes": [{**asdict(each), "at": each.at} for each in plan.sizes],
        "costs": [{**asdict(each), "item": each.item.value} for each in plan.costs],
        "limits": [{**asdict(each), "kept": each.kept} for each in plan.limits],
    }
