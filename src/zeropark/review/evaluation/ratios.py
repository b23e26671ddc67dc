"""Indicators as ratios of sums of flows, as the park document defines them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier
from zeropark.basis.park.target import FlowSelector, RatioOf, WeightedMean
from zeropark.facts.carbon.window import Window
from zeropark.review.evaluation.indicator import Term
from zeropark.review.evaluation.judge import Figure, Why, partly_missing

Side = tuple[tuple[Term, ...], NDArray[np.int64]]
"""The terms of a numerator or denominator, and the links behind them."""


def ratio(view: Window, of: RatioOf) -> Figure:
    """The ratio of two sums of flows; each link counts once a side, however many selectors match.

    A negative numerator can't be: flows never are. A denominator of zero gives no figure.
    """
    above, above_rows = _side(view, of.numerator)
    below, below_rows = _side(view, of.denominator)
    rows = np.union1d(above_rows, below_rows)
    divisor = sum(term.value for term in below)
    return Figure(
        value=sum(term.value for term in above) / divisor if divisor > 0 else None,
        numerator=above,
        denominator=below,
        quality=view.amount(rows).quality,
        doubt=_doubt(view, of, rows, divisor),
    )


def weighted_mean(view: Window, of: WeightedMean) -> Figure:
    """The weighted mean of ratios; a part without a weight weighs as much as its denominator.

    A part whose denominator is zero (no waste cold at all) weighs nothing.
    """
    parts = [ratio(view, part) for part in of.parts]
    sizes = [sum(term.value for term in part.denominator) for part in parts]
    weights = [
        0.0 if figure.value is None else (part.weight if part.weight is not None else size)
        for part, figure, size in zip(of.parts, parts, sizes, strict=True)
    ]
    whole = sum(weights)
    mean = sum((f.value or 0.0) * w for f, w in zip(parts, weights, strict=True))
    doubts = [part.doubt for part in parts if part.doubt is not None and part.value is not None]
    quality = int(np.bitwise_or.reduce([part.quality for part in parts]))
    return Figure(
        value=mean / whole if whole > 0 else None,
        numerator=[term for part in parts for term in part.numerator],
        denominator=[term for part in parts for term in part.denominator],
        quality=quality,
        doubt=next(iter(doubts), None),
    )


def _side(view: Window, selectors: Sequence[FlowSelector]) -> Side:
    taken: set[int] = set()
    terms = []
    for selector in selectors:
        rows = [int(row) for row in _rows(view, selector) if int(row) not in taken]
        taken.update(rows)
        terms.append(_term(view, selector, np.asarray(rows, dtype=np.int64)))
    return tuple(terms), np.asarray(sorted(taken), dtype=np.int64)


def _rows(view: Window, selector: FlowSelector) -> NDArray[np.int64]:
    return view.flows.rows(carrier=selector.carrier, source=selector.source, sink=selector.sink)


def _term(view: Window, selector: FlowSelector, rows: NDArray[np.int64]) -> Term:
    amount = view.amount(rows)
    return Term(
        what=_words(selector), value=amount.value, unit=_unit(view, rows), sources=amount.flows
    )


def _words(selector: FlowSelector) -> str:
    """The selector in the form of a link's id, `*` where it does not narrow."""
    named = (selector.carrier or "*", selector.source or "*", selector.sink or "*")
    return "{}:{}>{}".format(*named)


def _unit(view: Window, rows: NDArray[np.int64]) -> str:
    units = {carrier(view.flows.links[row].carrier).unit for row in rows}
    return units.pop() if len(units) == 1 else "mixed" if units else ""


def _doubt(view: Window, of: RatioOf, rows: NDArray[np.int64], divisor: float) -> Why | None:
    units = {_unit(view, rows)} - {""}
    if units and "mixed" in units:
        return _MIXED
    missing = int(view.missing[rows].sum())
    if missing:
        return partly_missing(missing, view.steps_due * rows.size)
    if divisor <= 0:
        names = ", ".join(_words(selector) for selector in of.denominator)
        return Why(f"Nothing flowed over {names}.", f"{names} 无流量。")
    return None


_MIXED: Final = Why(
    "Flows of different units are added; narrow the selectors in the park document.",
    "所选流的单位不同，不能相加，请在园区文件中收窄选择条件。",
)
