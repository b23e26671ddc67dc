"""Compare: takes aligned amounts, says where meters that should agree do not.

A main meter against the sum of its sub-meters, and against its check meter. Only intervals that
all of them have are compared; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.facts.readings.aligned import Aligned, ChannelId

SUM_TOLERANCE: Final = 0.05
"""Share of the main meter's amount that may lie between it and its sub-meters: line losses and
meters of class 2."""
CHECK_TOLERANCE: Final = 0.02
"""Twice the limit of a class 1 meter: main and check meter each at its own limit."""


@dataclass(frozen=True, slots=True)
class _Pair:
    code: str
    main: str
    others: tuple[str, ...]
    tolerance: float
    remedy: str


def compare(aligned: Aligned, *, park: ParkDocument) -> tuple[Finding, ...]:
    """One finding per main meter and direction that differs by more than the tolerance."""
    pairs = (pair for meter in park.meters for pair in _pairs(meter))
    return tuple(finding for pair in pairs for finding in _differences(pair, aligned, park))


def _pairs(meter: Meter) -> Iterator[_Pair]:
    if meter.sub_meters:
        remedy = "Look for a user that no sub-meter sees, a wrong ratio, or a missing sub-meter."
        yield _Pair("meter.sum", meter.id, meter.sub_meters, SUM_TOLERANCE, remedy)
    if meter.checks is not None:
        remedy = "Have both meters tested, and look at their ratios."
        yield _Pair("meter.check", meter.checks, (meter.id,), CHECK_TOLERANCE, remedy)


def _differences(pair: _Pair, aligned: Aligned, park: ParkDocument) -> Iterator[Finding]:
    for direction in ("forward", "reverse"):
        main = _sum([pair.main], direction, aligned, park)
        other = _sum(pair.others, direction, aligned, park)
        if main is None or other is None:
            continue
        both = np.isfinite(main) & np.isfinite(other)
        first, second = float(main[both].sum()), float(other[both].sum())
        if both.any() and abs(first - second) > pair.tolerance * max(first, second):
            yield _finding(pair, direction, first, second, int(both.sum()))


def _sum(
    meters: Iterable[str], direction: str, aligned: Aligned, park: ParkDocument
) -> NDArray[np.float64] | None:
    """The amounts of several meters in one direction; None where one has no such channel.

    NaN in an interval where any of them is missing.
    """
    total: NDArray[np.float64] | None = None
    for name in meters:
        meter = park.meter_by_id.get(name)
        channels = meter.channels if meter else ()
        rows = [
            aligned.row(ChannelId(name, channel.id))
            for channel in channels
            if channel.direction == direction
        ]
        if not rows or rows[0] is None:
            return None
        amount = aligned.amount[rows[0]]
        total = amount if total is None else total + amount
    return total


def _finding(pair: _Pair, direction: str, main: float, other: float, count: int) -> Finding:
    return Finding(
        code=pair.code,
        place=pair.main,
        problem_template="{main} counted {first:,.1f} {direction}, {others} {second:,.1f} over "
        "the same {count} intervals: {share:.1%} apart.",
        remedy_template=pair.remedy,
        severity=Severity.WARNING,
        data={
            "main": pair.main,
            "first": main,
            "direction": direction,
            "others": " + ".join(pair.others),
            "second": other,
            "count": count,
            "share": abs(main - other) / max(main, other),
        },
        count=count,
    )
