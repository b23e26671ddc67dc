"""What a day will look like where nobody has planned it: the mean of like days before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.flow import Flows, Kind

LIKE_DAYS: Final = 5
"""How many days are averaged."""
BACK_DAYS: Final = 21
"""How far back is looked for them."""
_SATURDAY: Final = 5
Series = NDArray[np.float64]


def expected_flows(before: Flows, axis: Axis) -> Flows:
    """Each link's mean over like days: working days for a working day, others for the others.

    Args:
        before: closed flows, ending at or before the start of the axis, of the same step.
        axis: quarter-hours to come, of one day or several.

    Returns:
        Flows of kind forecast; NaN where no like day is known.
    """
    quantity = np.full((len(before.links), axis.count), np.nan)
    per_day = round(timedelta(days=1) / axis.step)
    first = round((axis.start - before.axis.start) / axis.step)
    for start in range(0, axis.count, per_day):
        stop = min(start + per_day, axis.count)
        day = (axis.start + start * axis.step).astimezone(PARK_ZONE).date()
        rows = []
        for back in _like(day, first=start // per_day + 1):
            at = first + start - back * per_day
            if at >= 0 and at + stop - start <= before.axis.count:
                rows.append(before.quantity[:, at : at + stop - start])
            if len(rows) == LIKE_DAYS:
                break
        if rows:
            quantity[:, start:stop] = _mean(np.array(rows))
    return replace(
        before,
        axis=axis,
        quantity=quantity,
        quality=np.zeros(quantity.shape, dtype=np.uint8),
        kind=np.full(quantity.shape, Kind.FORECAST, dtype=np.uint8),
    )


def _like(day: date, *, first: int) -> list[int]:
    """How many days back the like days are, the nearest first."""
    working = day.weekday() < _SATURDAY
    return [
        back
        for back in range(first, BACK_DAYS + 1)
        if ((day - timedelta(days=back)).weekday() < _SATURDAY) == working
    ]


def _mean(rows: Series) -> Series:
    """The mean of the days on which a value is known; NaN where it is on none."""
    known = ~np.isnan(rows)
    count = known.sum(axis=0)
    total = np.where(known, rows, 0.0).sum(axis=0)
    mean: Series = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean
