"""Spread: takes totals that are known over several intervals, gives each interval its share.

The shape is the channel's own: the mean of what was measured at the same time of the local day.
Where nothing was, the share is even. The sum is the total, exactly up to rounding.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.readings.aligned import Aligned, Fill, KnownTotal
from zeropark.facts.readings.reading import Quality

METHOD = "register"


def spread_totals(aligned: Aligned) -> Aligned:
    """Every known total put into the intervals of its gap; amounts that are there stay.

    Where the amounts that are there exceed the total, the gap gets zero and is `SUSPECT`.
    """
    if not aligned.known_totals:
        return aligned
    amount, quality = aligned.amount.copy(), aligned.quality.copy()
    slots = _slots(aligned.axis)
    shapes = {
        row: _shape(aligned.amount[row], slots)
        for row in sorted({total.row for total in aligned.known_totals})
    }
    fills: list[Fill] = []
    for total in aligned.known_totals:
        row = total.row
        steps, share = _spread(total, shapes[row], amount[row], quality[row])
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


def _shape(amount: NDArray[np.float64], slots: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean measured amount at each interval's time of day; the overall mean where none."""
    there = np.isfinite(amount)
    size = int(slots.max(initial=0)) + 1
    sums = np.bincount(slots[there], weights=amount[there], minlength=size)
    counts = np.bincount(slots[there], minlength=size)
    overall = sums.sum() / counts.sum() if counts.sum() and sums.sum() > 0 else 1.0
    means = np.divide(sums, counts, out=np.full(size, overall), where=counts > 0)
    shape: NDArray[np.float64] = means[slots]
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
    weights = shape[part][missing]
    weights = weights if weights.sum() > 0 else np.ones(steps)
    share = max(rest, 0.0)
    amount[part][missing] = share * weights / weights.sum()
    flags = quality[part]
    flags[missing] &= np.uint8(~Quality.MISSING & 0xFF)
    flags[missing] |= np.uint8(Quality.FILLED | total.quality)
    if rest < 0:
        flags[missing] |= np.uint8(Quality.SUSPECT)
    return steps, share
