"""Horizons: how far ahead a step lies, and the stretches by which skill is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, to_array
from zeropark.future.forecast.forecast import Series

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """Steps that begin between so many hours after the issue and so many, `[from, to)`."""

    from_hours: float
    to_hours: float

    def __str__(self) -> str:
        return f"{self.from_hours:g}-{self.to_hours:g} h"


BUCKETS: Final = tuple(
    Bucket(*edges) for edges in ((0, 1), (1, 4), (4, 12), (12, 24), (24, 36), (36, 48))
)
"""From the quarter hour that dispatch corrects by, over the day's rest, to all of tomorrow."""
FURTHEST: Final = timedelta(hours=BUCKETS[-1].to_hours)


def lead_hours(axis: Axis, issued_at: datetime) -> Series:
    """How long after the issue each step begins, hours; below 0 where it has begun."""
    ahead = (axis.starts() - to_array(issued_at)) / np.timedelta64(_HOUR)
    hours: Series = ahead.astype(np.float64)
    return hours


def bucket_of(hours: Series) -> NDArray[np.int64]:
    """The number of each step's bucket; steps before the first or after the last are in those."""
    edges = np.array([bucket.to_hours for bucket in BUCKETS[:-1]])
    return np.searchsorted(edges, hours, side="right").astype(np.int64)
