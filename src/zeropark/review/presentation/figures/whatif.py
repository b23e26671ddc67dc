"""What if one contribution were gone: the core indicator without each, against its limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.review.evaluation.indicator import Change, Evaluation, Indicator, Verdict
from zeropark.review.presentation.figures.axes import across, name_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words

_DRAWN: Final = 8
"""The largest contributions; the table has them all."""


def whatif_figure(park: ParkDocument, evaluation: Evaluation, *, generated: bool) -> Figure | None:
    """Bars of the core indicator as it is and without each contribution; None without any.

    Args:
        park: names the contributions.
        evaluation: its changes, largest first, and what they are held against.
        generated: whether they come from simulated readings.
    """
    core, changes = evaluation.core, evaluation.changes
    if core.value is None or not changes:
        return None
    need = evaluation.green_need
    goal = core.limit if need is None else need.limit_tco2_per_tce
    drawn = changes[:_DRAWN]
    names = [TEXTS["whatif.without"].fill({"what": what_words(park, at.what)}) for at in drawn]
    figures = [core.value, *(at.core_without_tco2_per_tce for at in drawn)]
    unit = unit_words(core.unit)
    judged = core.verdict is not Verdict.UNKNOWN
    return Figure(
        id="changes",
        title=TEXTS["whatif.title"],
        about=TEXTS["whatif.about"],
        book=TEXTS["book.park910"],
        option={
            "grid": {"left": 4, "right": 48, "top": 8, "bottom": 34, "containLabel": True},
            "xAxis": across(unit),
            "yAxis": name_axis([TEXTS["whatif.now"], *names]),
            "series": [_bars(figures, goal, judged=judged), *_goal_marks(len(figures), goal)],
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=3),),
        table=changes_table(park, core, changes),
        height_px=70 + 44 * len(figures),
        tooltip="item",
        generated=generated,
    )


def _bars(figures: Sequence[float], goal: float | None, *, judged: bool) -> Option:
    """A negative bar is labelled at its own end; without a verdict no bar has its colour."""
    return {
        "type": "bar",
        "name": TEXTS["stages.actual"],
        "barMaxWidth": 20,
        "data": [
            {
                "value": round(value, 4),
                "itemStyle": {"color": _colour(at, value, goal if judged else None)},
                "label": {
                    "show": True,
                    "position": "left" if value < 0 else "right",
                    "color": "$ink",
                },
            }
            for at, value in enumerate(figures)
        ],
    }


def _colour(at: int, value: float, goal: float | None) -> str:
    if goal is None:
        return "$grid" if at == 0 else "$bus"
    met = "pass" if value <= goal else "fail"
    return f"${met}" if at == 0 else f"${met}_soft"


def _goal_marks(rows: int, goal: float | None) -> list[Json]:
    if goal is None:
        return []
    return [
        {
            "type": "scatter",
            "name": TEXTS["col.limit"],
            "symbol": "rect",
            "symbolSize": [3, 30],
            "itemStyle": {"color": "$ink"},
            "data": [[goal, row] for row in range(rows)],
        }
    ]


def changes_table(park: ParkDocument, core: Indicator, changes: Sequence[Change]) -> Table:
    """Every contribution with the core indicator without it, and the cut that it alone needs."""
    rows: list[tuple[Cell, ...]] = [
        (
            what_words(park, at.what),
            at.emission_t,
            at.core_without_tco2_per_tce,
            TEXTS["changes.not_enough"] if at.needed_share is None else at.needed_share * 100,
        )
        for at in changes
    ]
    return Table(
        caption=TEXTS["whatif.title"],
        columns=(
            Column(TEXTS["col.contribution"]),
            Column(TEXTS["col.emission"], "tCO₂"),
            Column(TEXTS["col.without"], unit_words(core.unit), 4),
            Column(TEXTS["col.needed"], "%", 1),
        ),
        rows=tuple(rows),
    )
