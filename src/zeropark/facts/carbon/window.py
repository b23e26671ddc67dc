"""A window: the flows of one period, summed once a link, with what is missing of them.

The columns of `Flows` that lie inside the period are summed; intervals of the period that the
flows do not reach are missing like those that hold no value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, to_array
from zeropark.facts.ledger.flow import LOSSES, Flows
from zeropark.facts.readings.reading import Quality

Rows = NDArray[np.int64]
"""Numbers of links, along `Flows.links`."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of flows: what, of which links, how good and how whole."""

    value: float
    """In the carrier's inside unit; sums what has a value."""
    flows: tuple[str, ...]
    quality: int
    coverage: float
    """Share of intervals that have a value, 0 to 1."""
    less: tuple[str, ...] = ()
    """Ids of what was taken off the sum of those links."""
    deducts: bool = False
    """Whether it is taken off; the value is then negative or zero."""


@dataclass(frozen=True, slots=True)
class Window:
    """The flows of a period; arrays of links run along `flows.links`."""

    flows: Flows
    period: Period
    columns: slice
    """The columns of the flows that lie inside the period."""
    steps_due: int
    """How many intervals the period has."""
    total: NDArray[np.float64]
    """Sum of each link over the period, missing intervals left out; shape (links,)."""
    missing: NDArray[np.int64]
    """Intervals of the period without a value, per link."""
    quality: NDArray[np.uint8]
    """Quality flags of each link over the period, or-ed."""

    def rows_between(self, *, sources: Iterable[str], sinks: Iterable[str]) -> Rows:
        """The rows whose link begins at one of `sources` and ends at one of `sinks`."""
        begins, ends = frozenset(sources), frozenset(sinks)
        links = enumerate(self.flows.links)
        chosen = [i for i, link in links if link.source in begins and link.sink in ends]
        return np.asarray(chosen, dtype=np.int64)

    def by_carrier(self, pairs: Collection[tuple[str, str]]) -> Iterator[tuple[str, Rows]]:
        """The links between these (source, sink) pairs, a carrier at a time, by its id."""
        links = self.flows.links
        rows = [i for i, link in enumerate(links) if (link.source, link.sink) in pairs]
        for carrier_id in sorted({links[row].carrier for row in rows}):
            chosen = [row for row in rows if links[row].carrier == carrier_id]
            yield carrier_id, np.asarray(chosen, dtype=np.int64)

    def amount(self, rows: Rows) -> Amount:
        """The sum of some links over the period."""
        due = max(1, self.steps_due * rows.size)
        return Amount(
            value=float(self.total[rows].sum()),
            flows=tuple(self.flows.links[row].id for row in rows),
            quality=int(np.bitwise_or.reduce(self.quality[rows], initial=0)),
            coverage=1.0 - float(self.missing[rows].sum()) / due,
        )

    def series(self, rows: Rows) -> NDArray[np.float64]:
        """The sum of some links in each interval, NaN where any is missing; shape (columns,)."""
        series: NDArray[np.float64] = self.flows.quantity[rows, self.columns].sum(axis=0)
        return series

    def inside(self) -> Flows:
        """The flows of the period alone, as flows."""
        axis = self.flows.axis
        first, stop, _ = self.columns.indices(axis.count)
        return replace(
            self.flows,
            axis=Axis(axis.start + first * axis.step, axis.step, stop - first),
            quantity=self.flows.quantity[:, self.columns],
            quality=self.flows.quality[:, self.columns],
            kind=self.flows.kind[:, self.columns],
        )

    def gaps(self, rows: Rows) -> tuple[tuple[str, str | None, int], ...]:
        """Link id, meter and missing intervals of those links that miss some.

        `losses` are left out: they are missing where a meter of their bus is, which is said there.
        """
        links = self.flows.links
        return tuple(
            (links[row].id, links[row].meter, int(self.missing[row]))
            for row in rows
            if self.missing[row] and links[row].sink != LOSSES
        )


def window(flows: Flows, *, period: Period) -> Window:
    """The flows of a period, summed once.

    A column belongs to the period when it starts inside it.
    """
    columns = columns_in(flows.axis, period)
    quantity = flows.quantity[:, columns]
    unknown = np.isnan(quantity)
    due = max(-(-period.duration // flows.axis.step), quantity.shape[1])
    return Window(
        flows=flows,
        period=period,
        columns=columns,
        steps_due=due,
        total=_known_sums(quantity, unknown),
        missing=_holes(flows, columns, unknown).sum(axis=1) + (due - quantity.shape[1]),
        quality=np.bitwise_or.reduce(flows.quality[:, columns], axis=1),
    )


def _known_sums(quantity: NDArray[np.float64], unknown: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The sum of each link over what has a value; nothing is copied where everything has."""
    known = np.where(unknown, 0.0, quantity) if unknown.any() else quantity
    total: NDArray[np.float64] = known.sum(axis=1)
    return total


def _holes(flows: Flows, columns: slice, unknown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which intervals have no value, or (hours and days made of quarter-hours) not all of it."""
    if flows.axis.step <= QUARTER_HOUR:
        return unknown
    holes: NDArray[np.bool_] = unknown | ((flows.quality[:, columns] & Quality.PARTIAL) != 0)
    return holes


def columns_in(axis: Axis, period: Period) -> slice:
    """The columns that start inside a period; empty where the axis does not reach it."""
    ends = np.array([to_array(period.start), to_array(period.end)])
    # the first column that starts at or after an instant: ceiling of the distance in steps
    distance = ends - to_array(axis.start)
    first, stop = -(-distance // np.timedelta64(axis.step))
    return slice(int(np.clip(first, 0, axis.count)), int(np.clip(stop, 0, axis.count)))
