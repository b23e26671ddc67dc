"""The books and indicators of a planned year: the same accounting as of a measured one."""

from __future__ import annotations

from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.carbon.account import account_flows
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.plan import Plan
from zeropark.future.plan.years.planned_park import planned_park
from zeropark.review.evaluation.evaluated import evaluate_flows
from zeropark.review.evaluation.indicator import Evaluation
from zeropark.review.evaluation.to_date import unjudged
from zeropark.review.presentation.figures.indicators import shares_figure
from zeropark.review.presentation.tiles import book_tile, indicator_tile, to_date_tile
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.pages.plan import kept_plan
from zeropark.shell.interfaces.console.visit import ParkVisit


def books_shown(visit: ParkVisit) -> Shown:
    """Three carbon books side by side, and the 1+5 indicators; judged where a year is whole.

    Raises:
        DocumentError: the rules that the plan carries can't be read.
    """
    kept = kept_plan(visit)
    evaluation, inventories, whole = visit.desk.answer(
        ("books of a plan", kept.name, kept.stamp),
        lambda: _accounted(visit.desk.plans.read(kept)),
    )
    generated = bool(evaluation.core.quality & Quality.GENERATED)
    found = (
        shares_figure(evaluation.guiding, key="guiding", generated=generated),
        shares_figure(evaluation.direct, key="direct", generated=generated),
    )
    return Shown(
        figures=tuple(each for each in found if each is not None),
        data={
            "books": tuple((each.book, book_tile(each)) for each in inventories),
            "core": indicator_tile(evaluation.core) if whole else to_date_tile(evaluation.core),
        },
    )


def _accounted(plan: Plan) -> tuple[Evaluation, tuple[Inventory, ...], bool]:
    """By the rules that the plan was made by; and whether it is of a whole year."""
    rules = load_rulebook(own=plan.own_rules)
    park = planned_park(plan)  # with the green power and certificates that the plan buys
    evaluation = evaluate_flows(plan.flows, park=park, rules=rules).evaluation
    inventories = account_flows(plan.flows, park=park, rules=rules).inventories
    whole = years_in(plan.axis) == 1.0
    return evaluation if whole else unjudged(evaluation), tuple(inventories), whole
