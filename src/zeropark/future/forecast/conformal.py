"""Widening: by how much a band of quantiles must move for so many outcomes to fall below.

Conformalised quantile regression (Romano, Patterson and Candès 2019), each side by itself, and in
shares of the band's own width so that calm hours stay calm (CQR-r of Sesia and Candès 2020). Of
outcomes that are like those of the calibration, at least 1 - level fall on the right side; of a
series whose ways change, that is measured, not promised.
"""

from __future__ import annotations

import numpy as np

from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.horizon import BUCKETS, bucket_of


def margin(scores: Series, *, level: float) -> float:
    """The score that at least so large a share of new scores, alike these, stays at or below.

    It is the k-th smallest of n with k = ceil((n + 1) level); where k is n + 1, no number of
    scores so few can tell, and the largest is taken. Of no score it is 0.

    >>> margin(np.array([4.0, 1.0, 3.0, 2.0]), level=0.6)
    3.0
    """
    known = np.sort(scores[np.isfinite(scores)])
    if not known.size:
        return 0.0
    place = int(np.ceil((known.size + 1) * level - 1e-9))
    return float(known[min(max(place, 1), known.size) - 1])


def widening(
    quantile: Series, came: Series, *, levels: tuple[float, ...], floor: float
) -> tuple[float, float]:
    """By how many of its widths a band moves down at its low end, and up at its high end.

    Args:
        quantile: shape (levels, cases).
        came: shape (cases,); NaN where it is not known.
        levels: of the rows.
        floor: the least width that counts, in the unit of the target, above 0.
    """
    low, high, width = quantile[0], quantile[-1], _width(quantile, floor)
    down = margin((low - came) / width, level=1.0 - levels[0])
    up = margin((came - high) / width, level=levels[-1])
    return down, up


def widening_by_bucket(
    quantile: Series, came: Series, hours: Series, *, levels: tuple[float, ...], floor: float
) -> Series:
    """The widening of each bucket of the horizon; shape (2, buckets), down and up."""
    bucket = bucket_of(hours)
    each = [
        widening(quantile[:, bucket == number], came[bucket == number], levels=levels, floor=floor)
        for number in range(len(BUCKETS))
    ]
    return np.array(each).T


def widened(quantile: Series, hours: Series, by: Series, *, floor: float) -> Series:
    """A band whose ends are moved by the widening of each step's bucket, in order; its shape."""
    width, bucket = _width(quantile, floor), bucket_of(hours)
    moved = quantile.copy()
    moved[0] -= by[0, bucket] * width
    moved[-1] += by[1, bucket] * width
    return np.sort(moved, axis=0)


def _width(quantile: Series, floor: float) -> Series:
    width: Series = np.maximum(quantile[-1] - quantile[0], floor)
    return width
