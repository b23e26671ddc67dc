"""One plan: in short, what to build, what it costs, how it would run, why, and what proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import floor
from typing import Final

from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.explain import explain
from zeropark.future.plan.years.explanation import Explanation
from zeropark.future.plan.years.plan import Plan
from zeropark.review.presentation.coal import coal_equivalents
from zeropark.review.presentation.figures.figure import Figure, Table
from zeropark.review.presentation.figures.plan_costs import plan_costs_figure
from zeropark.review.presentation.figures.plan_duration import plan_duration_figure
from zeropark.review.presentation.figures.plan_frontier import plan_frontier_figure
from zeropark.review.presentation.figures.plan_sizes import plan_sizes_figure
from zeropark.review.presentation.figures.plan_stores import plan_stores_figure
from zeropark.review.presentation.figures.plan_week import plan_week_figure
from zeropark.review.presentation.figures.sankey import sankey_figure
from zeropark.review.presentation.plan_tables import (
    dear_weeks_table,
    limits_table,
    said_of_sizes,
)
from zeropark.review.presentation.plan_tiles import gap_percent, plan_tiles
from zeropark.review.presentation.plan_weeks import week_of, week_starts, without_noise
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.pages.plan_point import plan_point
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.ports.plans import KeptPlan

_WHOLE_YEAR: Final = 1.0


def kept_plan(visit: ParkVisit) -> KeptPlan:
    """The plan that the address names, by name alone: an address never leads to another folder.

    Raises:
        NotFoundError: no plan of that name is kept.
    """
    wanted = visit.query.get("plan", "")
    found = next((each for each in visit.desk.plans.kept() if each.name == wanted), None)
    if found is None:
        raise NotFoundError("No plan {plan!r} is kept here. Choose one from the list.", plan=wanted)
    return found


def plan_shown(visit: ParkVisit) -> Shown:
    """All of a plan but its weeks."""
    kept = kept_plan(visit)
    plan = visit.desk.plans.read(kept)
    explained, results = explain(plan), _results(visit, plan)
    line = visit.desk.plans.frontier(plan.stage)
    drawn = (
        None
        if line is None
        else plan_frontier_figure(line, plan_point(visit, kept, plan, book=line.book)),
        plan_sizes_figure(plan),
        plan_costs_figure(plan),
        plan_duration_figure(results),
        replace(sankey_figure(results), title=TEXTS["plan_sankey.title"]),
    )
    return Shown(
        figures=tuple(each for each in drawn if each is not None),
        tables=_tables(plan, explained),
        data={
            "one": plan,
            "plan_name": kept.name,
            "title": TEXTS["plan.title"].fill(
                {"park": Text(plan.park.name.zh, plan.park.name.en), "stage": str(plan.stage)}
            ),
            "tiles": tuple(plan_tiles(plan)),
            "proven": _proven(plan),
            "said_of_sizes": tuple(said_of_sizes(plan, explained)),
            "whole_year": years_in(plan.axis) == _WHOLE_YEAR,
            "period": results.period_name,
            "generated": results.generated,
            "written": f"{kept.written.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        },
    )


def _results(visit: ParkVisit, plan: Plan) -> Results:
    carriers = {link.carrier for link in plan.flows.links}
    day = plan.axis.period.last_day()
    coal = coal_equivalents(carriers, rules=visit.desk.rules, at=day)
    return Results(park=plan.park, flows=without_noise(plan.flows), coal_equivalents=coal)


def _tables(plan: Plan, explained: Explanation) -> dict[str, Table]:
    found = {
        "plan-limits": limits_table(plan, explained),
        "plan-dear": dear_weeks_table(plan, explained),
    }
    return {key: table for key, table in found.items() if table is not None}


def _proven(plan: Plan) -> Text:
    """Cost, bound and gap as a sentence; neither bound nor gap is told better than it is."""
    return TEXTS["plan.proven"].fill(
        {
            "cost": number(plan.objective_cny_per_year, digits=0),
            "bound": number(floor(plan.lower_bound_cny_per_year), digits=0),
            "gap": f"{gap_percent(plan.relative_gap)} %",
        }
    )


def week_shown(visit: ParkVisit) -> Shown:
    """The week that the address names, else the one in which most of the cost arises.

    Raises:
        NotFoundError: there is no such week in the plan.
    """
    plan = visit.desk.plans.read(kept_plan(visit))
    starts = week_starts(plan.axis)
    start = _asked_week(visit, plan, starts)
    week = week_of(plan, start)
    found: tuple[Figure | None, ...] = (
        plan_week_figure(Results(park=plan.park, flows=without_noise(week.flows))),
        plan_stores_figure(plan, week),
    )
    return Shown(
        figures=tuple(each for each in found if each is not None),
        data={
            "weeks": starts,
            "week": start,
            "before": {late: early for early, late in pairwise(starts)}.get(start),
            "after": dict(pairwise(starts)).get(start),
        },
    )


def _asked_week(visit: ParkVisit, plan: Plan, starts: tuple[date, ...]) -> date:
    asked = visit.query.get("week")
    if not asked:
        return _dearest(plan, starts)
    found = next((each for each in starts if each.isoformat() == asked), None)
    if found is None:
        raise NotFoundError(
            "The plan has no week from {week!r}. Choose one from the list.", week=asked
        )
    return found


def _dearest(plan: Plan, starts: tuple[date, ...]) -> date:
    """Where most of what some bus carries is worth falls; the first week where nothing is."""
    weeks = explain(plan).weeks
    if not weeks:
        return starts[0]
    day = weeks[0].start.astimezone(PARK_ZONE).date()
    return max(each for each in starts if each <= day)
