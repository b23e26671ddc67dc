"""Plan a pathway: stages that share what is built, with the books of a year of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Planning
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.years.abatement import Measure, abatement, built_devices
from zeropark.future.plan.years.given_columns import Given
from zeropark.future.plan.years.pathway import Pathway
from zeropark.future.plan.years.plan_pathway import BUDGET, plan_pathway, standing_in
from zeropark.future.plan.years.plan_terms import PlanTerms
from zeropark.future.plan.years.planned_park import with_bought
from zeropark.future.plan.years.staging import Span, park_at, spans_of, target_findings
from zeropark.review.evaluation.evaluated import EvaluatedYear, evaluate_flows
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayOrder(PlanTerms):
    """What is to be planned; weather and loads are those of the year of each stage."""

    stages: tuple[int, ...]
    """Years, rising."""
    until: int | None = None
    """The first year after the last stage; None: it is as long as the one before it."""
    measures: bool = False
    """Whether the measures of each stage are left out one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBooks:
    """A year of one stage as its books and indicators have it."""

    evaluated: EvaluatedYear
    account: Account
    measures: tuple[Measure, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPathway:
    """A pathway, the books of its stages, and what there is to say about it."""

    pathway: Pathway
    books: tuple[StageBooks, ...]
    findings: tuple[Finding, ...]


def plan_stages(
    order: PathwayOrder,
    *,
    park: ParkDocument,
    rules: Rulebook,
    given: Callable[[Axis], Given],
    progress: Progress,
) -> PlannedPathway:
    """The cheapest way through the stages, with the books and indicators of each.

    Args:
        order: what is to be planned.
        park: its document.
        rules: in force; each stage keeps those of its own year.
        given: the series given of the steps of an axis.
        progress: hears of each part of the work.

    Raises:
        InputError: stages don't rise, or something that is needed is missing or wrong.
        InfeasiblePlanError: nothing meets all rules; it names the stage that can't, if one can't.
        SolverError: no route gave an answer that holds.
    """
    began = perf_counter()
    planning = park.planning or Planning()
    spans = spans_of(order.stages, until=order.until, discount_rate_per_year=planning.discount_rate)
    routes = order.routes()
    progress.begin("weather, loads, equations", total=len(spans))
    written = []
    for span in spans:
        written.append(_problem(park_at(park, span.year), rules, span, given, order))
        progress.advance()
    progress.end()
    progress.begin("solve")
    steps = sum(each.site.axis.count for each in written)
    asked = order.asked(spans[0].year, steps=steps)
    found = plan_pathway(written, spans, park=park, asked=asked, routes=routes)
    progress.end()
    books = tuple(_books(found, written, rules, order, routes, progress))
    return PlannedPathway(
        pathway=replace(found, seconds=perf_counter() - began),
        books=books,
        findings=(*target_findings(park, order.stages), *_told(written, spans)),
    )


def _problem(
    park: ParkDocument,
    rules: Rulebook,
    span: Span,
    given: Callable[[Axis], Given],
    order: PathwayOrder,
) -> Problem:
    axis = order.axis(span.year)
    told = given(axis)
    conditions = conditions_of(park, axis, seed=order.seed, given=told.series)
    options = Options(stage=span.year, prices=told.prices, loosened=frozenset({BUDGET}))
    return write_problem(conditions, rules, options)


def _books(
    found: Pathway,
    written: Sequence[Problem],
    rules: Rulebook,
    order: PathwayOrder,
    routes: Sequence[Route] | None,
    progress: Progress,
) -> Iterator[StageBooks]:
    for stage, problem in zip(found.stages, written, strict=True):
        measures = None
        if order.measures:
            standing = standing_in(stage, problem)
            what = f"measures of {stage.span.year} left out"
            progress.begin(what, total=1 + len(built_devices(standing)))
            measures = abatement(standing, gap=order.gap, routes=routes, advance=progress.advance)
            progress.end()
        park = with_bought(problem.site.park, stage.extras, axis=stage.flows.axis)
        yield StageBooks(
            evaluated=evaluate_flows(stage.flows, park=park, rules=rules),
            account=account_flows(stage.flows, park=park, rules=rules),
            measures=measures,
        )


def _told(written: Sequence[Problem], spans: Sequence[Span]) -> Iterator[Finding]:
    """What each stage's problem says, once, with the first stage that says it."""
    seen: set[str] = set()
    for problem, span in zip(written, spans, strict=True):
        for finding in problem.findings:
            if str(finding) not in seen:
                seen.add(str(finding))
                yield replace(finding, place=f"{span.year}: {finding.place}")
