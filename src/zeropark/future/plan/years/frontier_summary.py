"""A frontier as a plain dict for JSON; the keys are stable, and what is not known is null.

park, stage, book, least_t_per_year, least_bound_t_per_year, seconds
points    [{cap_t_per_year, emission_t_per_year, objective_cny_per_year,
            lower_bound_cny_per_year, relative_gap, carbon_price_cny_per_t, avoided_cny_per_t,
            route, seconds, sizes: [{device, field, unit, chosen, at}], limits: [{rule, value,
            bound, binds}]}]
"""

from __future__ import annotations

from zeropark.future.plan.years.abatement import Measure
from zeropark.future.plan.years.frontier import Frontier, FrontierPoint
from zeropark.future.plan.years.plan import PlannedSize


def frontier_data(found: Frontier) -> dict[str, object]:
    """The frontier with the keys above."""
    return {
        "park": found.park.id,
        "stage": found.stage,
        "book": found.book,
        "least_t_per_year": found.least_t_per_year,
        "least_bound_t_per_year": found.least_bound_t_per_year,
        "seconds": found.seconds,
        "points": [_point(each) for each in found.points],
    }


def measure_data(measure: Measure) -> dict[str, object]:
    """One step of an abatement curve.

    {device, built: {field: size}, avoided_t_per_year, added_cost_cny_per_year, cny_per_t}
    """
    return {
        "device": measure.device,
        "built": dict(measure.built),
        "avoided_t_per_year": measure.avoided_t_per_year,
        "added_cost_cny_per_year": measure.added_cost_cny_per_year,
        "cny_per_t": measure.cny_per_t,
    }


def size_data(size: PlannedSize) -> dict[str, object]:
    """A size without what it was and costs."""
    return {
        "device": size.device,
        "field": size.field,
        "unit": size.unit,
        "chosen": size.chosen,
        "at": size.at,
    }


def _point(point: FrontierPoint) -> dict[str, object]:
    plan = point.plan
    return {
        "cap_t_per_year": point.cap_t_per_year,
        "emission_t_per_year": point.emission_t_per_year,
        "objective_cny_per_year": plan.objective_cny_per_year,
        "lower_bound_cny_per_year": plan.lower_bound_cny_per_year,
        "relative_gap": plan.relative_gap,
        "carbon_price_cny_per_t": point.carbon_price_cny_per_t,
        "avoided_cny_per_t": point.avoided_cny_per_t,
        "route": plan.route,
        "seconds": plan.seconds,
        "sizes": [size_data(each) for each in plan.sizes],
        "limits": [
            {"rule": each.rule, "value": each.value, "bound": each.bound, "binds": each.binds}
            for each in plan.limits
        ],
    }
