"""The calendar of a year's data: a square a day, coloured by how much of it was measured."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.facts.ledger.completeness import Completeness, by_month
from zeropark.review.presentation.figures.axes import values
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.texts import TEXTS

_WEEK: Final = 7
_MONDAY_OFFSET: Final = 3
"""1970-01-01 was a Thursday."""
_COLOURS: Final = ("$pass", "$pass_soft", "$residual", "$heat", "$fail")
_MEASURED: Final[tuple[Option, ...]] = (
    {"gte": 100, "label": "100 %"},
    {"gte": 99, "lt": 100, "label": "≥ 99 %"},
    {"gte": 90, "lt": 99, "label": "≥ 90 %"},
    {"gte": 50, "lt": 90, "label": "≥ 50 %"},
    {"lt": 50, "label": "< 50 %"},
)
_OTHERS: Final[tuple[Option, ...]] = (
    {"lte": 0, "label": "0 %"},
    {"gt": 0, "lte": 1, "label": "≤ 1 %"},
    {"gt": 1, "lte": 10, "label": "≤ 10 %"},
    {"gt": 10, "lte": 50, "label": "≤ 50 %"},
    {"gt": 50, "label": "> 50 %"},
)
_STATES: Final = ("measured", "filled", "missing")
Shares = NDArray[np.float64]


def calendar_figure(found: Completeness, *, generated: bool) -> Figure | None:
    """Three views of the same days; None where no meter is behind a flow."""
    if not found.links:
        return None
    shares = _shares(found)
    return Figure(
        id="calendar",
        title=TEXTS["calendar.title"],
        about=TEXTS["calendar.about"],
        book=None,
        option=_option(found),
        variants=tuple(_variant(state, shares[state]) for state in _STATES),
        table=_table(found),
        height_px=240,
        min_width_px=640,
        tooltip="days",
        generated=generated,
    )


def _shares(found: Completeness) -> dict[str, Shares]:
    """Of the intervals of all metered links, by day, in percent."""
    all_steps = found.steps * len(found.links)
    return {state: getattr(found, state).sum(axis=0) / all_steps * 100 for state in _STATES}


def _variant(state: str, share: Shares) -> Variant:
    pieces: list[Json] = [
        {**piece, "color": colour}
        for piece, colour in zip(
            _MEASURED if state == "measured" else _OTHERS, _COLOURS, strict=True
        )
    ]
    return Variant(
        label=TEXTS[f"quality.{state}"],
        option={
            "visualMap": {"pieces": pieces},
            "series": [{"type": "heatmap", "data": values(share)}],
        },
        unit="%",
        digits=3,
    )


def _option(found: Completeness) -> Option:
    return {
        # the page's script puts each day to its week and weekday, from this one on
        "firstDay": str(found.days[0]),
        "grid": {"left": 4, "right": 8, "top": 8, "bottom": 44, "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": _weeks(found.days),
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"color": "$muted", "interval": 0},
        },
        "yAxis": {
            "type": "category",
            "data": [TEXTS[f"weekday.{day}"] for day in range(_WEEK)],
            "inverse": True,
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"color": "$muted"},
        },
        "visualMap": {
            "type": "piecewise",
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "itemWidth": 14,
            "itemHeight": 12,
            "textStyle": {"color": "$muted"},
        },
        "series": [
            {
                "type": "heatmap",
                "itemStyle": {"borderWidth": 2, "borderColor": "$surface", "borderRadius": 3},
                "cursor": "pointer",
            }
        ],
    }


def _weeks(days: NDArray[np.datetime64]) -> list[Json]:
    """A label a week from Monday on: the month where one begins in it, else nothing."""
    number = days.astype(np.int64)
    week = (number + _MONDAY_OFFSET) // _WEEK
    labels: list[Json] = [""] * int(week[-1] - week[0] + 1)
    months = days.astype("datetime64[M]")
    begins = np.flatnonzero(np.diff(months.astype(np.int64), prepend=-(10**9)))
    for at in begins.tolist():
        labels[int(week[at] - week[0])] = TEXTS[f"month.{int(months[at].astype(int)) % 12 + 1}"]
    return labels


def _table(found: Completeness) -> Table:
    """By month: shares of all metered intervals, and on how many days some were not measured."""
    months, steps = by_month(found, found.steps)
    rows: list[tuple[Cell, ...]] = []
    columns = [by_month(found, getattr(found, state).sum(axis=0))[1] for state in _STATES]
    gaps = by_month(found, (found.measured.sum(axis=0) < found.steps * len(found.links)) * 1)[1]
    for at, month in enumerate(months):
        whole = float(steps[at]) * len(found.links)
        shares = (float(column[at]) / whole * 100 for column in columns)
        rows.append((str(month), *shares, float(gaps[at])))
    return Table(
        caption=TEXTS["calendar.title"],
        columns=(
            Column(TEXTS["col.month"]),
            *(Column(TEXTS[f"quality.{state}"], "%", 3) for state in _STATES),
            Column(TEXTS["calendar.days"], "d", 0),
        ),
        rows=tuple(rows),
    )
