"""The mean day: electricity by local hour, for the year, a season or a month."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Calendar
from zeropark.basis.units import Dimension, conversion
from zeropark.review.presentation.electricity import Group, groups
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    cell,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series, mean_day_kw
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_SHOWN: Final = ("use", "wind", "solar", "generation", "direct", "grid", "discharge", "charge")
_DASHED: Final = frozenset({"charge", "export"})
_SEASONS: Final = {
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
}
_UNIT: Final = "MW"


def day_figure(results: Results) -> Figure | None:
    """Mean power by hour of the local day; None where the park has no electricity."""
    found = groups(results)
    shown = [found[key] for key in (*_SHOWN, "export") if key in found]
    if not shown:
        return None
    amounts = [group.amount_kwh(results.flows) for group in shown]
    calendar = Calendar.of(results.flows.axis)
    spans = list(_spans(calendar.month))
    mean = partial(
        mean_day_kw, hour=calendar.minute // 60, step_hours=results.flows.axis.step_hours
    )
    curves = [[mean(amount, chosen=chosen) for amount in amounts] for _, chosen in spans]
    return Figure(
        id="day",
        title=TEXTS["day.title"],
        about=TEXTS["day.about"],
        book=None,
        option={
            **area(category_axis([f"{hour:02d}:00" for hour in range(24)]), value_axis(_UNIT)),
        },
        variants=tuple(
            Variant(label=label, option={"series": _series(shown, rows)}, unit=_UNIT)
            for (label, _), rows in zip(spans, curves, strict=True)
        ),
        table=_table(shown, curves[0]),
        choose="list",
        generated=results.generated,
    )


def _spans(month: NDArray[np.int64]) -> Iterator[tuple[Text, NDArray[np.bool_]]]:
    yield TEXTS["day.year"], np.ones(month.shape, dtype=np.bool_)
    for season, its_months in _SEASONS.items():
        chosen = np.isin(month, its_months)
        if chosen.any():
            yield TEXTS[f"day.{season}"], chosen
    for number in range(1, 13):
        if (month == number).any():
            yield TEXTS[f"month.{number}"], month == number


def _series(shown: list[Group], rows: list[Series]) -> list[Option]:
    size = conversion(_UNIT, to=Dimension.POWER)
    return [
        line(
            group.name,
            "ink" if group.id == "use" else group.id,
            values(row, size=size),
            dashed=group.id in _DASHED,
        )
        for group, row in zip(shown, rows, strict=True)
    ]


def _table(shown: list[Group], rows: list[Series]) -> Table:
    size = conversion(_UNIT, to=Dimension.POWER)
    return Table(
        caption=TEXTS["day.caption"],
        columns=(Column(TEXTS["col.hour"]), *(Column(group.name, _UNIT) for group in shown)),
        rows=tuple(
            (f"{hour:02d}:00", *(cell(float(row[hour]), size=size) for row in rows))
            for hour in range(24)
        ),
    )
