"""The three books through a period: each step, and running from its start."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension
from zeropark.facts.carbon.inventory import Book
from zeropark.facts.ledger.rollup import Grain, rollup
from zeropark.review.presentation.figures.axes import (
    category_axis,
    cell,
    frame,
    legend,
    line,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.books import BOOK_COLOURS
from zeropark.review.presentation.figures.carbon import monthly_parts
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import span_labels
from zeropark.review.presentation.text import readable_unit, unit_words
from zeropark.review.presentation.texts import TEXTS

Steps = Mapping[Book, NDArray[np.float64]]
"""kg CO2 of each book, a step of time each."""


def trend_figure(results: Results, *, by: Grain = "month") -> Figure | None:
    """A curve a book; None where no book has lines."""
    books = [each for each in results.inventories if each.lines]
    if not books:
        return None
    totals = rollup(results.flows, to=by)
    steps = {
        each.book: np.sum(list(monthly_parts(each, totals).values()), axis=0) for each in books
    }
    labels = span_labels(totals, by=by)
    return Figure(
        id="trend",
        title=TEXTS["trend.title"],
        about=TEXTS["trend.about"],
        book=TEXTS["book.all"],
        option={"legend": legend(), "grid": frame(), "xAxis": category_axis(labels)},
        variants=(_view(steps, running=False), _view(steps, running=True)),
        table=_table(steps, labels, by),
        generated=results.generated,
    )


def _view(steps: Steps, *, running: bool) -> Variant:
    shown = {book: np.cumsum(each) if running else each for book, each in steps.items()}
    unit, size = _unit(shown)
    curves: list[Option] = [
        line(TEXTS[f"book.{book.value}"], BOOK_COLOURS[book], values(each, size=size))
        for book, each in shown.items()
    ]
    return Variant(
        label=TEXTS["trend.running" if running else "trend.each"],
        option={"yAxis": value_axis(unit), "series": curves},
        unit=unit,
        digits=0 if unit.startswith("t") else 1,
    )


def _unit(steps: Steps) -> tuple[str, float]:
    largest = max(float(np.abs(each).max(initial=0.0)) for each in steps.values())
    symbol, size = readable_unit(largest, Dimension.EMISSION)
    return unit_words(symbol), size


def _table(steps: Steps, labels: tuple[str, ...], by: Grain) -> Table:
    unit, size = _unit(steps)
    rows: list[tuple[Cell, ...]] = [
        (label, *(cell(float(each[at]), size=size) for each in steps.values()))
        for at, label in enumerate(labels)
    ]
    sums = (cell(float(each.sum()), size=size) for each in steps.values())
    return Table(
        caption=TEXTS["trend.title"],
        columns=(
            Column(TEXTS[f"col.{by}"]),
            *(Column(TEXTS[f"book.{book.value}"], unit, 1) for book in steps),
        ),
        rows=(*rows, (TEXTS["col.total"], *sums)),
    )
