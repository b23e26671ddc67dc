"""Aligned amounts: every channel on one axis, in inside units, gaps still gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Period


@dataclass(frozen=True, slots=True, order=True)
class ChannelId:
    """A channel of a meter."""

    meter: str
    channel: str

    def __str__(self) -> str:
        return f"{self.meter}/{self.channel}"


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """An amount that is known over several intervals together, but not one by one."""

    row: int
    first: int
    stop: int
    """Intervals `[first, stop)` of the axis."""
    amount: float
    """Of all of these intervals; some of them may be known one by one as well."""
    quality: int = 0


@dataclass(frozen=True, slots=True)
class Fill:
    """What one method has put into one gap of one channel."""

    row: int
    method: str
    first: int
    stop: int
    """The gap: intervals `[first, stop)` of the axis."""
    steps: int
    """How many of them were filled."""
    amount: float


_Span = TypeVar("_Span", KnownTotal, Fill)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Amounts per interval: row i of the arrays is `channels[i]`, column t is interval t.

    Amounts are in the inside unit of the meter's carrier (kWh, t, Nm3, m3) per interval, ratio
    applied. A missing amount is NaN with `Quality.MISSING`; it is never a zero.
    """

    axis: Axis
    channels: tuple[ChannelId, ...]
    amount: NDArray[np.float64]
    """Shape (channels, axis.count)."""
    quality: NDArray[np.uint8]
    """Quality flags, shape (channels, axis.count)."""
    known_at: datetime | None
    """The newest `known_at` of the readings behind it; None where there are none."""
    known_totals: tuple[KnownTotal, ...] = ()
    """What is known of gaps as a whole; `fill` spreads it and empties this."""
    fills: tuple[Fill, ...] = ()
    """What `fill` has put in, gap by gap."""
    _rows: Mapping[ChannelId, int] = field(init=False, repr=False, compare=False)
    """Asked for by the thousand: a park has so many channels."""

    def __post_init__(self) -> None:
        rows = {channel: row for row, channel in enumerate(self.channels)}
        object.__setattr__(self, "_rows", rows)

    def row(self, channel: ChannelId) -> int | None:
        """The row of a channel; None where it has none."""
        return self._rows.get(channel)

    def within(self, period: Period) -> Aligned:
        """The part in a period, which must begin and end with an interval.

        A total or a fill that reaches beyond the period is left out of the lists.
        """
        axis = Axis.over(period, step=self.axis.step)
        first = (axis.start - self.axis.start) // axis.step
        columns = slice(first, first + axis.count)
        return Aligned(
            axis,
            self.channels,
            self.amount[:, columns],
            self.quality[:, columns],
            self.known_at,
            tuple(_moved(self.known_totals, first, axis.count)),
            tuple(_moved(self.fills, first, axis.count)),
        )


def _moved(spans: Iterable[_Span], first: int, count: int) -> Iterator[_Span]:
    for span in spans:
        if first <= span.first and span.stop <= first + count:
            yield replace(span, first=span.first - first, stop=span.stop - first)
