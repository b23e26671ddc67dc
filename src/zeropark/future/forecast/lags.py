"""What was at the same time of day, on the days before: all that baselines and features look at.

A row is a step that is forecast. Its *legal* lags are whole days back from it to an interval that
was known; the first of them may be a day back, or several where the step lies far ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import Known

DAY: Final = timedelta(days=1)
LOOKED_BACK: Final = 28
"""How many days a baseline looks back over."""
REPEATED: Final = 28
"""On how many earlier days a baseline is tried, to see how far off it was."""
_WEEK: Final = 7
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lags:
    """Values by whole days before the steps of an axis."""

    step: NDArray[np.int64]
    """Positions of the steps on the axis of what was known; shape (steps,)."""
    first: NDArray[np.int64]
    """How many days back the first legal lag of each step is, 1 or more; shape (steps,)."""
    value: Series
    """Shape (steps, LOOKED_BACK + repeated): column m is first + m days back; NaN where missing."""
    came: Series
    """What came at the step's time of day d = 1 to `repeated` days before it, as far as it was
    known; shape (steps, repeated), NaN elsewhere."""

    @property
    def repeated(self) -> int:
        """On how many earlier days what looks at the lags may be tried."""
        return int(self.came.shape[1])

    def days_back(self) -> NDArray[np.int64]:
        """How many days back each column of `value` is; its shape."""
        return self.first[:, None] + np.arange(self.value.shape[1])

    def windows(self, matrix: NDArray[Scalar]) -> NDArray[Scalar]:
        """A matrix of the shape of `value`, seen as it was d = 0 to `repeated` days ago.

        Returns:
            Shape (steps, repeated + 1, LOOKED_BACK); d = 0 is now.
        """
        return sliding_window_view(matrix, LOOKED_BACK, axis=1)

    def same_weekday(self) -> Series:
        """The first value that is whole weeks back and known; shape (steps,)."""
        weekly = self.days_back() % _WEEK == 0
        return first_finite(np.where(weekly, self.value, np.nan))


def lags_of(known: Known, axis: Axis, *, repeated: int = REPEATED) -> Lags:
    """The lags of the steps of an axis.

    Args:
        known: what was known.
        axis: of the steps.
        repeated: on how many earlier days what looks at them is tried.

    Raises:
        MissingDataError: nothing was known, or in other steps than the axis has.
    """
    step, day = positions(known, axis), DAY // axis.step
    frontier = known_until(known)
    first = np.maximum(-((frontier - 1 - step) // day), 1)
    back = step[:, None] - (first[:, None] + np.arange(LOOKED_BACK + repeated)) * day
    came = step[:, None] - np.arange(1, repeated + 1) * day
    return Lags(step=step, first=first, value=taken(known, back), came=taken(known, came))


def positions(known: Known, axis: Axis) -> NDArray[np.int64]:
    """Where the steps of an axis are on the axis of what was known; may lie outside it.

    Raises:
        MissingDataError: the steps are others, or no whole parts of a day.
    """
    offset, rest = divmod(axis.start - known.axis.start, axis.step)
    if axis.step != known.axis.step or rest or DAY % axis.step:
        raise MissingDataError(
            "What was known is in steps of {had} minutes, and {wanted} minutes from {start} are "
            "asked for. Forecast in the steps of the history.",
            had=known.axis.step / timedelta(minutes=1),
            wanted=axis.step / timedelta(minutes=1),
            start=axis.start.astimezone(PARK_ZONE).isoformat(),
        )
    return np.arange(offset, offset + axis.count)


def known_until(known: Known) -> int:
    """How many intervals there are up to the last that has a value.

    Raises:
        MissingDataError: none has.
    """
    there = np.flatnonzero(np.isfinite(known.values))
    if not there.size:
        raise MissingDataError(
            "Nothing was known by {at}. Forecast from a later time, or say how late readings come "
            "with --assume-delay where all of them were imported at once.",
            at=known.as_of.astimezone(PARK_ZONE).isoformat(),
        )
    return int(there[-1]) + 1


def taken(known: Known, position: NDArray[np.int64]) -> Series:
    """The values at positions of the axis of what was known; NaN outside it."""
    inside = (position >= 0) & (position < known.axis.count)
    values: Series = np.where(
        inside, known.values[np.clip(position, 0, known.axis.count - 1)], np.nan
    )
    return values


def first_finite(matrix: Series) -> Series:
    """The first value of each row that there is, along the last axis; NaN where there is none."""
    there = np.isfinite(matrix)
    at = np.argmax(there, axis=-1)
    found: Series = np.take_along_axis(matrix, at[..., None], axis=-1)[..., 0]
    return found


def mean_of(matrix: Series) -> Series:
    """The mean of the values of each row that there are, along the last axis; NaN of none."""
    there = np.isfinite(matrix)
    count = there.sum(axis=-1)
    total = np.where(there, matrix, 0.0).sum(axis=-1)
    mean: Series = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return mean
