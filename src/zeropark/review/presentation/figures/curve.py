"""Parts of a duration curve: power from highest to lowest over the hours that it lasts."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.units import Dimension, conversion
from zeropark.review.presentation.decimate import kept_steps
from zeropark.review.presentation.figures.figure import Json, Option
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text

UNIT: Final = "MW"
KW: Final = conversion(UNIT, to=Dimension.POWER)
"""kW of the unit."""
_MOST_POINTS: Final = 402


def hours_axis(hours: float) -> Option:
    """An axis of duration, as long as the whole curve."""
    return {
        "type": "value",
        "max": hours,
        "axisLabel": {"color": "$muted", "hideOverlap": True, "formatter": "{value} h"},
        "splitLine": {"show": False},
    }


def duration_line(name: Text, colour: str, power_kw: Series, *, step_hours: float) -> Option:
    """A curve of power that is sorted already, in MW over hours; few enough points to draw."""
    kept = kept_steps(power_kw[np.newaxis], most=_MOST_POINTS)
    points: list[Json] = [
        [round((at + 1) * step_hours, 2), float(f"{power / KW:.5g}")]
        for at, power in zip(kept.tolist(), power_kw[kept].tolist(), strict=True)
    ]
    return {
        "type": "line",
        "name": name,
        "showSymbol": False,
        "lineStyle": {"width": 2.5},
        "itemStyle": {"color": f"${colour}"},
        "data": points,
    }
