"""Years against the staged targets of the park's own scheme (一园一策), up to the last target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from zeropark.review.evaluation.indicator import Indicator, StageCheck, Verdict
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.figures.indicators import VERDICT_COLOURS, reason_words
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS


def targets_figure(
    years: Mapping[int, Indicator], stages: Sequence[StageCheck], *, generated: bool
) -> Figure | None:
    """The core indicator of every closed year beside the targets; None where there is neither.

    Args:
        years: the core indicator by calendar year; one that is not judged is a year to date.
        stages: the targets, in the order of their years.
        generated: whether the years come from simulated readings.
    """
    known = [year for year, core in years.items() if core.value is not None]
    ends = [*known, *(stage.year for stage in stages)]
    if not ends:
        return None
    span = range(min(ends), max(ends) + 1)
    unit = unit_words(next(iter(years.values())).unit) if years else "tCO₂/tce"
    return Figure(
        id="stages",
        title=TEXTS["stages.figure.title"],
        about=TEXTS["stages.figure.about"],
        book=TEXTS["book.park910"],
        option={
            **area(category_axis([str(year) for year in span]), value_axis(unit)),
            "series": list(_series(span, years, stages)),
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=3),),
        table=_table(span, years, stages, unit),
        height_px=320,
        generated=generated,
    )


def _series(
    span: range, years: Mapping[int, Indicator], stages: Sequence[StageCheck]
) -> Iterator[Option]:
    yield {
        "type": "bar",
        "name": TEXTS["stages.actual"],
        "barMaxWidth": 44,
        "itemStyle": {"color": "$pass"},
        "label": {"show": True, "position": "top", "color": "$ink"},
        "data": [_bar(years.get(year)) for year in span],
    }
    if stages:
        targets = {stage.year: stage.limit_tco2_per_tce for stage in stages}
        told = values(np.array([targets.get(year, np.nan) for year in span]))
        stepped = line(TEXTS["stages.target"], "storage", told)
        yield {**stepped, "connectNulls": True, "showSymbol": True, "symbolSize": 9}
    limits = [core.limit for core in years.values() if core.limit is not None]
    if limits:
        yield line(TEXTS["stages.national"], "fail", [limits[-1]] * len(span), dashed=True)


def _bar(core: Indicator | None) -> Json:
    if core is None or core.value is None:
        return None
    colour = f"${VERDICT_COLOURS[core.verdict]}"
    return {"value": round(core.value, 4), "itemStyle": {"color": colour}}


def _table(
    span: range, years: Mapping[int, Indicator], stages: Sequence[StageCheck], unit: str
) -> Table:
    targets = {stage.year: stage.limit_tco2_per_tce for stage in stages}
    nothing = Text("", "")
    rows: list[tuple[Cell, ...]] = []
    for year in span:
        core, target = years.get(year), targets.get(year)
        if core is not None or target is not None:
            row: tuple[Cell, ...] = (
                str(year),
                nothing if core is None else core.value,
                nothing if target is None else target,
                nothing if core is None or core.limit is None else core.limit,
                nothing if core is None else _verdict_words(core),
            )
            rows.append(row)
    return Table(
        caption=TEXTS["stages.figure.title"],
        columns=(
            Column(TEXTS["col.year"]),
            Column(TEXTS["stages.actual"], unit, 4),
            Column(TEXTS["stages.target"], unit),
            Column(TEXTS["stages.national"], unit),
            Column(TEXTS["col.verdict"]),
        ),
        rows=tuple(rows),
    )


def _verdict_words(core: Indicator) -> Text:
    if core.verdict is Verdict.UNKNOWN and core.value is not None:
        return reason_words(core)
    return TEXTS[f"verdict.{core.verdict.value}"]
