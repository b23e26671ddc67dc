"""A call as it was answered: asked, accepted, delivered; what was drawn against the baseline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    cell,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Table, Variant
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_KW = "kW"


def flex_call_figure(delivery: Delivery) -> Figure:
    """Three lines: asked, accepted, delivered."""
    powers = {
        "asked": delivery.asked_kw,
        "accepted": delivery.accepted_kw,
        "delivered": delivery.delivered_kw,
    }
    colours = {"asked": "residual", "accepted": "supply", "delivered": "storage"}
    lines = [
        line(TEXTS[f"flex_call.{key}"], colours[key], values(power), dashed=key == "asked")
        for key, power in powers.items()
    ]
    title = TEXTS["flex_call.title"].fill({"call": delivery.call})
    return Figure(
        id="flex-call",
        title=title,
        about=TEXTS["flex_call.about"],
        book=None,
        option={**area(category_axis(_times(delivery.axis)), value_axis(_KW)), "series": lines},
        variants=(Variant(label=Text.same(_KW), option={}, unit=_KW),),
        table=_table(title, delivery.axis, [(f"flex_call.{k}", p) for k, p in powers.items()]),
        height_px=300,
        generated=delivery.generated,
    )


def flex_draw_figure(delivery: Delivery) -> Figure | None:
    """Baseline and measured of all that took part together; None where nothing did."""
    if not delivery.resources:
        return None
    baseline = np.sum([each.baseline_kw for each in delivery.resources], axis=0)
    measured = np.sum([each.measured_kw for each in delivery.resources], axis=0)
    title = TEXTS["flex_draw.title"].fill({"call": delivery.call})
    lines = [
        line(TEXTS["flex_draw.baseline"], "residual", values(baseline), dashed=True),
        line(TEXTS["flex_draw.measured"], "use", values(measured)),
    ]
    rows = [("flex_draw.baseline", baseline), ("flex_draw.measured", measured)]
    marks = np.any([each.substituted for each in delivery.resources], axis=0)
    return Figure(
        id="flex-draw",
        title=title,
        about=TEXTS["flex_draw.about"],
        book=None,
        option={**area(category_axis(_times(delivery.axis)), value_axis(_KW)), "series": lines},
        variants=(Variant(label=Text.same(_KW), option={}, unit=_KW),),
        table=_table(title, delivery.axis, rows, marks=marks.tolist()),
        height_px=300,
        generated=delivery.generated,
    )


def _times(axis: Axis) -> list[Text | str]:
    starts = ((axis.start + n * axis.step).astimezone(PARK_ZONE) for n in range(axis.count))
    return [f"{at:%H:%M}" for at in starts]


def _table(
    title: Text, axis: Axis, rows: Sequence[tuple[str, Series]], *, marks: Sequence[bool] = ()
) -> Table:
    columns = [Column(TEXTS["flex_call.at"])]
    columns += [Column(TEXTS[key], _KW, 1) for key, _ in rows]
    if marks:
        columns.append(Column(TEXTS["flex_draw.substituted"]))
    times = _times(axis)
    told: list[tuple[Cell, ...]] = []
    for step in range(axis.count):
        cells: list[Cell] = [times[step], *(cell(float(power[step])) for _, power in rows)]
        if marks:
            cells.append(TEXTS["flex.yes" if marks[step] else "flex.no"])
        told.append(tuple(cells))
    return Table(caption=title, columns=tuple(columns), rows=tuple(told))
