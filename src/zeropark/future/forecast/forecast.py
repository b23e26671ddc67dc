"""A forecast: quantiles of one target over the steps of an axis, by whom, and known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Phrase
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.target import Target

Series = NDArray[np.float64]
LEVELS: Final = (0.1, 0.5, 0.9)
"""P10, P50 and P90: what every forecast has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What one target will be, as known when it was issued."""

    target: Target
    axis: Axis
    issued_at: datetime
    """Aware, UTC. Nothing that was learnt later is in it."""
    levels: tuple[float, ...] = LEVELS
    """Ascending shares of outcomes that should stay at or below their row of `quantile`."""
    quantile: Series
    """Shape (levels, axis.count), in the target's unit; never descends down a column."""
    method: str
    """Who made it: `lightgbm`, `similar_day`, `persistence` or `climatology`."""
    reason: Phrase | None = None
    """Why it is not what the model says: none was trained, it is too old, it lacks an input, it is
    worse than what it should beat. None where the best way there is was taken."""

    @property
    def middle(self) -> Series:
        """The median, shape (axis.count,)."""
        return self.at_level(0.5)

    def at_level(self, level: float) -> Series:
        """One quantile, shape (axis.count,).

        Raises:
            KeyError: it is none of the levels.
        """
        if level not in self.levels:
            raise KeyError(level)
        row: Series = self.quantile[self.levels.index(level)]
        return row
