"""Evaluate: the 1+5 indicators and the direct-connection ratios of a closed year."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.carbon.check import checked
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Evaluation
from zeropark.shell.ports.books import BooksStore


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedYear:
    """An evaluation, and the books it stands on."""

    evaluation: Evaluation
    inventory: Inventory
    green: GreenBooks


def evaluate_year(
    year: int, *, park: ParkDocument, rules: Rulebook, books: BooksStore
) -> EvaluatedYear:
    """Judge a calendar year by the 910 book.

    Raises:
        MissingDataError: the year is not closed, or not all of it.
    """
    return evaluate_period(parse_period(str(year)), park=park, rules=rules, books=books)


def evaluate_period(
    period: Period, *, park: ParkDocument, rules: Rulebook, books: BooksStore
) -> EvaluatedYear:
    """The indicators of a closed period by the 910 book; judged only where it is a whole year.

    Raises:
        MissingDataError: the period is not closed, or not all of it.
    """
    return evaluate_flows(books.flows(period), park=park, rules=rules)


def evaluate_flows(flows: Flows, *, park: ParkDocument, rules: Rulebook) -> EvaluatedYear:
    """The same of closed flows that are at hand, over their axis."""
    period = flows.axis.period
    green = green_books(flows, park=park, year=period.last_day().year, rulebook=rules)
    inventory = checked(
        park910(flows, park=park, rules=rules, period=period, green=green), flows=flows
    )
    evaluation = evaluate(
        flows, park=park, rules=rules, period=period, inventory=inventory, green=green
    )
    return EvaluatedYear(evaluation=evaluation, inventory=inventory, green=green)
