"""Which kWh counts once: use by month, split into the three books and what none of them holds.

    use = direct + traded + certificates + grid power that nothing covers + other

The parts stand beside each other and no two of them are ever one figure. Certificates stand
for a year: they are spread over its months as they are taken, from what trades leave of each
month alike (decision 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.facts.ledger.green.around_the_clock import AroundTheClock
from zeropark.facts.ledger.green.draw import months_of
from zeropark.facts.ledger.green.green_books import GreenBook, GreenBooks

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The parts of use by local month, kWh; arrays have shape (months,)."""

    months: tuple[str, ...]
    direct_kwh: Array
    trade_kwh: Array
    certificate_kwh: Array
    uncovered_kwh: Array
    """Grid power that neither a trade nor a certificate covers; 910 counts it as fossil."""
    other_kwh: Array
    """See `AroundTheClock.other_kwh`; of the hours in which it is known, negative where more grid
    power was passed on than came in by other ways."""

    @property
    def consumption_kwh(self) -> Array:
        """All of it: the parts add up to it."""
        within: Array = self.direct_kwh + self.trade_kwh + self.certificate_kwh
        return within + self.uncovered_kwh + self.other_kwh

    def chosen(self, months: frozenset[str]) -> Coverage:
        """Some of the months alone."""
        at = np.array([month in months for month in self.months], dtype=np.bool_)
        return Coverage(
            months=tuple(month for month in self.months if month in months),
            direct_kwh=self.direct_kwh[at],
            trade_kwh=self.trade_kwh[at],
            certificate_kwh=self.certificate_kwh[at],
            uncovered_kwh=self.uncovered_kwh[at],
            other_kwh=self.other_kwh[at],
        )


def coverage(books: GreenBooks, *, hours: AroundTheClock) -> Coverage:
    """Use by month in its parts.

    Args:
        books: the three books of (a part of) one calendar year.
        hours: of the same park over the same period.
    """
    traded = _traded(books)
    left = np.maximum(books.grid_import_kwh - traded, 0.0)
    certified = _spread(books.certificate_total_kwh, over=left)
    _, month_of = months_of(hours.axis)
    return Coverage(
        months=books.months,
        direct_kwh=books.direct_kwh,
        trade_kwh=traded,
        certificate_kwh=certified,
        uncovered_kwh=np.maximum(left - certified, 0.0),
        other_kwh=np.bincount(month_of, weights=np.nan_to_num(hours.other_kwh)).astype(np.float64),
    )


def joined(parts: Sequence[Coverage]) -> Coverage:
    """Several stretches, one after the other."""
    return Coverage(
        months=tuple(month for part in parts for month in part.months),
        direct_kwh=np.concatenate([part.direct_kwh for part in parts]),
        trade_kwh=np.concatenate([part.trade_kwh for part in parts]),
        certificate_kwh=np.concatenate([part.certificate_kwh for part in parts]),
        uncovered_kwh=np.concatenate([part.uncovered_kwh for part in parts]),
        other_kwh=np.concatenate([part.other_kwh for part in parts]),
    )


def _traded(books: GreenBooks) -> Array:
    """What counts of the trades of each month."""
    at = {month: position for position, month in enumerate(books.months)}
    traded = np.zeros(len(books.months))
    for claim in books.claims:
        if claim.book is GreenBook.TRADE and claim.month is not None:
            traded[at[claim.month]] += claim.counted_kwh
    return traded


def _spread(total_kwh: float, *, over: Array) -> Array:
    """In proportion to what each month has; nothing where there is nothing."""
    whole = float(over.sum())
    return over * (total_kwh / whole) if whole > 0 else np.zeros_like(over)
