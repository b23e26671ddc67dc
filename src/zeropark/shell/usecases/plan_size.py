"""Plan sizes: a park and its rules in, the cheapest plan of a year out, with its books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.facts.ledger.green.claims import PART_OF_YEAR
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.years.given_columns import Given, told_as
from zeropark.future.plan.years.plan import Asked, Plan
from zeropark.future.plan.years.plan_terms import PlanTerms, stage_of
from zeropark.future.plan.years.planned_park import PLANNED, planned_park
from zeropark.future.plan.years.size import size_park
from zeropark.future.plan.years.staging import life_findings, park_at
from zeropark.review.evaluation.evaluated import EvaluatedYear, evaluate_flows
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeOrder(PlanTerms):
    """What is to be planned."""

    stage: int | None = None
    """The year that is planned for; None: the document's, see `stage_of`."""
    commitment: bool = False
    """Whether units are on or off, in whole numbers."""
    merged: bool = False
    """Whether steps are merged, and split until the gap holds."""
    series: str | None = None
    """What the table of given series is called."""
    with_proof: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedPark:
    """A plan, what there is to say about it, and the books of its year."""

    plan: Plan
    findings: tuple[Finding, ...]
    evaluated: EvaluatedYear
    account: Account


def plan_size(
    order: SizeOrder,
    *,
    park: ParkDocument,
    rules: Rulebook,
    own_rules: tuple[tuple[str, str], ...],
    given: Callable[[Axis], Given],
    progress: Progress,
) -> SizedPark:
    """The cheapest plan that keeps the rules, with its three books and the 1+5 indicators.

    Args:
        order: what is to be planned.
        park: its document; what is past the end of its life by the stage does not stand.
        rules: in force, the park's own among them.
        own_rules: the texts of the park's own, for the plan to carry.
        given: the series given of the steps of an axis.
        progress: hears of the work, and of each route as it begins.

    Raises:
        InputError: something that is needed is missing or wrong; the findings name the places.
        InfeasiblePlanError: nothing meets all rules; it names those that conflict.
        UnboundedPlanError: the cost falls without end.
        SolverError: no route gave an answer that holds.
    """
    began = perf_counter()
    stage = stage_of(park, order, named=order.stage)
    axis, routes = order.axis(stage), order.routes()
    told = given(axis)
    progress.begin("weather, loads, equations")
    problem = _problem(park_at(park, stage), rules, axis, told, order, stage)

    def next_route(name: str) -> None:
        progress.end()
        progress.begin(f"solve: {name}")

    plan = size_park(
        problem,
        asked=_asked(order, axis, stage),
        routes=routes,
        given=told_as(told),
        progress=next_route,
    )
    progress.end()
    plan = replace(
        plan,
        own_rules=own_rules,
        seconds=perf_counter() - began,
        proof=plan.proof if order.with_proof else None,
    )
    standing = planned_park(plan)
    evaluated = evaluate_flows(plan.flows, park=standing, rules=rules)
    said = (each for each in evaluated.evaluation.findings if not _of_the_plan_itself(each))
    return SizedPark(
        plan=plan,
        findings=(*life_findings(park, stage), *problem.findings, *said),
        evaluated=evaluated,
        account=account_flows(plan.flows, park=standing, rules=rules),
    )


def _of_the_plan_itself(finding: Finding) -> bool:
    """What the books say of green power that a plan buys, to the last digit of what it may cover.

    A part of a year has its part of the year's certificates.
    """
    return finding.code == PART_OF_YEAR or finding.place.startswith(f"contracts.{PLANNED}")


def _problem(
    park: ParkDocument, rules: Rulebook, axis: Axis, given: Given, order: SizeOrder, stage: int
) -> Problem:
    conditions = conditions_of(park, axis, seed=order.seed, given=given.series)
    options = Options(stage=stage, prices=given.prices, on_off=order.commitment)
    return write_problem(conditions, rules, options)


def _asked(order: SizeOrder, axis: Axis, stage: int) -> Asked:
    return replace(
        order.asked(stage, steps=axis.count),
        commitment=order.commitment,
        merged=order.merged,
        series=order.series,
    )
