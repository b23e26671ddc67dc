"""Exchange power with the grid by duration, against what the project declared."""

from __future__ import annotations

from typing import Final

from zeropark.facts.ledger.load import duration_kw
from zeropark.review.presentation.figures.axes import area, value_axis
from zeropark.review.presentation.figures.curve import KW, UNIT, duration_line, hours_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_SHARES: Final = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Where the table reads the curve."""


def exceed_figure(
    exchanged_kwh: Series, *, step_hours: float, declared_kw: float | None, generated: bool
) -> Figure | None:
    """The curve with the declared capacity; None where no interval is known.

    Args:
        exchanged_kwh: of every interval, its direction left out; NaN is missing.
        step_hours: length of an interval.
        declared_kw: None where nothing was declared.
        generated: whether it comes from simulated readings.
    """
    curve = duration_kw(exchanged_kwh, step_hours=step_hours)
    if not curve.size:
        return None
    hours = curve.size * step_hours
    level = [] if declared_kw is None else [_declared(declared_kw, hours)]
    return Figure(
        id="exceed",
        title=TEXTS["exceed.title"],
        about=TEXTS["exceed.about"],
        book=None,
        option={
            **area(hours_axis(hours), value_axis(UNIT) | {"min": 0}),
            "series": [_curve(curve, step_hours), *level],
        },
        variants=(Variant(label=Text.same(UNIT), option={}, unit=UNIT),),
        table=_table(curve, step_hours),
        generated=generated,
    )


def _curve(curve: Series, step_hours: float) -> Option:
    drawn = duration_line(TEXTS["exceed.power"], "taken", curve, step_hours=step_hours)
    return {**drawn, "areaStyle": {"opacity": 0.15}}


def _declared(declared_kw: float, hours: float) -> Option:
    return {
        "type": "line",
        "name": TEXTS["exceed.declared"],
        "showSymbol": False,
        "lineStyle": {"width": 2, "type": "dashed"},
        "itemStyle": {"color": "$fail"},
        "data": [[0, declared_kw / KW], [hours, declared_kw / KW]],
    }


def _table(curve: Series, step_hours: float) -> Table:
    read = [(share, max(round(share * curve.size) - 1, 0)) for share in _SHARES]
    rows: list[tuple[Cell, ...]] = [
        (f"{share:.0%}", (at + 1) * step_hours, float(curve[at]) / KW) for share, at in read
    ]
    return Table(
        caption=TEXTS["exceed.title"],
        columns=(
            Column(TEXTS["exceed.at"]),
            Column(TEXTS["exceed.hours"], "h", 1),
            Column(TEXTS["exceed.power"], UNIT, 2),
        ),
        rows=tuple(rows),
    )
