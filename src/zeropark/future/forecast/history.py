"""Histories that remember when each value became known, and what was known at an instant.

A forecaster takes a `Known` and nothing else, and a `Known` comes from `History.known_by` alone:
so no forecast can see what was learnt after it was issued.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Instants, from_array, to_array
from zeropark.future.forecast.forecast import Series

_SEAL: Final = object()
"""Held by this file alone: what has it was cut at its instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of one series at an instant; made by `History.known_by` only."""

    axis: Axis
    """From the start of the history to the end of the last interval that was known, or of the
    last that had ended, whichever is later: a price may be known ahead."""
    values: Series
    """Shape (axis.count,); NaN where nothing was known. Read only."""
    as_of: datetime
    seal: InitVar[object]
    """Not kept, so that a changed copy can't be made either."""

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("What was known at an instant is asked of a History: known_by(at).")

    @property
    def ended(self) -> int:
        """How many of the intervals had ended by `as_of`."""
        return _ended(self.axis, self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What became known of one series, when; an interval may have several versions.

    The arrays are of one shape (versions,), in the order of `known_at`; of two versions of an
    interval that became known together the later one counts.
    """

    axis: Axis
    """The intervals that versions speak of."""
    interval: NDArray[np.int64]
    """Which interval of the axis each version is about."""
    value: Series
    """In the target's unit; NaN where it became known that there is no value."""
    known_at: Instants
    """UTC, never descending."""
    _once: bool = field(init=False, repr=False, compare=False)
    """Whether intervals became known one by one in order: then a cut is a slice."""

    def __post_init__(self) -> None:
        if not self.interval.shape == self.value.shape == self.known_at.shape:
            raise ValueError("one interval, value and known_at a version")
        if (np.diff(self.known_at) < np.timedelta64(0)).any():
            raise ValueError("versions in the order in which they became known")
        if self.interval.size and not 0 <= self.interval.min() <= self.interval.max() < (
            self.axis.count
        ):
            raise ValueError("an interval outside the axis")
        every = np.arange(self.interval.size)
        object.__setattr__(self, "_once", bool((self.interval == every).all()))
        for array in (self.interval, self.value, self.known_at):
            array.flags.writeable = False

    @classmethod
    def of(
        cls, axis: Axis, interval: NDArray[np.int64], value: Series, known_at: Instants
    ) -> History:
        """A history of versions in any order."""
        order = np.argsort(known_at, kind="stable")
        return cls(
            axis=axis, interval=interval[order], value=value[order], known_at=known_at[order]
        )

    @classmethod
    def delayed(cls, axis: Axis, values: Series, *, delay: timedelta = timedelta(0)) -> History:
        """Values of which each became known so long after its interval had ended.

        Args:
            axis: the intervals.
            values: one an interval; shape (axis.count,), NaN where there is none.
            delay: may be below zero, for what is known ahead, e.g. a day-ahead price.
        """
        ends = axis.starts() + np.timedelta64(axis.step) + np.timedelta64(delay)
        every = np.arange(axis.count)
        return cls(axis=axis, interval=every, value=values.astype(np.float64), known_at=ends)

    def known_by(self, at: datetime) -> Known:
        """What was known at an instant: of each interval the newest version learnt by then."""
        stop = int(np.searchsorted(self.known_at, to_array(at), side="right"))
        if self._once:
            last = stop
            found = self.value[:stop]
        else:
            interval = self.interval[:stop]
            last = int(interval.max()) + 1 if stop else 0
            found = np.full(last, np.nan)
            found[interval] = self.value[:stop]
        count = max(last, _ended(self.axis, at))
        values = found if count == last else np.append(found, np.full(count - last, np.nan))
        values.flags.writeable = False
        axis = Axis(self.axis.start, self.axis.step, count)
        return Known(axis=axis, values=values, as_of=at, seal=_SEAL)

    @property
    def first_known_at(self) -> datetime | None:
        """When the first value became known; None where none has."""
        return from_array(self.known_at[0]) if self.known_at.size else None


def _ended(axis: Axis, at: datetime) -> int:
    return min(max((at - axis.start) // axis.step, 0), axis.count)
