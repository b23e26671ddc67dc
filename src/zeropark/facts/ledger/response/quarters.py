"""A call on the quarter-hours that meters are settled by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period


def quarter_axis(period: Period) -> Axis:
    """The quarter-hours that a period touches, in full."""
    day = period.start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = (period.start - day) // QUARTER_HOUR
    last = -((day - period.end) // QUARTER_HOUR)
    return Axis(day + first * QUARTER_HOUR, QUARTER_HOUR, last - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnQuarters:
    """Where the steps of an axis lie on quarter-hours; made by `on_quarters`."""

    axis: Axis
    """The quarter-hours that are touched, in full."""
    weight: NDArray[np.float64]
    """Shape (quarters, steps): the part of each quarter-hour that a step covers."""

    def mean_kw(self, power_kw: NDArray[np.float64]) -> NDArray[np.float64]:
        """Powers of steps as means of quarter-hours: the same energy. Shapes (…, steps)."""
        mean: NDArray[np.float64] = power_kw @ self.weight.T
        return mean


def on_quarters(axis: Axis) -> OnQuarters:
    """An axis of any step on the quarter-hours that it touches."""
    target = quarter_axis(axis.period)
    start = (target.start - axis.start) / QUARTER_HOUR
    quarter = start + np.arange(target.count)[:, np.newaxis]
    step = np.arange(axis.count) * (axis.step / QUARTER_HOUR)
    end = step + axis.step / QUARTER_HOUR
    overlap = np.minimum(quarter + 1, end) - np.maximum(quarter, step)
    return OnQuarters(axis=target, weight=np.maximum(overlap, 0.0))
