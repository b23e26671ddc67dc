"""R1, R2 and R3 of a direct connection through the year, against the limits of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.review.evaluation.indicator import Indicator
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.clock import percent
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text, limit_number
from zeropark.review.presentation.texts import TEXTS

RATIOS: Final = {"r1": "wind", "r2": "discharge", "r3": "residual"}
"""The ratios and the colours of their curves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRatios:
    """The ratios at the end of one month, as shares; None where there is none."""

    month: str
    to_date: Mapping[str, float | None]
    """From the year's start, by key of `RATIOS`."""
    alone: Mapping[str, float | None]
    """Of the month by itself."""


def ratio_path_figure(
    months: Sequence[MonthRatios], *, limits: Mapping[str, Indicator], generated: bool
) -> Figure | None:
    """A curve a ratio with its limit; None without months.

    Args:
        months: in order.
        limits: the indicators that carry the limits, by key of `RATIOS`; one may be missing.
        generated: whether they come from simulated readings.
    """
    if not months:
        return None
    bounds = [_limit(limits[key], key, len(months)) for key in RATIOS if key in limits]
    return Figure(
        id="path",
        title=TEXTS["path.title"],
        about=TEXTS["path.about"],
        book=None,
        option={
            **area(category_axis([each.month for each in months]), value_axis("%") | {"min": 0}),
        },
        variants=(
            _view("path.to_date", [each.to_date for each in months], bounds),
            _view("path.alone", [each.alone for each in months], bounds),
        ),
        table=_table(months),
        generated=generated,
    )


def _view(
    label: str, months: Sequence[Mapping[str, float | None]], bounds: Sequence[Option]
) -> Variant:
    curves = [
        {
            **line(TEXTS[f"path.{key}"], colour, values(_percents(months, key))),
            "showSymbol": True,
            "symbolSize": 7,
        }
        for key, colour in RATIOS.items()
    ]
    return Variant(label=TEXTS[label], option={"series": [*curves, *bounds]}, unit="%", digits=1)


def _percents(months: Sequence[Mapping[str, float | None]], key: str) -> Series:
    found = (percent(each.get(key)) for each in months)
    return np.array([np.nan if value is None else value for value in found])


def _limit(of: Indicator, key: str, months: int) -> Option:
    """A level line in the colour of its ratio."""
    bound = None if of.limit is None else of.limit * 100
    words = {
        "name": Text.same(key.upper()),
        "sign": "≥" if of.sense == "min" else "≤",
        "limit": "" if bound is None else limit_number(bound),
    }
    level = np.full(months, np.nan if bound is None else bound)
    curve = line(TEXTS["path.limit"].fill(words), RATIOS[key], values(level), dashed=True)
    return {**curve, "lineStyle": {"width": 1.5, "type": "dashed"}}


def _table(months: Sequence[MonthRatios]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.month,
            *(percent(each.to_date.get(key)) for key in RATIOS),
            *(percent(each.alone.get(key)) for key in RATIOS),
        )
        for each in months
    ]
    dot = Text.same(" · ")
    return Table(
        caption=TEXTS["path.title"],
        columns=(
            Column(TEXTS["col.month"]),
            *(
                Column(Text.same(key.upper()) + dot + TEXTS[f"path.{way}"], "%", 1)
                for way in ("to_date", "alone")
                for key in RATIOS
            ),
        ),
        rows=tuple(rows),
    )
