"""Check a plan: everything worked out again, without a solver, and held against the books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.check import CheckedPlan, check_plan, findings_of
from zeropark.future.plan.years.checks.figure import Figure, compared
from zeropark.future.plan.years.plan import Plan, PlannedLimit
from zeropark.future.plan.years.planned_park import planned_park
from zeropark.review.evaluation.evaluated import evaluate_flows
from zeropark.review.reports.statement import KG_PER_T

_CORE: Final = "core"
_STAGE: Final = "stage"
_CAP: Final = "carbon_cap."


def check_plan_again(plan: Plan) -> CheckedPlan:
    """The plan's figures beside what they come to again, by the rules that it carries.

    Raises:
        DocumentError: the rules in it can't be read.
        InputError: its park can't be planned by them.
    """
    rules = load_rulebook(own=plan.own_rules)
    checked = check_plan(plan, rules)
    if not checked.figures:
        return checked
    judged = evaluate_flows(plan.flows, park=planned_park(plan), rules=rules).evaluation
    values = {each.id: each.value for each in (judged.core, *judged.direct)}
    values[_STAGE] = values[_CORE]
    account = account_flows(plan.flows, park=planned_park(plan), rules=rules)
    figures = tuple(_indicators(plan, values | _caps(plan, account)))
    return CheckedPlan(
        figures=(*checked.figures, *figures),
        findings=(*checked.findings, *findings_of(figures)),
    )


def _caps(plan: Plan, account: Account) -> dict[str, float | None]:
    """Tonnes of CO2 a year by the rule that caps its book."""
    times = years_in(plan.axis) / KG_PER_T
    return {f"{_CAP}{each.book.value}": each.total_kg * times for each in account.inventories}


def _indicators(plan: Plan, values: Mapping[str, float | None]) -> Iterator[Figure]:
    """Rules of the plan that are indicators too, beside what the books make of its flows."""
    for limit in plan.limits:
        again = values.get(limit.rule)
        if limit.value is not None and again is not None:
            safe = limit.safe_side and _stricter(limit, limit.value, again)
            yield compared(
                "indicator",
                limit.rule,
                unit=limit.unit,
                planned=again if safe else limit.value,
                again=again,
                scale=1e-3,
            )


def _stricter(limit: PlannedLimit, planned: float, again: float) -> bool:
    """Whether the plan's value is the worse of the two, as one on the safe side may be."""
    return planned <= again if limit.sense == "min" else planned >= again
