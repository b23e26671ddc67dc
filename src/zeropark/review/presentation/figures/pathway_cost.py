"""A pathway stage by stage: what a year costs, and how CO2 per unit of energy comes down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from zeropark.future.plan.years.pathway_text import PathwayLine, StageLine
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.money import money_unit
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_CORE = "tCO₂/tce"
_TONNES = "t"
_BOOKS = ("park910", "location", "market")


def stage_years(stage: StageLine) -> str:
    """The years that a stage stands for, both ends included.

    >>> from types import SimpleNamespace
    >>> stage_years(SimpleNamespace(year=2030, until=2035))
    '2030–2034'
    """
    return f"{stage.year}–{stage.until - 1}"


def pathway_cost_figure(pathway: PathwayLine) -> Figure:
    """Bars of cost, and of the core indicator beside its targets."""
    costs = [stage.cost_cny_per_year for stage in pathway.stages]
    unit, size = money_unit(max(map(abs, costs)), yearly=True)
    names = [stage_years(stage) for stage in pathway.stages]
    return Figure(
        id="pathway-cost",
        title=TEXTS["plan_pathway.cost.title"],
        about=TEXTS["plan_pathway.cost.about"],
        book=TEXTS["plan.core.book"],
        option={},
        variants=(
            Variant(
                label=TEXTS["plan.tile.cost"],
                option={
                    **area(category_axis(names), value_axis(unit)),
                    "series": [_bars(TEXTS["plan.tile.cost"], "money", costs, size)],
                },
                unit=unit,
                digits=2,
            ),
            Variant(
                label=TEXTS["plan_pathway.core"],
                option={
                    **area(category_axis(names), value_axis(_CORE)),
                    "series": list(_carbon(pathway.stages)),
                },
                unit=_CORE,
                digits=3,
            ),
        ),
        table=_table(pathway, unit, size),
        height_px=320,
    )


def _carbon(stages: Sequence[StageLine]) -> Iterator[Option]:
    yield _bars(
        TEXTS["plan_pathway.core"], "pass", [stage.core_tco2_per_tce for stage in stages], 1.0
    )
    targets = [stage.target_tco2_per_tce for stage in stages]
    if any(target is not None for target in targets):
        told = values(_array(targets))
        stepped = line(TEXTS["plan_pathway.target"], "storage", told)
        yield {**stepped, "showSymbol": True, "symbolSize": 9}


def _bars(name: Text, colour: str, amounts: Sequence[float | None], size: float) -> Option:
    return {
        "type": "bar",
        "name": name,
        "barMaxWidth": 44,
        "itemStyle": {"color": f"${colour}", "borderRadius": 3},
        "data": values(_array(amounts), size=size),
    }


def _array(amounts: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if each is None else each for each in amounts], dtype=np.float64)


def _table(pathway: PathwayLine, unit: Text, size: float) -> Table:
    return Table(
        caption=TEXTS["plan_pathway.cost.title"],
        columns=(
            Column(TEXTS["plan_pathway.stage"]),
            Column(TEXTS["plan.tile.cost"], unit, 2),
            Column(TEXTS["plan_pathway.core"], _CORE, 4),
            Column(TEXTS["plan_pathway.target"], _CORE, 4),
            *(Column(TEXTS[f"book.{book}"], _TONNES) for book in _BOOKS),
        ),
        rows=tuple(_row(stage, size) for stage in pathway.stages),
    )


def _row(stage: StageLine, size: float) -> tuple[Cell, ...]:
    target = stage.target_tco2_per_tce
    return (
        stage_years(stage),
        stage.cost_cny_per_year / size,
        stage.core_tco2_per_tce,
        TEXTS["none"] if target is None else target,
        *(stage.books.get(f"{book}_t") for book in _BOOKS),
    )
