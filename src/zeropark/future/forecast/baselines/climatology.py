"""Climatology: the mean of four weeks at the same time of day."""

from __future__ import annotations

import numpy as np

from zeropark.future.forecast.baselines.persistence import persistence
from zeropark.future.forecast.baselines.tried import Past
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.lags import mean_of


def climatology(past: Past) -> Series:
    """What is usual at that time of day, whatever it is like now."""
    mean = mean_of(past.lags.windows(past.lags.value))
    return np.where(np.isfinite(mean), mean, persistence(past))
