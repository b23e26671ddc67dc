"""A small park that was really planned: three days by the hour, by HiGHS alone."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import plannable_park
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.solve import HIGHS
from zeropark.future.plan.years.given_columns import Given, told_as
from zeropark.future.plan.years.plan import Asked, Plan
from zeropark.future.plan.years.size import size_park

DAYS = "2030-01-07/2030-01-10"
RULES = load_rulebook()


def axis_of(period: str = DAYS) -> Axis:
    return Axis.over(parse_period(period), step=timedelta(hours=1))


def written(
    park: ParkDocument,
    *,
    period: str = DAYS,
    given: Given | None = None,
    rules: Rulebook = RULES,
    **options: Any,
) -> Problem:
    """The problem of a park over some days."""
    series = given or Given()
    conditions = conditions_of(park, axis_of(period), seed=910, given=series.series)
    return write_problem(conditions, rules, Options(prices=series.prices, **options))


def planned(park: ParkDocument, *, period: str = DAYS, given: Given | None = None) -> Plan:
    """The plan of a park over some days."""
    problem = written(park, period=period, given=given)
    asked = Asked(year=2030, seed=910, steps=problem.site.axis.count, gap=1e-6)
    return size_park(problem, asked=asked, routes=(HIGHS,), given=told_as(given or Given()))


@cache
def sized() -> Plan:
    """The plannable park, once for all tests that only read it."""
    return planned(plannable_park.park())
