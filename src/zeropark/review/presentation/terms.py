"""Terms of an indicator in words: what each side of the ratio is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.review.evaluation.indicator import Term
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A numerator or a denominator."""

    rows: tuple[tuple[Text, Term], ...]
    total: float | None
    """None where the terms are of several units, or there are none."""
    unit: str


def side(park: ParkDocument, terms: Sequence[Term]) -> Side:
    """The terms with their words, and what they add up to."""
    units = {term.unit for term in terms}
    alike = len(units) == 1
    return Side(
        rows=tuple((term_words(park, term), term) for term in terms),
        total=sum(term.value for term in terms) if alike else None,
        unit=units.pop() if alike else "",
    )


def term_words(park: ParkDocument, term: Term) -> Text:
    """A key of the books, a flow by its ends, or the evidence of a reported figure as it stands."""
    carrier, _, ends = term.what.partition(":")
    if carrier in {*CARRIERS, "*"} and ">" in ends:
        source, _, sink = ends.partition(">")
        kind = TEXTS["term.any"] if carrier == "*" else what_words(park, carrier)
        way = _end(park, source) + Text.same(" → ") + _end(park, sink)
        return kind + Text("：", ": ") + way
    if term.what in term.sources and term.unit == "1":  # a reported share, by its evidence
        return Text.same(term.what)
    return what_words(park, term.what)


def _end(park: ParkDocument, node: str) -> Text:
    return TEXTS["term.any"] if node == "*" else name(park, node)
