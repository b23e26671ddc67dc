"""A baseline as it is now, and as it would have been on the days before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zeropark.basis.timeline import Axis
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import Known
from zeropark.future.forecast.lags import Lags
from zeropark.future.forecast.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a baseline looks at: what was known of one subject, around the steps of an axis."""

    subject: Subject
    known: Known
    axis: Axis
    lags: Lags


Baseline = Callable[[Past], Series]
"""Gives shape (steps, repeated + 1): column 0 is the forecast, column d what the same rule would
have said of the step d days before, by what was known d days before; NaN where it says nothing."""
