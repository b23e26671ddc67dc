"""Expressions: sums of columns times numbers, and a known amount; one value per step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from zeropark.future.plan.program.draft import Amount, Flow, Whole


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Terms and a known amount, in the inside unit of a carrier per interval."""

    terms: Mapping[Flow | Whole, Amount] = field(default_factory=dict)
    known: Amount = 0.0

    def __add__(self, other: Expression) -> Expression:
        terms = dict(self.terms)
        for column, value in other.terms.items():
            terms[column] = terms[column] + value if column in terms else value
        return Expression(terms, self.known + other.known)

    def times(self, factor: Amount) -> Expression:
        """Each term and the known amount, times a number or a series."""
        terms = {column: value * factor for column, value in self.terms.items()}
        return Expression(terms, self.known * factor)

    @property
    def nothing(self) -> bool:
        """Whether it is zero whatever the columns are."""
        return not self.terms and not np.any(self.known)


def sum_of(parts: Iterable[Expression]) -> Expression:
    """All of them added."""
    total = Expression()
    for part in parts:
        total = total + part
    return total
