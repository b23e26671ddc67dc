"""The present as tables, to be taken away: tiles, what the sketch shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from zeropark.basis.timeline import PARK_ZONE
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.present.age import quality_words
from zeropark.review.presentation.present.texts import WORDS
from zeropark.review.presentation.present.tiles import PresentTile
from zeropark.review.presentation.single_line.live import UNKNOWN, Live
from zeropark.review.presentation.single_line.sketch import Sketch


def tiles_table(tiles: Iterable[PresentTile]) -> Table:
    """One row a tile."""
    names = ("what", "value", "unit", "from", "quality")
    return Table(
        caption=WORDS["now.table"],
        columns=tuple(Column(WORDS[f"now.{name}"]) for name in names),
        rows=tuple(_row(tile) for tile in tiles),
    )


def _row(tile: PresentTile) -> tuple[Cell, ...]:
    over = tile.over
    time = None if over is None else f"{local(over.start)} – {local(over.end)}"
    value = None if over is None else tile.value
    return (tile.label, value, tile.unit, time, quality_words(tile.quality))


def sketch_table(sketch: Sketch, values: Mapping[str, Live]) -> Table:
    """One row a symbol: what goes through it, and which way."""
    return Table(
        caption=WORDS["sketch.table"],
        columns=(
            Column(WORDS["sketch.element"]),
            Column(WORDS["now.value"]),
            Column(WORDS["sketch.way"]),
        ),
        rows=tuple(
            (symbol.label.whole, live.words, WORDS[f"way.{live.way.value}"])
            for symbol in sketch.symbols
            for live in [values.get(symbol.id, UNKNOWN)]
        ),
    )


def local(instant: datetime) -> str:
    """An instant by the park's clock, to the minute."""
    return f"{instant.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"
