"""Explain a plan: what binds, when cost arises, and what a tonne of CO2 avoided costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import CarbonPrice, Planning, PlanningRules
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.account import account_flows
from zeropark.facts.carbon.inventory import Book
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.solve import ROUTES
from zeropark.future.plan.years.again import problem_again
from zeropark.future.plan.years.explain import explain
from zeropark.future.plan.years.explanation import Against, Avoided, Explanation
from zeropark.future.plan.years.plan import CostItem, Plan
from zeropark.future.plan.years.planned_park import planned_park
from zeropark.future.plan.years.size import size_park
from zeropark.review.reports.statement import KG_PER_T
from zeropark.shell.ports.progress import Progress

Reference = Literal["no_carbon_rules", "as_documented", "none"]
"""What the plan is compared with where no other plan is given."""
REFERENCES: Final[tuple[Reference, ...]] = ("no_carbon_rules", "as_documented", "none")
_FREE: Final = CarbonPrice(cny_per_t=0.0)
_ON_CARBON: Final = ("core", "stage", "carbon_cap")
"""How the ids of rules on carbon begin."""
_LEFT_OPEN: Final = 1e-6
"""Of a cost or an emission: two plans of the same gap may differ by that without any reason."""


def explain_plan(
    plan: Plan, *, reference: Reference, other: Plan | None, progress: Progress
) -> Explanation:
    """The plan in words, from its shadow prices; the reference is planned for, where one is asked.

    Args:
        plan: to be explained.
        reference: what to compare cost and CO2 with.
        other: a plan to compare with instead.
        progress: hears of the reference being planned.

    Raises:
        DocumentError: the rules that the plan carries can't be read.
        PlanError: the reference can't be planned.
    """
    rules = load_rulebook(own=plan.own_rules)
    if other is not None:
        return explain(plan, avoided=_avoided(plan, other, rules, against="given"))
    if reference == "none":
        return explain(plan)
    if reference == "no_carbon_rules" and not _ruled_by_carbon(plan):
        return explain(plan, avoided=_avoided(plan, plan, rules, against=reference))
    progress.begin("plan the reference")
    compared = _planned(plan, _loosened(plan, reference), rules)
    progress.end()
    return explain(plan, avoided=_avoided(plan, compared, rules, against=reference))


def _ruled_by_carbon(plan: Plan) -> bool:
    """Whether any rule or price on carbon changes the plan: without, the reference is itself."""
    binds = any(limit.binds and limit.rule.startswith(_ON_CARBON) for limit in plan.limits)
    return binds or plan.cost(CostItem.CARBON) != 0.0 or plan.asked.commitment


def _loosened(plan: Plan, reference: Reference) -> ParkDocument:
    """The park without rules on carbon; or with all as documented, and no rule at all."""
    planning = plan.park.planning or Planning()
    if reference == "as_documented":
        only_reported = dict.fromkeys(PlanningRules.model_fields, "report")
        rules = PlanningRules.model_validate(only_reported)
        changed = planning.model_copy(update={"sizes": (), "rules": rules})
    else:
        rules = planning.rules.model_copy(
            update={"core": "report", "stage": "report", "carbon_caps": "report"}
        )
        changed = planning.model_copy(update={"rules": rules})
    free = None if changed.carbon_price is None else _FREE
    changed = changed.model_copy(update={"carbon_price": free})
    return plan.park.model_copy(update={"planning": changed})


def _planned(plan: Plan, park: ParkDocument, rules: Rulebook) -> Plan:
    """The same conditions planned for in another park."""
    asked = replace(plan, park=park)
    named = plan.asked.route
    routes = None if named is None else (ROUTES[named],)
    written = problem_again(asked, rules)
    return size_park(written, asked=plan.asked, routes=routes, given=plan.given)


def _avoided(plan: Plan, other: Plan, rules: Rulebook, *, against: Against) -> Avoided:
    cost, reference_cost = _own_cost_cny(plan), _own_cost_cny(other)
    emitted, reference_emitted = _emitted_t(plan, rules), _emitted_t(other, rules)
    return Avoided(
        against=against,
        cost_cny_per_year=_difference(cost, reference_cost),
        emission_t_per_year=_difference(reference_emitted, emitted),
    )


def _difference(one: float, other: float) -> float:
    """What one is more than the other; nothing where that is within what a plan leaves open."""
    apart = one - other
    return apart if abs(apart) > _LEFT_OPEN * max(abs(one), abs(other)) else 0.0


def _own_cost_cny(plan: Plan) -> float:
    """What it costs a year but for carbon: a price paid for CO2 is no cost of avoiding it."""
    return plan.cost(*(item for item in CostItem if item is not CostItem.CARBON))


def _emitted_t(plan: Plan, rules: Rulebook) -> float:
    """CO2 of a year by the 910 book."""
    account = account_flows(plan.flows, park=planned_park(plan), rules=rules, of=(Book.PARK910,))
    (book,) = account.inventories
    return book.total_kg * years_in(plan.axis) / KG_PER_T
