"""All baselines by name, their quantiles, and which of them was nearest lately."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.errors import Phrase
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.baselines.climatology import climatology
from zeropark.future.forecast.baselines.persistence import persistence
from zeropark.future.forecast.baselines.similar_day import similar_day
from zeropark.future.forecast.baselines.tried import Baseline, Past
from zeropark.future.forecast.forecast import LEVELS, Series
from zeropark.future.forecast.history import Known
from zeropark.future.forecast.lags import REPEATED, lags_of
from zeropark.future.forecast.sky import clear_share
from zeropark.future.forecast.spread import spread
from zeropark.future.forecast.subject import Subject

BASELINES: Final[Mapping[str, Baseline]] = MappingProxyType(
    {"persistence": persistence, "similar_day": similar_day, "climatology": climatology}
)
NAMES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "persistence": Phrase("persistence"),
        "similar_day": Phrase("similar days"),
        "climatology": Phrase("the mean of four weeks"),
    }
)
MINUTES_PER_HOUR: Final = 60.0


def past_of(subject: Subject, known: Known, axis: Axis, *, repeated: int = REPEATED) -> Past:
    """What baselines look at; with nothing repeated they say what they say now, and no spread.

    Raises:
        MissingDataError: nothing was known, or in other steps than the axis has.
    """
    lags = lags_of(known, axis, repeated=repeated)
    return Past(subject=subject, known=known, axis=axis, lags=lags)


def baseline_quantiles(name: str, past: Past, *, levels: tuple[float, ...] = LEVELS) -> Series:
    """What a baseline says, with its own late errors around it; shape (levels, steps)."""
    return _with_spread(BASELINES[name](past), past, levels)


def nearest_baseline(past: Past, *, levels: tuple[float, ...] = LEVELS) -> tuple[str, Series]:
    """The baseline that was off least over the last four weeks, at these very leads.

    Returns:
        Its name and quantiles; where no error is known, persistence.
    """
    tried = {name: baseline(past) for name, baseline in BASELINES.items()}
    off = {name: _mean_error(each, past.lags.came) for name, each in tried.items()}
    name = min(off, key=lambda each: off[each])
    return name, _with_spread(tried[name], past, levels)


def admissible(subject: Subject, axis: Axis, quantile: Series) -> Series:
    """Quantiles in order and where the target can be; none of the sun at night."""
    ordered = subject.bounded(np.sort(quantile, axis=0))
    if isinstance(subject.plant, Pv) and subject.site is not None:
        dark = clear_share(subject.plant, subject.site, axis) <= 0.0
        return np.where(dark, 0.0, ordered)
    return ordered


def _with_spread(tried: Series, past: Past, levels: tuple[float, ...]) -> Series:
    minutes = past.axis.step_hours * MINUTES_PER_HOUR
    quantile = spread(tried, past.lags.came, levels=levels, step_minutes=minutes)
    return admissible(past.subject, past.axis, quantile)


def _mean_error(tried: Series, came: Series) -> float:
    error = np.abs(came - tried[:, 1:])
    return float(error[np.isfinite(error)].mean()) if np.isfinite(error).any() else np.inf
