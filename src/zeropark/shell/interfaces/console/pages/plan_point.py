"""Where a plan lies beside cost against carbon: its cost, and its CO2 by the book of the line."""

from __future__ import annotations

from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.carbon.account import account_flows
from zeropark.facts.carbon.inventory import Book
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.plan import Plan
from zeropark.future.plan.years.planned_park import planned_park
from zeropark.review.presentation.figures.plan_frontier import PlanPoint
from zeropark.review.reports.statement import KG_PER_T
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.ports.plans import KeptPlan


def plan_point(visit: ParkVisit, kept: KeptPlan, plan: Plan, *, book: str) -> PlanPoint:
    """The point of a plan; it is accounted once as long as it is not written again.

    Raises:
        DocumentError: the rules that the plan carries can't be read.
    """
    return visit.desk.answer(
        ("point of a plan", kept.name, kept.stamp, book), lambda: _point(plan, Book(book))
    )


def _point(plan: Plan, book: Book) -> PlanPoint:
    rules = load_rulebook(own=plan.own_rules)
    account = account_flows(plan.flows, park=planned_park(plan), rules=rules, of=(book,))
    (inventory,) = account.inventories
    return PlanPoint(
        emission_t_per_year=inventory.total_kg * years_in(plan.axis) / KG_PER_T,
        objective_cny_per_year=plan.objective_cny_per_year,
        lower_bound_cny_per_year=plan.lower_bound_cny_per_year,
    )
