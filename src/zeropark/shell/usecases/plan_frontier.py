"""Plan a frontier: cost against carbon, and what each measure of one of its plans avoids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Book
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.years.abatement import Measure, Standing, abatement, built_devices
from zeropark.future.plan.years.frontier import Frontier, FrontierPoint, capped_park, frontier
from zeropark.future.plan.years.given_columns import Given, told_as
from zeropark.future.plan.years.plan_terms import PlanTerms, stage_of
from zeropark.future.plan.years.staging import life_findings, park_at
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierOrder(PlanTerms):
    """What is to be planned."""

    book: Book = "park910"
    """Whose CO2 is capped."""
    points: int = 9
    measures_of: int | None = None
    """The point, from 1, whose measures are left out one by one; None: of none."""
    stage: int | None = None
    """The year that is planned for; None: the document's, see `stage_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFrontier:
    """A frontier, what there is to say about it, and the measures that were asked for."""

    frontier: Frontier
    measures: tuple[Measure, ...] | None
    findings: tuple[Finding, ...]


def plan_frontier(
    order: FrontierOrder,
    *,
    park: ParkDocument,
    rules: Rulebook,
    given: Callable[[Axis], Given],
    progress: Progress,
) -> PlannedFrontier:
    """Plans from the cheapest to the least CO2.

    Args:
        order: what is to be planned.
        park: its document; what is past the end of its life by the stage does not stand.
        rules: in force.
        given: the series given of the steps of an axis.
        progress: hears of each plan.

    Raises:
        InputError: something that is needed is missing or wrong; the findings name the places.
        InfeasiblePlanError: nothing meets all rules, even without a cap.
        SolverError: no route gave an answer that holds.
    """
    began = perf_counter()
    routes = order.routes()
    stage = stage_of(park, order, named=order.stage)
    capped, caps = capped_park(park_at(park, stage), order.book)
    progress.begin("weather, loads, equations")
    axis = order.axis(stage)
    told = given(axis)
    conditions = conditions_of(capped, axis, seed=order.seed, given=told.series)
    options = Options(stage=stage, prices=told.prices, carbon_caps=caps)
    problem = write_problem(conditions, rules, options)
    progress.end()
    asked = order.asked(stage, steps=axis.count)
    progress.begin("plans of the frontier", total=order.points + 1)
    found = frontier(
        problem,
        book=order.book,
        asked=asked,
        points=order.points,
        routes=routes,
        given=told_as(told),
        advance=progress.advance,
    )
    progress.end()
    measures = None
    if order.measures_of is not None:
        point = _point(found, order.measures_of)
        measures = _measures(problem, point, order.gap, routes, progress)
    return PlannedFrontier(
        frontier=replace(found, seconds=perf_counter() - began),
        measures=measures,
        findings=(*life_findings(park, stage), *problem.findings),
    )


def _measures(
    problem: Problem,
    point: FrontierPoint,
    gap: float,
    routes: Sequence[Route] | None,
    progress: Progress,
) -> tuple[Measure, ...]:
    standing = Standing(
        problem=problem,
        program=problem.program(),
        sizes={(size.device, size.field): size.chosen for size in point.plan.sizes},
    )
    progress.begin("measures left out", total=1 + len(built_devices(standing)))
    found = abatement(standing, gap=gap, routes=routes, advance=progress.advance)
    progress.end()
    return found


def _point(found: Frontier, number: int) -> FrontierPoint:
    if not 1 <= number <= len(found.points):
        raise InputError(
            "The frontier has {count} points; there is no point {number}.",
            count=len(found.points),
            number=number,
        )
    return found.points[number - 1]
