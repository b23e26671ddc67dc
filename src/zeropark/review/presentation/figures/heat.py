"""Parts of a map of hours: a column a day, a row an hour; what is missing shows the ground."""

from __future__ import annotations

from collections.abc import Sequence

from zeropark.review.presentation.figures.figure import Json, Option
from zeropark.review.presentation.shapes import HourMap


def heat_frame(hours: HourMap) -> Option:
    """The area with its days and hours."""
    return {
        "grid": {
            "left": 4,
            "right": 8,
            "top": 8,
            "bottom": 56,
            "containLabel": True,
            "show": True,
            "borderWidth": 0,
            "backgroundColor": "$residual",
        },
        **days_and_hours(hours),
    }


def days_and_hours(hours: HourMap) -> Option:
    """The axes of a map of hours: a column a day, a row an hour, midnight on top."""
    bare: Option = {"type": "category", "axisTick": {"show": False}, "axisLine": {"show": False}}
    days: list[Json] = [str(hours.first_day + day) for day in range(hours.power_kw.shape[0])]
    return {
        "xAxis": {**bare, "data": days, "axisLabel": {"color": "$muted", "hideOverlap": True}},
        "yAxis": {
            **bare,
            "data": [f"{hour:02d}:00" for hour in range(24)],
            "inverse": True,
            "axisLabel": {"color": "$muted", "interval": 5},
        },
    }


def heat(
    data: Sequence[Json],
    *,
    scale: tuple[float, float],
    ends: Sequence[Json],
    colours: Sequence[Json],
) -> Option:
    """The colours of the hours and what they mean.

    Args:
        data: day by day and hour by hour; the page's script puts day and hour to each.
        scale: where the first colour stands, and where the last.
        ends: the words at the last and at the first.
        colours: of the palette, from low to high.
    """
    return {
        "visualMap": {
            "type": "continuous",
            "min": scale[0],
            "max": scale[1],
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "itemWidth": 10,
            "itemHeight": 160,
            "text": list(ends),
            "textStyle": {"color": "$muted"},
            "inRange": {"color": list(colours)},
        },
        "series": [{"type": "heatmap", "data": list(data)}],
    }
