"""The load duration curve: for how many hours a power was at least reached."""

from __future__ import annotations

from typing import Final

from zeropark.facts.ledger.load import duration_kw
from zeropark.review.presentation.electricity import Group, groups
from zeropark.review.presentation.figures.axes import area, cell, value_axis
from zeropark.review.presentation.figures.curve import KW, UNIT, duration_line, hours_axis
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_SHARES: Final = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Where the table reads the curve."""


def duration_figure(results: Results) -> Figure | None:
    """Use and grid import from highest to lowest; None where neither is known."""
    found, step_hours = groups(results), results.flows.axis.step_hours
    shown = [
        (found[key], curve)
        for key in ("use", "grid")
        if key in found
        and (curve := duration_kw(found[key].amount_kwh(results.flows), step_hours=step_hours)).size
    ]
    if not shown:
        return None
    return Figure(
        id="duration",
        title=TEXTS["duration.title"],
        about=TEXTS["duration.about"],
        book=None,
        option={
            **area(
                hours_axis(max(curve.size for _, curve in shown) * step_hours), value_axis(UNIT)
            ),
            "series": [_line(group, curve, step_hours) for group, curve in shown],
        },
        variants=(Variant(label=Text.same(UNIT), option={}, unit=UNIT),),
        table=_table(shown, step_hours),
        generated=results.generated,
    )


def _line(group: Group, curve: Series, step_hours: float) -> Option:
    colour = "ink" if group.id == "use" else group.id
    return duration_line(group.name, colour, curve, step_hours=step_hours)


def _table(shown: list[tuple[Group, Series]], step_hours: float) -> Table:
    return Table(
        caption=TEXTS["duration.title"],
        columns=(
            Column(TEXTS["duration.share"], "%", 0),
            *(
                column
                for group, _ in shown
                for column in (
                    Column(TEXTS["duration.hours"], "h", 1),
                    Column(group.name, UNIT),
                )
            ),
        ),
        rows=tuple(
            (
                f"{share:.0%}",
                *(value for _, curve in shown for value in _read(curve, share, step_hours)),
            )
            for share in _SHARES
        ),
    )


def _read(curve: Series, share: float, step_hours: float) -> tuple[float | None, float | None]:
    """Hours and power where that share of the curve is reached, its first value at the least."""
    at = max(round(share * curve.size) - 1, 0)
    return (at + 1) * step_hours, cell(float(curve[at]), size=KW)
