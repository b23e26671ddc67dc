"""Year to date: the core indicator and the direct ratios at the end of each month, with limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from zeropark.review.evaluation.indicator import Indicator
from zeropark.review.evaluation.to_date import ToDate
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.figures.indicators import (
    indicator_words,
    percent,
    shown,
    shown_unit,
)
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS

_COLOURS: Final = ("direct", "storage", "solar", "heat", "process", "grid", "money")


def core_progress(points: Sequence[ToDate], core: Indicator, *, generated: bool) -> Figure | None:
    """The core indicator month by month; None where no month has one.

    Args:
        points: month ends, in order.
        core: of the same stretch: names the indicator and tells its limit.
        generated: whether they come from simulated readings.
    """
    if all(point.core_tco2_per_tce is None for point in points):
        return None
    unit = unit_words(core.unit)
    curves = [_curve(indicator_words(core), "ink", [point.core_tco2_per_tce for point in points])]
    if core.limit is not None:
        words = TEXTS["stages.national"]
        curves.append(line(words, "fail", [core.limit] * len(points), dashed=True))
    return Figure(
        id="core-to-date",
        title=TEXTS["progress.core.title"],
        about=TEXTS["progress.core.about"],
        book=TEXTS["book.park910"],
        option=_over_months(points, unit, curves),
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=3),),
        table=_core_table(points, unit),
        height_px=300,
        generated=generated,
    )


def ratios_progress(
    points: Sequence[ToDate], indicators: Sequence[Indicator], *, generated: bool
) -> Figure | None:
    """The direct ratios month by month, each with its limit; None where the park has none."""
    ratios = [each for each in indicators if any(each.id in point.ratios for point in points)]
    if not ratios:
        return None
    return Figure(
        id="ratios-to-date",
        title=TEXTS["progress.ratios.title"],
        about=TEXTS["progress.ratios.about"],
        book=None,
        option=_over_months(points, "%", list(_ratio_curves(points, ratios))),
        variants=(Variant(label=Text.same("%"), option={}, unit="%"),),
        table=_ratio_table(points, ratios),
        height_px=340,
        generated=generated,
    )


def _over_months(points: Sequence[ToDate], unit: str, curves: Sequence[Option]) -> Option:
    return {
        **area(category_axis([point.month for point in points]), value_axis(unit)),
        "series": list(curves),
    }


def _curve(name: Text, colour: str, found: Sequence[float | None]) -> Option:
    told = np.array([np.nan if each is None else each for each in found])
    return {**line(name, colour, values(told)), "showSymbol": True, "symbolSize": 6}


def _ratio_curves(points: Sequence[ToDate], ratios: Sequence[Indicator]) -> Iterator[Option]:
    for at, each in enumerate(ratios):
        colour = _COLOURS[at % len(_COLOURS)]
        found = [shown(each, point.ratios.get(each.id)) for point in points]
        yield _curve(_short(each), colour, found)
        limit = shown(each, each.limit)
        if limit is not None:
            words = TEXTS["progress.limit"].fill({"name": _short(each)})
            yield {
                **line(words, colour, [limit] * len(points), dashed=True),
                "lineStyle": {"width": 1.2, "type": "dashed"},
            }


def _short(each: Indicator) -> Text:
    """R1, R2, R3 by their short names, so that a legend holds them."""
    short = each.id.partition(".")[0]
    if short not in ("r1", "r2", "r3"):
        return indicator_words(each)
    return Text.same(each.id.replace(short, short.upper(), 1))


def _core_table(points: Sequence[ToDate], unit: str) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (point.month, point.emission_t, point.consumption_tce, point.core_tco2_per_tce)
        for point in points
    ]
    first_gap = next((point.month for point in points if not point.complete), None)
    note = TEXTS["progress.gaps"].fill({"month": first_gap}) if first_gap else None
    return Table(
        caption=TEXTS["progress.core.title"],
        columns=(
            Column(TEXTS["col.month"]),
            Column(TEXTS["col.emission"], "tCO₂", 0),
            Column(TEXTS["col.consumption"], "tce", 0),
            Column(TEXTS["stages.actual"], unit, 4),
        ),
        rows=tuple(rows),
        notes=() if note is None else (note,),
    )


def _ratio_table(points: Sequence[ToDate], ratios: Sequence[Indicator]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (point.month, *(shown(each, point.ratios.get(each.id)) for each in ratios))
        for point in points
    ]
    limits = (shown(each, each.limit) for each in ratios)
    return Table(
        caption=TEXTS["progress.ratios.title"],
        columns=(
            Column(TEXTS["col.month"]),
            *(
                Column(indicator_words(each), shown_unit(each), 1 if percent(each) else 3)
                for each in ratios
            ),
        ),
        rows=(*rows, (TEXTS["col.limit"], *limits)),
    )
