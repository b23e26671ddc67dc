"""Plan sizes: a park and its rules in, the cheapest plan of a year out, with its books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter
from typing import Final

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_period
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.facts.ledger.green.claims import PART_OF_YEAR
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.solve import ROUTES
from zeropark.future.plan.years.given_columns import Given, told_as
from zeropark.future.plan.years.plan import Asked, Plan
from zeropark.future.plan.years.planned_park import PLANNED, planned_park
from zeropark.future.plan.years.size import size_park
from zeropark.review.evaluation.evaluated import EvaluatedYear, evaluate_flows
from zeropark.shell.ports.progress import Progress

_HOUR: Final = timedelta(hours=1)
STEPS: Final = {8760: _HOUR, 35040: QUARTER_HOUR}
"""How many steps a year may be planned in, and how long each is; a leap year has a day more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeOrder:
    """What is to be planned."""

    year: int | None = None
    """Of weather and loads, and of the calendar; None: the stage."""
    period: Period | None = None
    """A part of a year in place of the year, to try things quickly."""
    step: timedelta = _HOUR
    stage: int | None = None
    """The year that is planned for; None: that of the park's last target, else the price year."""
    gap: float = 1e-3
    seed: int = 910
    commitment: bool = False
    """Whether units are on or off, in whole numbers."""
    route: str | None = None
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


def step_of(steps: int) -> timedelta:
    """The length of a step by how many a year has.

    Raises:
        InputError: a year is planned in no such steps.
    """
    found = STEPS.get(steps)
    if found is None:
        raise InputError(
            "A year is planned in {known} steps; got {steps}.",
            known=" or ".join(map(str, STEPS)),
            steps=steps,
        )
    return found


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
        park: its document.
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
    stage = _stage(order, park)
    axis = Axis.over(order.period or parse_period(str(order.year or stage)), step=order.step)
    routes = _routes(order.route)
    told = given(axis)
    progress.begin("weather, loads, equations")
    problem = _problem(park, rules, axis, told, order, stage)

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
        findings=(*problem.findings, *said),
        evaluated=evaluated,
        account=account_flows(plan.flows, park=standing, rules=rules),
    )


def _of_the_plan_itself(finding: Finding) -> bool:
    """What the books say of green power that a plan buys, to the last digit of what it may cover.

    A part of a year has its part of the year's certificates.
    """
    return finding.code == PART_OF_YEAR or finding.place.startswith(f"contracts.{PLANNED}")


def _stage(order: SizeOrder, park: ParkDocument) -> int:
    targets = [target.year for target in park.targets]
    prices = 0 if park.planning is None else park.planning.price_year
    return order.stage or max(targets, default=prices) or order.year or _year_of(order)


def _year_of(order: SizeOrder) -> int:
    if order.period is None:
        raise InputError("Say which year to plan for: --stage YEAR. The park has no target.")
    return order.period.last_day().year


def _routes(name: str | None) -> Sequence[Route] | None:
    if name is None:
        return None
    if name not in ROUTES:
        raise InputError(
            "There is no route {name!r}. Use one of {known}.", name=name, known=", ".join(ROUTES)
        )
    return (ROUTES[name],)


def _problem(
    park: ParkDocument, rules: Rulebook, axis: Axis, given: Given, order: SizeOrder, stage: int
) -> Problem:
    conditions = conditions_of(park, axis, seed=order.seed, given=given.series)
    options = Options(stage=stage, prices=given.prices, on_off=order.commitment)
    return write_problem(conditions, rules, options)


def _asked(order: SizeOrder, axis: Axis, stage: int) -> Asked:
    return Asked(
        year=order.year or (stage if order.period is None else axis.period.last_day().year),
        seed=order.seed,
        steps=axis.count,
        gap=order.gap,
        commitment=order.commitment,
        route=order.route,
        merged=order.merged,
        series=order.series,
    )
