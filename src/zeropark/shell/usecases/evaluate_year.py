"""Evaluate: the 1+5 indicators and the direct-connection ratios of a closed year."""

from __future__ import annotations

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period, parse_period
from zeropark.review.evaluation.evaluated import EvaluatedYear, evaluate_flows
from zeropark.shell.ports.books import BooksStore


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
