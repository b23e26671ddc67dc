"""Spread: takes totals that are known over several intervals, gives each interval its share.

The shape is the channel's own: the mean of what was measured at the same time of the local day in
the week before. Where nothing was, the share is even. The sum is the total, exactly up to rounding.
A week and no more, and only before, so that a gap is filled alike whether a day or a year is
closed, and does not change once it is over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.readings.aligned import Aligned, Fill, KnownTotal
from zeropark.facts.readings.reading import Quality

METHOD: Final = "register"
TYPICAL: Final = timedelta(days=7)
"""So long before a gap a channel shows its typical day: every weekday once."""


def spread_totals(aligned: Aligned) -> Aligned:
    """Every known total put into the intervals of its gap; amounts that are there stay.

    Where the amounts that are there exceed the total, the gap gets zero and is `SUSPECT`.
    """
    if not aligned.known_totals:
        return aligned
    amount, quality = aligned.amount.copy(), aligned.quality.copy()
    slots = _slots(aligned.axis)
    week, size = TYPICAL // aligned.axis.step, int(slots.max(initial=0)) + 1
    fills: list[Fill] = []
    for total in aligned.known_totals:
        row = total.row
        seen = slice(max(0, total.first - week), total.first)
        shape = _shape(aligned.amount[row, seen], slots[seen], size=size)
        own = shape[slots[total.first : total.stop]]
        steps, share = _spread(total, own, amount[row], quality[row])
        if steps:
            fills.append(Fill(row, METHOD, total.first, total.stop, steps, share))
    return replace(
        aligned,
        amount=amount,
        quality=quality,
        known_totals=(),
        fills=(*aligned.fills, *fills),
    )


def _slots(axis: Axis) -> NDArray[np.int64]:
    """The number of each interval within its local day."""
    step_minutes = max(1, int(axis.step_hours * 60))
    slots: NDArray[np.int64] = Calendar.of(axis).minute // step_minutes
    return slots


def _shape(
    amount: NDArray[np.float64], slots: NDArray[np.int64], *, size: int
) -> NDArray[np.float64]:
    """The mean measured amount by time of day; the overall mean where there is none."""
    there = np.isfinite(amount)
    sums = np.bincount(slots[there], weights=amount[there], minlength=size)
    counts = np.bincount(slots[there], minlength=size)
    overall = sums.sum() / counts.sum() if counts.sum() and sums.sum() > 0 else 1.0
    shape: NDArray[np.float64] = np.divide(
        sums, counts, out=np.full(size, overall), where=counts > 0
    )
    return shape


def _spread(
    total: KnownTotal,
    shape: NDArray[np.float64],
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
) -> tuple[int, float]:
    """Fill the gap of one total; gives how many intervals and how much."""
    part = slice(total.first, total.stop)
    missing = np.isnan(amount[part])
    steps = int(missing.sum())
    if steps == 0:
        return 0, 0.0
    rest = total.amount - float(np.nansum(amount[part]))
    weights = shape[missing]
    weights = weights if weights.sum() > 0 else np.ones(steps)
    share = max(rest, 0.0)
    amount[part][missing] = share * weights / weights.sum()
    flags = quality[part]
    flags[missing] &= np.uint8(~Quality.MISSING & 0xFF)
    flags[missing] |= np.uint8(Quality.FILLED | total.quality)
    if rest < 0:
        flags[missing] |= np.uint8(Quality.SUSPECT)
    return steps, share
