"""Working a finished plan out again, without a solver: every bus, cost, bill, rule and bound.

The problem is written again from the document and the series that the plan carries. What its
charges and rules come to is then worked out from the plan's flows and sizes; the grid bills are
made by the ledger; the values that prove it are held against every row. Indicators are compared
where the review is at hand, in the use case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zeropark.basis.errors import Finding
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.check import check_flows
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.years.again import problem_again
from zeropark.future.plan.years.checks.accounts import costs, figures_of, limits, sizes, totals
from zeropark.future.plan.years.checks.balances import balances
from zeropark.future.plan.years.checks.bills import bills
from zeropark.future.plan.years.checks.figure import Figure, differing, worst
from zeropark.future.plan.years.checks.proof import proofs
from zeropark.future.plan.years.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlan:
    """A plan's figures, each beside the same worked out again."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    """One for each figure that does not agree, and what else is wrong with the flows."""

    @property
    def worst(self) -> float:
        """The largest relative difference."""
        return worst(self.figures)


def check_plan(plan: Plan, rulebook: Rulebook) -> CheckedPlan:
    """Everything that can be worked out again without a solver.

    Raises:
        InputError: the park can't be planned by these rules.
    """
    wrong = check_flows(plan.flows)
    if wrong:
        return CheckedPlan(figures=(), findings=wrong)
    written = problem_again(plan, rulebook)
    figures = tuple(_figures(plan, written, rulebook))
    return CheckedPlan(figures=figures, findings=findings_of(figures))


def findings_of(figures: tuple[Figure, ...]) -> tuple[Finding, ...]:
    """The findings about figures that do not agree."""
    return tuple(differing(figure) for figure in figures if not figure.agrees)


def _figures(plan: Plan, written: Problem, rulebook: Rulebook) -> Iterator[Figure]:
    again = figures_of(plan, written)
    yield from balances(plan)
    yield from sizes(plan, written)
    yield from costs(plan, written, again)
    if plan.axis.period == parse_period(str(plan.asked.year)):
        yield from bills(plan, rulebook, at=written.price_day)
    yield from limits(plan, written, again)
    yield from totals(plan, written, again)
    yield from proofs(plan, written)
