"""Known totals: amounts over longer than an hour, whose shape within nobody measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import MICROSECOND, Axis, to_array
from zeropark.facts.readings.aligned import KnownTotal
from zeropark.facts.readings.aligning.pieces import Pieces
from zeropark.facts.readings.reading import Quality


@dataclass(frozen=True, slots=True)
class Grid:
    """An axis in whole microseconds."""

    start_us: int
    step_us: int
    count: int

    @classmethod
    def of(cls, axis: Axis) -> Grid:
        """The grid of an axis."""
        start = int(to_array(axis.start).astype(np.int64))
        return cls(start, axis.step // MICROSECOND, axis.count)


def known_totals(
    pieces: Pieces,
    chosen: NDArray[np.bool_],
    grid: Grid,
    row: int,
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
) -> list[KnownTotal]:
    """The totals of the chosen pieces over whole intervals.

    Where a piece begins or ends within an interval, that interval joins the total with what is
    known of its rest, and is missing by itself. Pieces that meet in an interval are one total.
    A piece that reaches beyond the axis counts in proportion to time.
    """
    found: list[KnownTotal] = []
    for index in np.flatnonzero(chosen & ~np.isnan(pieces.amount)):
        total = _total(pieces, int(index), grid, row)
        if total is None:
            continue
        if found and total.first < found[-1].stop:
            total = _joined(found.pop(), total)
        found.append(total)
    return [_with_edges(total, amount, quality) for total in found]


def _total(pieces: Pieces, index: int, grid: Grid, row: int) -> KnownTotal | None:
    start = int(pieces.start_us[index]) - grid.start_us
    end = int(pieces.end_us[index]) - grid.start_us
    low, high = max(start, 0), min(end, grid.count * grid.step_us)
    if high <= low:
        return None
    share = float(pieces.amount[index]) * (high - low) / (end - start)
    first, stop = low // grid.step_us, -(-high // grid.step_us)
    return KnownTotal(row, first, stop, share, int(pieces.quality[index]))


def _joined(before: KnownTotal, after: KnownTotal) -> KnownTotal:
    return KnownTotal(
        before.row,
        before.first,
        max(before.stop, after.stop),
        before.amount + after.amount,
        before.quality | after.quality,
    )


def _with_edges(
    total: KnownTotal, amount: NDArray[np.float64], quality: NDArray[np.uint8]
) -> KnownTotal:
    """Partly covered intervals at the edges give what they know to the total."""
    known = 0.0
    for edge in {total.first, total.stop - 1}:
        if quality[edge] & np.uint8(Quality.PARTIAL) and not np.isnan(amount[edge]):
            known += float(amount[edge])
            amount[edge] = np.nan
            quality[edge] |= np.uint8(Quality.MISSING)
    return KnownTotal(total.row, total.first, total.stop, total.amount + known, total.quality)
