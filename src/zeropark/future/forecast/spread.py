"""How far a baseline was off lately, as quantiles around what it says now."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from zeropark.future.forecast.forecast import Series

_AROUND_MINUTES: Final = 60
"""Errors of the hour before and after a step tell of it too."""


def spread(
    tried: Series, came: Series, *, levels: tuple[float, ...], step_minutes: float
) -> Series:
    """Quantiles of a baseline: what it says plus the quantiles of its own late errors.

    The errors are of the same lead and time of day, on earlier days, an hour on either side; so
    a night has the errors of nights, and tomorrow has those of tomorrows.

    Args:
        tried: what the baseline says of each step, and said of it d days before;
            shape (steps, days + 1).
        came: what came then; shape (steps, days), NaN where it is not known.
        levels: of the quantiles.
        step_minutes: length of a step.

    Returns:
        Shape (levels, steps); where no error is known, what the baseline says.
    """
    now, errors = tried[:, 0], came - tried[:, 1:]
    around = max(round(_AROUND_MINUTES / step_minutes), 0)
    padded = np.pad(errors, ((around, around), (0, 0)), constant_values=np.nan)
    pooled = sliding_window_view(padded, 2 * around + 1, axis=0).reshape(now.size, -1)
    found = quantiles_of(pooled, levels)
    return now + np.where(np.isfinite(found), found, 0.0)


def quantiles_of(rows: Series, levels: tuple[float, ...]) -> Series:
    """Quantiles of what each row holds, NaN left out; shape (levels, rows), NaN of none.

    The k-th smallest of n stands for the level k / (n + 1), and what is between two of them for
    what is between their levels: of n outcomes and one more, alike, so much falls below.
    """
    ordered = np.sort(rows, axis=1)  # NaN goes to the end
    count = np.isfinite(ordered).sum(axis=1)
    row = np.arange(rows.shape[0])
    found = []
    for level in levels:
        place = np.clip(level * (count + 1) - 1.0, 0.0, np.maximum(count - 1, 0))
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(count - 1, 0))
        share = place - low
        found.append(ordered[row, low] * (1.0 - share) + ordered[row, high] * share)
    return np.array(found)
