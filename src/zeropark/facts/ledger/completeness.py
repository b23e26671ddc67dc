"""Completeness: takes flows, gives how much of each local day was measured, filled or is missing.

Every interval of a metered link is exactly one of the three. Beside them stand the intervals that
a check doubts or set aside, and the longest time without a measurement. Links that no meter is
behind (residuals) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.ledger.rollup import span_starts
from zeropark.facts.readings.reading import Quality

Counts = NDArray[np.int64]
_AT_ONCE: Final = 64
"""Links that are counted together: as much as fits the processor's cache for a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Counts of intervals by metered link and local day; arrays have shape (links, days)."""

    axis: Axis
    links: tuple[FlowLink, ...]
    """Those that a meter is behind, in the order of the flows."""
    days: NDArray[np.datetime64]
    """Local calendar days that the axis touches, `datetime64[D]`."""
    steps: Counts
    """Intervals of each day, shape (days,)."""
    filled: Counts
    missing: Counts
    suspect: Counts
    """Used, though a check doubts them; among the measured or filled."""
    rejected: Counts
    """Set aside by a check; among the filled or missing."""
    longest_gap: Counts
    """Most intervals in a row that were not measured, shape (links,)."""
    gap_first: Counts
    """The interval at which that begins, shape (links,); 0 where there is none."""
    last_measured: Counts
    """The last measured interval, shape (links,); -1 where there is none."""

    @property
    def measured(self) -> Counts:
        """What is neither filled nor missing."""
        found: Counts = self.steps - self.filled - self.missing
        return found


def completeness_of(flows: Flows) -> Completeness:
    """How complete flows are, day by day.

    Args:
        flows: at the step that readings were closed at; rolled-up ones would count a part of a
            day as the whole.
    """
    rows = [row for row, link in enumerate(flows.links) if link.meter is not None]
    firsts = span_starts(flows.axis, to="day")
    parts = [
        _counted(flows, np.array(rows[at : at + _AT_ONCE]), firsts)
        for at in range(0, len(rows), _AT_ONCE)
    ]
    empty = np.zeros((0, len(firsts)), dtype=np.int64)
    by_day = [np.concatenate([empty, *(part[place] for part in parts)]) for place in range(_BY_DAY)]
    none = np.zeros(0, dtype=np.int64)
    by_link = [
        np.concatenate([none, *(part[place] for part in parts)])
        for place in range(_BY_DAY, _BY_DAY + 3)
    ]
    return Completeness(
        axis=flows.axis,
        links=tuple(flows.links[row] for row in rows),
        days=Calendar.of(flows.axis).day[firsts].astype("datetime64[D]"),
        steps=np.diff(np.append(firsts, flows.axis.count)),
        filled=by_day[0],
        missing=by_day[1],
        suspect=by_day[2],
        rejected=by_day[3],
        longest_gap=by_link[0],
        gap_first=by_link[1],
        last_measured=by_link[2],
    )


_BY_DAY: Final = 4
"""How many of what `_counted` gives are by day; the rest are by link."""


def _counted(flows: Flows, rows: NDArray[np.int64], firsts: Counts) -> tuple[Counts, ...]:
    missing = np.isnan(flows.quantity[rows])
    filled = (flows.kind[rows] == Kind.FILLED) & ~missing
    quality = flows.quality[rows]
    marks = [(quality & np.uint8(flag)) != 0 for flag in (Quality.SUSPECT, Quality.REJECTED)]
    by_day = [_over_days(each, firsts) for each in (filled, missing, *marks)]
    return (*by_day, *_gaps(~(missing | filled)))


def _over_days(marked: NDArray[np.bool_], firsts: Counts) -> Counts:
    """How many intervals of each day are marked; rows without any are not looked at twice."""
    counts = np.zeros((len(marked), len(firsts)), dtype=np.int64)
    some = marked.any(axis=1)
    if some.any():
        counts[some] = np.add.reduceat(marked[some], firsts, axis=1, dtype=np.int64)
    return counts


def _gaps(measured: NDArray[np.bool_]) -> tuple[Counts, Counts, Counts]:
    """Longest run of each row that was not measured, its first interval, the last measured one."""
    rows, steps = measured.shape
    longest = np.zeros(rows, dtype=np.int64)
    first, last = longest.copy(), np.full(rows, steps - 1, dtype=np.int64)
    some = np.flatnonzero(~measured.all(axis=1))
    at = np.arange(steps, dtype=np.int64)
    # the last measured interval up to each one; what lies since then is the run
    since = np.maximum.accumulate(np.where(measured[some], at, -1), axis=1)
    run = at - since
    end = run.argmax(axis=1)
    longest[some] = run[np.arange(len(some)), end]
    first[some] = end - longest[some] + 1
    last[some] = since[:, -1]
    return longest, first, last


def by_month(found: Completeness, counts: Counts) -> tuple[NDArray[np.datetime64], Counts]:
    """The local months that are touched (`datetime64[M]`), and counts of days summed over each.

    Args:
        found: whose days the counts are of.
        counts: last axis by day.
    """
    months = found.days.astype("datetime64[M]")
    firsts = np.flatnonzero(np.diff(months.astype(np.int64), prepend=-(10**9)))
    return months[firsts], np.add.reduceat(counts, firsts, axis=-1)
