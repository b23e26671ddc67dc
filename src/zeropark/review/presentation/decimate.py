"""Fewer points to draw, none of the extremes lost: lowest, highest and gap of every stretch.

The steps are cut into equally long buckets. Of each bucket every curve keeps where it is lowest,
where it is highest and, if something is missing in it, where it is first missing: a peak of one
quarter-hour of a year stays a peak, and a gap stays a gap. All curves keep the same steps, so that
they can be stacked.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_ENDS: Final = 2
"""The first and the last step, which are always kept."""


def kept_steps(curves: NDArray[np.float64], *, most: int) -> NDArray[np.int64]:
    """The steps to draw, in ascending order, at most `most`; all of them where they are no more.

    Args:
        curves: shape (curves, steps); NaN is missing.
        most: no more steps than this.

    Raises:
        ValueError: `most` has no room for one bucket: 2 a curve, 1 more a curve with gaps, and 2.
    """
    rows, steps = curves.shape
    if steps <= most:
        return np.arange(steps)
    gaps = np.isnan(curves)
    gappy = gaps[gaps.any(axis=1)]
    buckets = (most - _ENDS) // (2 * rows + len(gappy)) if rows else 0
    if buckets < 1:
        raise ValueError(f"{most} points have no room for the extremes of {rows} curves.")
    first = _bucketed(gappy, buckets, fill=False)
    at = [
        _bucketed(np.where(gaps, np.inf, curves), buckets, fill=np.inf).argmin(axis=2),
        _bucketed(np.where(gaps, -np.inf, curves), buckets, fill=-np.inf).argmax(axis=2),
        # a bucket without a gap names its first step, which does no harm
        first.argmax(axis=2),
    ]
    starts = np.arange(buckets) * -(-steps // buckets)
    found = np.concatenate([(each + starts).ravel() for each in at] + [np.array([0, steps - 1])])
    kept: NDArray[np.int64] = np.unique(found[found < steps])
    return kept


def _bucketed(
    curves: NDArray[np.generic], buckets: int, *, fill: float | bool
) -> NDArray[np.generic]:
    """Shape (curves, buckets, steps of a bucket); what the last lacks is filled up."""
    rows, steps = curves.shape
    length = -(-steps // buckets)
    padded = np.full((rows, buckets * length), fill, dtype=curves.dtype)
    padded[:, :steps] = curves
    return padded.reshape(rows, buckets, length)
