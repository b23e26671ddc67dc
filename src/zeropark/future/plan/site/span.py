"""Between what an expression can be, whatever the columns are: what needs no row is proven here."""

from __future__ import annotations

import numpy as np

from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.program.step_program import Values
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft

_DUST = 1e-9
"""Of the largest amount: what sums of floats leave over."""


def span_of(expression: Expression, draft: ParkDraft) -> tuple[Values, Values]:
    """The least and the most of an expression in each step, by the bounds of its columns."""
    low = np.array(draft.draft.values(expression.known))
    high = low.copy()
    for column, ratio in expression.terms.items():
        one, other = (_times(ratio, bound) for bound in _bounds(column, draft))
        low = low + np.minimum(one, other)
        high = high + np.maximum(one, other)
    return low, high


def never_negative(expression: Expression, draft: ParkDraft) -> bool:
    """Whether it is zero or more in every step, but for rounding."""
    low, high = span_of(expression, draft)
    return bool(np.all(low >= -dust_of(high)))


def never_above(expression: Expression, most: Amount, draft: ParkDraft) -> bool:
    """Whether it stays at or below an amount in every step, but for rounding."""
    _, high = span_of(expression, draft)
    return bool(np.all(high <= most + dust_of(np.asarray(most))))


def dust_of(amounts: Values) -> float:
    """What rounding may leave over beside such amounts."""
    finite = np.abs(amounts[np.isfinite(amounts)])
    return _DUST * float(finite.max(initial=0.0))


def _bounds(column: Flow | Whole, draft: ParkDraft) -> tuple[Amount, Amount]:
    lower, upper = draft.draft.limits(column)
    if isinstance(column, Flow) and column in draft.ceilings:
        upper = np.minimum(upper, draft.ceilings[column])
    return lower, upper


def _times(ratio: Amount, bound: Amount) -> Amount:
    """A product in which nothing times infinity is nothing."""
    with np.errstate(invalid="ignore"):
        product: Amount = np.multiply(ratio, bound)
    return np.where(np.asarray(ratio) == 0.0, 0.0, product)
