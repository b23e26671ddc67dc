"""Parts that the options of several figures share: axes, legend, frame and values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zeropark.review.presentation.figures.figure import Json, Option
from zeropark.review.presentation.text import Text

_RULE: Option = {"lineStyle": {"color": "$line"}}


def values(series: NDArray[np.float64], *, size: float = 1.0) -> list[Json]:
    """Numbers for a chart, divided by `size`, five figures kept; missing is null, never zero."""
    return [float(f"{v / size:.5g}") if np.isfinite(v) else None for v in series.tolist()]


def cell(value: float, *, size: float = 1.0) -> float | None:
    """A number for a table, divided by `size`; missing is None."""
    return value / size if np.isfinite(value) else None


def category_axis(labels: Sequence[Text | str]) -> Option:
    """An axis of names or of times of day."""
    return {
        "type": "category",
        "data": list(labels),
        "axisLine": _RULE,
        "axisTick": {"show": False},
        "axisLabel": {"color": "$muted", "hideOverlap": True},
    }


def name_axis(names: Sequence[Text], *, overflow: str = "break") -> dict[str, Json]:
    """An axis of names from top to bottom; long ones break or are cut."""
    return {
        "type": "category",
        "inverse": True,
        "data": list(names),
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "axisLabel": {
            "color": "$ink",
            "width": 150,
            "overflow": overflow,
            "lineHeight": 15,
            "interval": 0,
        },
    }


def value_axis(unit: Text | str) -> dict[str, Json]:
    """An axis of amounts; the unit stands at its end."""
    return {
        "type": "value",
        "name": unit,
        "nameTextStyle": {"color": "$muted", "align": "left"},
        "axisLabel": {"color": "$muted"},
        "splitLine": _RULE,
    }


def across(unit: Text | str) -> dict[str, Json]:
    """An axis of amounts below lying bars; the unit stands under its middle."""
    below: dict[str, Json] = {
        "nameLocation": "middle",
        "nameGap": 26,
        "nameTextStyle": {"color": "$muted"},
    }
    return value_axis(unit) | below


def frame(*, top: int = 64) -> Option:
    """The drawing area; axis labels stay inside it."""
    return {"left": 4, "right": 12, "top": top, "bottom": 4, "containLabel": True}


def legend() -> Option:
    """The legend, above the picture."""
    return {
        "top": 0,
        "left": 0,
        "icon": "roundRect",
        "itemWidth": 12,
        "itemHeight": 8,
        "itemGap": 14,
        "textStyle": {"color": "$ink"},
    }


def area(across: Option, up: Option) -> Option:
    """The drawing area between two axes, with its legend."""
    return {"legend": legend(), "grid": frame(), "xAxis": across, "yAxis": up}


def stacked_bar(name: Text, colour: str, data: Sequence[Json]) -> Option:
    """One part of a stacked column."""
    return {
        "type": "bar",
        "name": name,
        "stack": "all",
        "barMaxWidth": 36,
        "itemStyle": {"color": f"${colour}"},
        "data": list(data),
    }


def line(name: Text, colour: str, data: Sequence[Json], *, dashed: bool = False) -> Option:
    """A curve; a gap stays a gap."""
    return {
        "type": "line",
        "name": name,
        "showSymbol": False,
        "connectNulls": False,
        "lineStyle": {"width": 2.5, "type": "dashed" if dashed else "solid"},
        "itemStyle": {"color": f"${colour}"},
        "data": list(data),
    }
