"""Fill: takes aligned amounts with gaps, gives fewer gaps, each filled by a named method.

Methods are tried in the order in which they are named; what one fills, the next leaves alone.
Every value that is put in is marked `FILLED` and no longer `MISSING`; other marks (why it was
missing) stay. What no method may fill stays missing: it is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.aligned import Fill as Filled
from zeropark.facts.readings.filling.gaps import (
    Gap,
    Row,
    from_check_meter,
    gaps_of,
    linear,
    same_time_before,
)
from zeropark.facts.readings.filling.spread import spread_totals
from zeropark.facts.readings.reading import Quality

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Method:
    """A named way to fill a gap, and the longest gap that it may fill."""

    name: str
    longest: timedelta | None = None
    """None: of any length."""


REGISTER: Final = Method("register")
"""The total that the register (or a long reading) tells is spread by the channel's typical day;
the total is kept exactly. Comes first whatever the order, for it is known, not guessed."""
CHECK_METER: Final = Method("check_meter")
"""What the check meter on the same connection measured."""
LINEAR: Final = Method("linear", timedelta(hours=1))
"""On a straight line between the neighbours."""
PREVIOUS_DAY: Final = Method("previous_day", DAY)
"""The same time of the day before."""
PREVIOUS_WEEK: Final = Method("previous_week", WEEK)
"""The same time and weekday of the week before."""

METHODS: Final[Mapping[str, Method]] = {
    method.name: method for method in (REGISTER, CHECK_METER, LINEAR, PREVIOUS_DAY, PREVIOUS_WEEK)
}
DEFAULT: Final = (REGISTER, CHECK_METER, LINEAR, PREVIOUS_WEEK)
"""The policy unless another is asked for: known totals, then the check meter, then up to an hour
on a line, then up to a week as the week before. Longer gaps stay missing."""
NONE: Final[tuple[Method, ...]] = ()
"""Fill nothing."""


def methods_named(names: Iterable[str]) -> tuple[Method, ...]:
    """Methods by name, with their usual limits; `none` alone fills nothing.

    Raises:
        ReadingsError: no method has that name.
    """
    chosen = [name for name in names if name != "none"]
    unknown = [name for name in chosen if name not in METHODS]
    if unknown:
        raise ReadingsError(
            "There is no fill method {unknown}. Use {known} or none.",
            unknown=", ".join(unknown),
            known=", ".join(METHODS),
        )
    return tuple(METHODS[name] for name in chosen)


def fill(aligned: Aligned, *, park: ParkDocument, methods: Iterable[Method] = DEFAULT) -> Aligned:
    """The amounts with gaps filled; `fills` tells what each method put into each gap.

    Amounts that are there are never changed.
    """
    order = tuple(methods)
    filled = spread_totals(aligned) if REGISTER in order else aligned
    gappy = (filled.quality & np.uint8(Quality.MISSING)).any(axis=1)
    if not gappy.any():
        return filled
    measured = aligned.amount  # methods look at what was measured, never at what was filled
    amount, quality = filled.amount.copy(), filled.quality.copy()
    notes: list[Filled] = []
    checkers = _first_checkers(park)
    for row in np.flatnonzero(gappy).tolist():
        other = _check_row(aligned.channels[row], aligned, park, checkers)
        view = Row(row, measured, amount[row], quality[row], other, aligned.axis.step)
        for method in order:
            notes += _apply(method, view)
    return replace(filled, amount=amount, quality=quality, fills=(*filled.fills, *notes))


_WAYS: Final[Mapping[str, Callable[[Row, Gap], NDArray[np.float64]]]] = {
    CHECK_METER.name: from_check_meter,
    LINEAR.name: linear,
    PREVIOUS_DAY.name: same_time_before(DAY),
    PREVIOUS_WEEK.name: same_time_before(WEEK),
}


def _apply(method: Method, view: Row) -> list[Filled]:
    """Fill the gaps of one row that the method may fill."""
    way = _WAYS.get(method.name)
    if way is None:
        return []
    filled: list[Filled] = []
    for gap in gaps_of(view.quality):
        if method.longest is not None and gap.length * view.step > method.longest:
            continue
        values = way(view, gap)
        there = np.isfinite(values)
        view.put(gap, values, there)
        if there.any():
            steps, amount = int(there.sum()), float(values[there].sum())
            filled.append(Filled(view.number, method.name, gap.first, gap.stop, steps, amount))
    return filled


def _first_checkers(park: ParkDocument) -> Mapping[str, Meter]:
    """The first meter that checks each one."""
    return {meter.checks: meter for meter in reversed(park.meters) if meter.checks is not None}


def _check_row(
    channel: ChannelId, aligned: Aligned, park: ParkDocument, checkers: Mapping[str, Meter]
) -> int | None:
    """The row of the same channel of the meter that checks this one, by id, then by direction."""
    own, checker = park.meter_by_id.get(channel.meter), checkers.get(channel.meter)
    if own is None or checker is None:
        return None
    direction = next(c.direction for c in own.channels if c.id == channel.channel)
    alike = sorted(
        (c for c in checker.channels if c.direction == direction),
        key=lambda c: c.id != channel.channel,
    )
    return aligned.row(ChannelId(checker.id, alike[0].id)) if alike else None
