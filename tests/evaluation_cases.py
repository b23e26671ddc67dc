"""A year of a small park, accounted and evaluated, for tests of the indicators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from carbon_cases import HEAD, Amounts, flows_of, green_of, park_from, rule, rules_with
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Evaluation, Indicator

YEAR = parse_period("2026")
HOURS = 8760
IMPORT = "electricity:grid>bus"
USE = "electricity:bus>use"

# 0.302 kgce/kWh, so that a figure can be worked out on paper
PAPER = rules_with(rule("ce.electricity.equivalent", 0.302, "kgce/kWh"))

ELECTRIC = (
    HEAD
    + """\
buses: [{id: bus, name: {zh: 母线, en: Bus}, carrier: electricity}]
boundary_points:
  - {id: grid, name: {zh: 网, en: Grid}, bus: bus, kind: public_grid, direction: both}
devices:
  - {id: use, kind: load, name: {zh: 用, en: Use}, site: ground, takes_from: bus, rated_kw: 100}
targets:
  - {year: 2030, core_max_tco2_per_tce: 0.2}
  - {year: 2026, core_max_tco2_per_tce: 1.5}
"""
)


def year_of(amounts: Amounts, *, quality: int = 0) -> Flows:
    """A year by the hour."""
    return flows_of(
        amounts,
        steps=HOURS,
        start=datetime(2025, 12, 31, 16, tzinfo=UTC),
        step=timedelta(hours=1),
        quality=quality,
    )


def judge(
    flows: Flows,
    *,
    park: ParkDocument | None = None,
    rules: Rulebook = PAPER,
    period: Period = YEAR,
    green: GreenBooks | None = None,
) -> Evaluation:
    place = park or park_from(ELECTRIC)
    books = green or green_of(flows)
    inventory = park910(flows, park=place, rules=rules, period=period, green=books)
    return evaluate(flows, park=place, rules=rules, period=period, inventory=inventory, green=books)


def judge_by_contracts(
    flows: Flows,
    *,
    park: ParkDocument,
    rules: Rulebook = PAPER,
    year: int = 2026,
    period: Period = YEAR,
) -> Evaluation:
    """With the green books worked out from the park's own contracts."""
    green = green_books(flows, park=park, year=year, rulebook=rules)
    return judge(flows, park=park, rules=rules, green=green, period=period)


def named(found: Evaluation, indicator_id: str) -> Indicator:
    return next(
        each for each in (found.core, *found.guiding, *found.direct) if each.id == indicator_id
    )
