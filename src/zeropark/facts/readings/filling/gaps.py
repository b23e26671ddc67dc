"""Gaps: where a channel has no amount, and what its neighbours in time or space suggest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.facts.readings.reading import Quality


@dataclass(frozen=True, slots=True)
class Gap:
    """Consecutive intervals `[first, stop)` without an amount."""

    first: int
    stop: int

    @property
    def length(self) -> int:
        """How many intervals."""
        return self.stop - self.first


@dataclass(frozen=True, slots=True)
class Row:
    """One channel while it is being filled."""

    number: int
    measured: NDArray[np.float64]
    """All channels as they were measured, shape (channels, intervals)."""
    amount: NDArray[np.float64]
    """This channel, filled so far; written to."""
    quality: NDArray[np.uint8]
    """This channel's flags; written to."""
    check_row: int | None
    """The channel of the check meter."""
    step: timedelta

    def put(self, gap: Gap, values: NDArray[np.float64], there: NDArray[np.bool_]) -> None:
        """Write the values that are there, and mark them."""
        part = slice(gap.first, gap.stop)
        self.amount[part][there] = values[there]
        self.quality[part][there] &= np.uint8(~Quality.MISSING & 0xFF)
        self.quality[part][there] |= np.uint8(Quality.FILLED)


def gaps_of(quality: NDArray[np.uint8]) -> tuple[Gap, ...]:
    """The gaps of one channel, in order.

    >>> gaps_of(np.array([0, 1, 1, 0, 9], dtype=np.uint8))
    (Gap(first=1, stop=3), Gap(first=4, stop=5))
    """
    missing = (quality & np.uint8(Quality.MISSING)) != 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], missing, [False]]))).tolist()
    return tuple(Gap(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))


def linear(row: Row, gap: Gap) -> NDArray[np.float64]:
    """On the line between the measured neighbours; NaN at an end of the axis."""
    own = row.measured[row.number]
    if gap.first == 0 or gap.stop == len(own):
        return np.full(gap.length, np.nan)
    inner = np.linspace(own[gap.first - 1], own[gap.stop], gap.length + 2)[1:-1]
    return inner.astype(np.float64)


def from_check_meter(row: Row, gap: Gap) -> NDArray[np.float64]:
    """What the check meter measured; NaN where there is none."""
    if row.check_row is None:
        return np.full(gap.length, np.nan)
    return row.measured[row.check_row, gap.first : gap.stop]


def same_time_before(period: timedelta) -> Callable[[Row, Gap], NDArray[np.float64]]:
    """What was measured a whole period before; NaN where nothing was."""

    def look_back(row: Row, gap: Gap) -> NDArray[np.float64]:
        back, rest = divmod(period, row.step)
        values = np.full(gap.length, np.nan)
        if rest or gap.stop <= back:
            return values
        first = max(gap.first, back)
        values[first - gap.first :] = row.measured[row.number, first - back : gap.stop - back]
        return values

    return look_back
