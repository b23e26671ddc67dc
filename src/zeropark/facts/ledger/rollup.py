"""Flows by the hour, day or month of the local calendar.

A total over steps of which some are missing is a partial sum, marked PARTIAL; one with none
known is missing. `Totals.whole` keeps only those that no step is missing of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import PARK_ZONE, Axis, Calendar, Instants, from_array, to_array
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.facts.readings.reading import Quality

Grain = Literal["hour", "day", "month"]
_Number = TypeVar("_Number", np.float64, np.uint8)
_SHORT: Final = 8
"""Even spans of so few steps are combined step by step over all of them at once: the way by
`reduceat` costs several times as much, for it begins anew with every span."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of flows over spans of a calendar; arrays have shape (links, spans)."""

    park: str
    links: tuple[FlowLink, ...]
    edges: Instants
    """UTC; span j is [edges[j], edges[j + 1]); shape (spans + 1,)."""
    steps: NDArray[np.int64]
    """Steps in each span, shape (spans,)."""
    quantity: NDArray[np.float64]
    """In the carrier's inside unit; NaN where no step is known."""
    missing_steps: NDArray[np.int64]
    quality: NDArray[np.uint8]
    """Flags of the steps, or-ed; PARTIAL where some are missing."""
    kind: NDArray[np.uint8]
    """The least certain `Kind` of the steps."""

    def whole(self) -> NDArray[np.float64]:
        """The quantities, missing where any step is."""
        whole: NDArray[np.float64] = np.where(self.missing_steps > 0, np.nan, self.quantity)
        return whole

    def as_flows(self, *, whole: bool = False) -> Flows:
        """The same as flows over an even axis.

        Args:
            whole: leave out partial sums.

        Raises:
            PeriodError: the spans are not equally long (months; days with a clock change).
        """
        lengths = np.diff(self.edges)
        if np.unique(lengths).size != 1:
            raise PeriodError(
                "The spans differ in length, and flows need an even axis. "
                "Choose a period of whole hours or days; months stay totals."
            )
        step = timedelta(microseconds=int(lengths[0].astype(np.int64)))
        return Flows(
            park=self.park,
            axis=Axis(from_array(self.edges[0]), step, lengths.size),
            links=self.links,
            quantity=self.whole() if whole else self.quantity,
            quality=self.quality,
            kind=self.kind,
        )


def rollup(flows: Flows, *, to: Grain, calendar: ZoneInfo = PARK_ZONE) -> Totals:
    """Sums over each local hour, day or month that the flows touch, in order."""
    firsts = span_starts(flows.axis, to=to, calendar=calendar)
    missing = np.isnan(flows.quantity)
    steps = np.diff(np.append(firsts, flows.axis.count))
    missing_steps, total = _sums(flows.quantity, missing, firsts)
    quality = _over_spans(np.bitwise_or, flows.quality, firsts)
    partial = (missing_steps > 0) & (missing_steps < steps)
    return Totals(
        park=flows.park,
        links=flows.links,
        edges=np.append(flows.axis.starts()[firsts], to_array(flows.axis.period.end)),
        steps=steps,
        quantity=np.where(missing_steps == steps, np.nan, total),
        missing_steps=missing_steps,
        quality=np.where(partial, quality | np.uint8(Quality.PARTIAL), quality),
        kind=_over_spans(np.maximum, flows.kind, firsts),
    )


def _sums(
    quantity: NDArray[np.float64], missing: NDArray[np.bool_], firsts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How many steps of each span are missing, and the sum of the others."""
    if not missing.any():
        total = _over_spans(np.add, quantity, firsts)
        return np.zeros(total.shape, dtype=np.int64), total
    counts = np.add.reduceat(missing, firsts, axis=1, dtype=np.int64)
    return counts, _over_spans(np.add, np.where(missing, 0.0, quantity), firsts)


def _over_spans(
    combine: np.ufunc, values: NDArray[_Number], firsts: NDArray[np.int64]
) -> NDArray[_Number]:
    """The steps of each span combined in their order, along the second axis."""
    length = values.shape[1] // len(firsts)
    even = np.array_equal(firsts, np.arange(0, values.shape[1], length))
    if not even or values.shape[1] % length or length > _SHORT:
        reduced: NDArray[_Number] = combine.reduceat(values, firsts, axis=1)
        return reduced
    combined = values[:, ::length].copy()
    for step in range(1, length):
        combine(combined, values[:, step::length], out=combined)
    return combined


def span_starts(axis: Axis, *, to: Grain, calendar: ZoneInfo = PARK_ZONE) -> NDArray[np.int64]:
    """The column at which each local hour, day or month begins; the first is 0."""
    if to == "hour":
        # by the instant, not the wall clock: an hour that a clock change repeats is two hours
        key = axis.starts().astype("datetime64[h]").astype(np.int64)
    else:
        local = Calendar.of(axis, calendar=calendar)
        key = local.day if to == "day" else local.year * 12 + local.month
    changes = np.flatnonzero(np.diff(key)) + 1
    return np.concatenate([np.zeros(1, dtype=np.int64), changes])
