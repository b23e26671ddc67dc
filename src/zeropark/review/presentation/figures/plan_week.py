"""Electricity through a week of a plan: sources above the line, where it goes below."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.timeline import Axis
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.rollup import span_starts
from zeropark.review.presentation.electricity import SOURCES, Group, groups
from zeropark.review.presentation.figures.axes import area, category_axis, value_axis, values
from zeropark.review.presentation.figures.curve import KW, UNIT
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_BELOW: Final = ("use", "charge", "export", "losses")
_COLOURS: Final = {"losses": "residual"}
"""Where it is not the group's own."""
_DAY_HOURS: Final = 24


def plan_week_figure(results: Results) -> Figure | None:
    """Stacked power at every step; None where the park has no electricity.

    Args:
        results: the flows of the stretch that is shown.
    """
    found, axis = groups(results), results.flows.axis
    shown = [found[key] for key in (*SOURCES, *_BELOW) if key in found]
    if not shown:
        return None
    return Figure(
        id="plan-week",
        title=TEXTS["plan_week.title"],
        about=TEXTS["plan_week.about"],
        book=None,
        option={
            **area(hours_across(axis), value_axis(UNIT)),
            "series": [_layer(each, results) for each in shown],
        },
        variants=(Variant(label=Text.same(UNIT), option={}, unit=UNIT, digits=2),),
        table=_table(results, [*shown, *([found["curtailed"]] if "curtailed" in found else [])]),
        height_px=420,
        generated=results.generated,
    )


def hours_across(axis: Axis) -> Option:
    """The local start of every step, named at each midnight."""
    local = [str(each).replace("T", " ")[5:16] for each in axis.local_starts().tolist()]
    days = category_axis(local)
    every = max(round(_DAY_HOURS / axis.step_hours), 1)
    labels: Option = {"color": "$muted", "hideOverlap": True, "interval": every - 1}
    return {**days, "boundaryGap": False, "axisLabel": labels}


def _layer(group: Group, results: Results) -> Option:
    power_kw = group.amount_kwh(results.flows) / results.flows.axis.step_hours
    colour = f"${_COLOURS.get(group.id, group.id)}"
    return {
        "type": "line",
        "name": group.name,
        "stack": "all",
        "step": "end",
        "showSymbol": False,
        "lineStyle": {"width": 0},
        "areaStyle": {"color": colour, "opacity": 0.92},
        "itemStyle": {"color": colour},
        "emphasis": {"disabled": True},
        "data": values(-power_kw if group.id in _BELOW else power_kw, size=KW),
    }


def _table(results: Results, shown: list[Group]) -> Table:
    """Energy by day, a column a group; what was curtailed is told too."""
    axis = results.flows.axis
    firsts = span_starts(axis, to="day")
    sums: list[Series] = [np.add.reduceat(each.amount_kwh(results.flows), firsts) for each in shown]
    largest = max(float(each.max()) for each in sums)
    unit, size = readable_unit(largest, Dimension.ENERGY)
    days = axis.local_starts()[firsts].astype("datetime64[D]").tolist()
    return Table(
        caption=TEXTS["plan_week.title"],
        columns=(Column(TEXTS["col.day"]), *(Column(each.name, unit) for each in shown)),
        rows=tuple(
            (str(day), *(float(each[at]) / size for each in sums)) for at, day in enumerate(days)
        ),
    )
