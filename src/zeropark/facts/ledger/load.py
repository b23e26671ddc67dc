"""How a load ran: its highest and lowest power, its mean, its load factor, and for how long.

    mean power  = known energy / known time
    load factor = mean power / highest power (负荷率)

Power here is the mean over one interval of the axis; a shorter peak is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, from_array

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFigures:
    """A load over a period, by its known intervals; None where none is known."""

    highest_kw: float | None
    highest_at: datetime | None
    """Start of the first interval that is as high, UTC."""
    lowest_kw: float | None
    mean_kw: float | None
    missing_steps: int

    @property
    def load_factor(self) -> float | None:
        """Mean over highest, 0 to 1; None where nothing is known or nothing was used."""
        if self.mean_kw is None or not self.highest_kw:
            return None
        return self.mean_kw / self.highest_kw


def load_figures(amount_kwh: Array, *, axis: Axis) -> LoadFigures:
    """The figures of a load.

    Args:
        amount_kwh: energy of every interval of the axis, >= 0; NaN is missing.
        axis: the intervals.
    """
    power_kw = amount_kwh / axis.step_hours
    missing = np.isnan(power_kw)
    if missing.all():
        return LoadFigures(
            highest_kw=None,
            highest_at=None,
            lowest_kw=None,
            mean_kw=None,
            missing_steps=int(missing.sum()),
        )
    at = int(np.nanargmax(power_kw))
    return LoadFigures(
        highest_kw=float(power_kw[at]),
        highest_at=from_array(axis.starts()[at]),
        lowest_kw=float(np.nanmin(power_kw)),
        mean_kw=float(np.nanmean(power_kw)),
        missing_steps=int(missing.sum()),
    )


def duration_kw(amount_kwh: Array, *, step_hours: float) -> Array:
    """Power of the known intervals from highest to lowest, kW: the load duration curve.

    The load is at least value i for (i + 1) x step_hours hours.
    """
    power_kw = amount_kwh[~np.isnan(amount_kwh)] / step_hours
    ordered: Array = np.sort(power_kw)[::-1]
    return ordered
