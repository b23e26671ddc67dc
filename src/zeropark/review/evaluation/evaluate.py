"""Evaluating a year: the 1+5 indicators, the direct-connection ratios, and what would change it.

Takes closed flows, the 910 book and the green books of one year, gives an Evaluation. The core
indicator decides; the guiding ones are for reference (910 annex 3).
"""

from __future__ import annotations

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.carbon.window import window
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks
from zeropark.review.evaluation.changes import changes, green_need, year_of
from zeropark.review.evaluation.core import core
from zeropark.review.evaluation.direct import direct_indicators
from zeropark.review.evaluation.guiding import guiding
from zeropark.review.evaluation.indicator import (
    Evaluation,
    GreenNeed,
    Indicator,
    StageCheck,
    Verdict,
)
from zeropark.review.evaluation.judge import keeps


def evaluate(
    flows: Flows,
    *,
    park: ParkDocument,
    rules: Rulebook,
    period: Period,
    inventory: Inventory,
    green: GreenBooks,
) -> Evaluation:
    """The evaluation of one period; judged only where it is a calendar year.

    Args:
        flows: closed flows at 15 min, residuals included.
        park: scope, targets, definitions.
        rules: limits and coal equivalents, looked up by the period's last local day.
        period: of which flows count.
        inventory: the 910 book of the same period.
        green: the green books of the same period.

    Raises:
        ValueError: the inventory is of another book or period.
    """
    if inventory.book is not Book.PARK910 or inventory.period != period:
        raise ValueError(f"Needs the park910 book of {period}; got {inventory.book} of another.")
    view = window(flows, period=period)
    consumption = consumption_tce(view.inside(), park=park, rulebook=rules)
    found = core(inventory, consumption, park=park, rules=rules, view=view)
    goal = _goal(found, park, period)
    return Evaluation(
        park=park.id,
        period=period,
        core=found,
        guiding=guiding(view, consumption, green, park=park, rules=rules),
        direct=direct_indicators(view, green, park=park, rules=rules),
        consumption_tce=consumption.total_tce,
        changes=changes(inventory, consumption_tce=consumption.total_tce, limit_tco2_per_tce=goal),
        stages=_stages(found, park),
        green_need=_green_need(inventory, green, rules, consumption.total_tce, goal),
        findings=_findings(inventory, green),
    )


def _goal(found: Indicator, park: ParkDocument, period: Period) -> float | None:
    """What to come down to: the national limit, else the park's own next stage target."""
    if found.limit is not None:
        return found.limit
    stages = sorted(park.targets, key=lambda stage: stage.year)
    ahead = [stage for stage in stages if stage.year >= year_of(period)]
    return next((stage.core_max_tco2_per_tce for stage in (*ahead, *stages[::-1])), None)


def _stages(found: Indicator, park: ParkDocument) -> tuple[StageCheck, ...]:
    settled = found.verdict is not Verdict.UNKNOWN and found.value is not None
    value = found.value if settled else None
    return tuple(
        StageCheck(
            year=stage.year,
            limit_tco2_per_tce=stage.core_max_tco2_per_tce,
            met=None if value is None else keeps(value, stage.core_max_tco2_per_tce, sense="max"),
        )
        for stage in sorted(park.targets, key=lambda stage: stage.year)
    )


def _green_need(
    inventory: Inventory, green: GreenBooks, rules: Rulebook, tce: float, goal: float | None
) -> GreenNeed | None:
    if goal is None or tce <= 0:
        return None
    return green_need(inventory, green, rules=rules, consumption_tce=tce, limit_tco2_per_tce=goal)


def _findings(inventory: Inventory, green: GreenBooks) -> tuple[Finding, ...]:
    return (*inventory.findings, *green.findings)
