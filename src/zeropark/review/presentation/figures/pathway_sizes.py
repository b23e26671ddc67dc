"""Capacities of a pathway, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.years.pathway_text import PathwayLine, SizeThen
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Table, Variant
from zeropark.review.presentation.figures.pathway_cost import stage_years
from zeropark.review.presentation.figures.plan_sizes import (
    SIZES_FRAME,
    shown_in,
    size_bars,
    sizes_view,
)
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS

_COLOURS: Final = ("bus", "pass", "storage", "money", "direct", "grid")
"""A stage each, in their order; more stages begin anew."""
_ROW_PX: Final = 12


def pathway_sizes_figure(pathway: PathwayLine, park: ParkDocument) -> Figure | None:
    """Bars by unit, a stage each; None where nothing was to be chosen."""
    by_unit: dict[str, list[SizeThen]] = {}
    for each in pathway.stages[0].sizes:
        by_unit.setdefault(each.unit, []).append(each)
    if not by_unit:
        return None
    most = max(map(len, by_unit.values()))
    return Figure(
        id="pathway-sizes",
        title=TEXTS["plan_pathway.sizes.title"],
        about=TEXTS["plan_pathway.sizes.about"],
        book=None,
        option=SIZES_FRAME,
        variants=tuple(_view(pathway, park, unit, sizes) for unit, sizes in by_unit.items()),
        table=_table(pathway, park),
        height_px=110 + most * (22 + _ROW_PX * len(pathway.stages)),
    )


def size_words(park: ParkDocument, size: SizeThen) -> Text:
    """The device with what of it is sized; ids where the park has no such device any more."""
    field = TEXTS.get(f"size.{size.field}", Text.same(size.field))
    return name(park, size.device) + Text("·", ", ") + field


def _amounts(pathway: PathwayLine, size: SizeThen) -> Iterator[float | None]:
    """What of it stands in each stage."""
    for stage in pathway.stages:
        yield next(
            (
                each.chosen
                for each in stage.sizes
                if (each.device, each.field) == (size.device, size.field)
            ),
            None,
        )


def _view(
    pathway: PathwayLine, park: ParkDocument, unit: str, sizes: Sequence[SizeThen]
) -> Variant:
    amounts = [list(_amounts(pathway, each)) for each in sizes]
    largest = max(each for row in amounts for each in row if each is not None)
    shown, divided = shown_in(unit, largest)
    return sizes_view(
        shown,
        [size_words(park, each) for each in sizes],
        [
            size_bars(
                Text.same(stage_years(stage)),
                _COLOURS[number % len(_COLOURS)],
                [row[number] for row in amounts],
                divided=divided,
            )
            for number, stage in enumerate(pathway.stages)
        ],
    )


def _table(pathway: PathwayLine, park: ParkDocument) -> Table:
    return Table(
        caption=TEXTS["plan_pathway.sizes.title"],
        columns=(
            Column(TEXTS["plan_sizes.device"]),
            Column(TEXTS["col.unit"]),
            *(Column(Text.same(stage_years(stage))) for stage in pathway.stages),
        ),
        rows=tuple(_row(pathway, park, size) for size in pathway.stages[0].sizes),
    )


def _row(pathway: PathwayLine, park: ParkDocument, size: SizeThen) -> tuple[Cell, ...]:
    unit = Text.same(unit_words(size.unit))
    return size_words(park, size), unit, *_amounts(pathway, size)
