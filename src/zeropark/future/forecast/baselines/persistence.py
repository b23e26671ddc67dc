"""Persistence: it stays as it was. What anyone can say without looking at anything else."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.baselines.tried import Past
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.lags import (
    DAY,
    first_finite,
    known_until,
    taken,
)
from zeropark.future.forecast.sky import clear_share

_BRIGHT: Final = 0.05
"""Share of capacity under a clear sky above which the sky's state can be told from the output."""


def persistence(past: Past) -> Series:
    """A load or a price as at the same time on the last day that is known, wind as it was last.

    The sun as under the clear sky, times the share of it that came over the last day: the same
    haze and clouds. Where the site is not told, the sun as on the last day that is known.
    """
    subject = past.subject
    if isinstance(subject.plant, Pv) and subject.site is not None:
        return _same_sky(past, subject.plant, subject.site)
    if subject.target.kind == "availability" and not isinstance(subject.plant, Pv):
        return np.broadcast_to(_last(past), (past.axis.count, past.lags.repeated + 1))
    return _last_day(past)


def clear_index(past: Past, plant: Pv, site: Site) -> Series:
    """The output of the last day over that under a clear sky, now and d days ago.

    Shape (repeated + 1,); NaN where the last day was not bright or is not known.

    Raises:
        ZeroparkError: pvlib is not installed.
    """
    day = DAY // past.axis.step
    stop = known_until(past.known)
    back = np.arange(-day * (past.lags.repeated + 1), 0) + stop
    start = past.known.axis.start + int(back[0]) * past.axis.step
    clear = clear_share(plant, site, Axis(start, past.axis.step, back.size))
    came = taken(past.known, back)
    told = np.isfinite(came) & (clear > _BRIGHT)
    out = np.where(told, came, 0.0).reshape(-1, day).sum(axis=1)
    under_clear = np.where(told, clear, 0.0).reshape(-1, day).sum(axis=1)
    index: Series = np.full(under_clear.size, np.nan)
    np.divide(out, under_clear, out=index, where=under_clear > 0.0)
    return index[::-1]


def _same_sky(past: Past, plant: Pv, site: Site) -> Series:
    axis, index = past.axis, clear_index(past, plant, site)
    day, repeated = DAY // axis.step, past.lags.repeated
    long = Axis(axis.start - repeated * DAY, axis.step, axis.count + repeated * day)
    clear = clear_share(plant, site, long)
    at = np.arange(axis.count)[:, None] + (repeated - np.arange(repeated + 1)) * day
    found: Series = clear[at] * index
    return np.where(np.isfinite(found), found, _last_day(past))


def _last_day(past: Past) -> Series:
    """As at the same time on the last day that is known; as it was last where no day is."""
    found = first_finite(past.lags.windows(past.lags.value))
    return np.where(np.isfinite(found), found, _last(past))


def _last(past: Past) -> Series:
    """The last value there was, now and d days ago."""
    day, stop = DAY // past.axis.step, known_until(past.known)
    back = stop - 1 - np.arange(past.lags.repeated + 1)[:, None] * day - np.arange(day)
    return first_finite(taken(past.known, back))
