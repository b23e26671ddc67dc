"""Carbon month by month in each book: the year's lines spread over the months of their flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension
from zeropark.facts.carbon.inventory import Inventory, Line, Part
from zeropark.facts.ledger.rollup import Grain, Totals, rollup
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    cell,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import span_labels
from zeropark.review.presentation.text import readable_unit, unit_words
from zeropark.review.presentation.texts import TEXTS

PART_COLOURS: Final = {
    Part.ELECTRICITY: "grid",
    Part.HEAT: "heat",
    Part.FUEL: "fossil",
    Part.CONVERSION: "conversion",
    Part.PROCESS: "process",
}
"""Of the page's palette."""
_TITLES: Final[Mapping[Grain, str]] = {
    "month": "carbon.title",
    "day": "carbon.title.day",
    "hour": "carbon.title.hour",
}


def carbon_figure(results: Results, *, by: Grain = "month") -> Figure | None:
    """Emission by part and month (or day, or hour), one view a book; None where no book has lines.

    Args:
        results: inventories, and the flows of the same period that they follow.
        by: how long a step is.
    """
    books = [each for each in results.inventories if each.lines]
    if not books:
        return None
    totals = rollup(results.flows, to=by)
    labels = span_labels(totals, by=by)
    by_book = [monthly_parts(each, totals) for each in books]
    largest = max(float(np.abs(row).max()) for parts in by_book for row in parts.values())
    symbol, size = readable_unit(largest, Dimension.EMISSION)
    unit = unit_words(symbol)
    return Figure(
        id="carbon",
        title=TEXTS[_TITLES[by]],
        about=TEXTS["carbon.about" if by == "month" else "carbon.about.part"],
        book=TEXTS["book.all"],
        option={
            **area(category_axis(labels), value_axis(unit)),
        },
        variants=tuple(
            Variant(
                label=TEXTS[f"book.{each.book.value}"],
                option={"series": _series(parts, size)},
                unit=unit,
                digits=0,
            )
            for each, parts in zip(books, by_book, strict=True)
        ),
        table=_table(books, by_book, labels=labels, unit=unit, size=size, by=by),
        generated=results.generated,
    )


def monthly_parts(inventory: Inventory, totals: Totals) -> dict[Part, NDArray[np.float64]]:
    """Emission in kg CO2 by part and month; a line follows the months of its flows.

    The months of a part add up to the part's total exactly, save for a line without any flow
    behind it, which is spread evenly over the year (a contract, a certificate).
    """
    parts: dict[Part, NDArray[np.float64]] = {}
    for entry in inventory.lines:
        spread = entry.emission_kg * _shape(totals, entry)
        parts[entry.part] = parts.get(entry.part, 0.0) + spread
    return parts


def _shape(totals: Totals, entry: Line) -> NDArray[np.float64]:
    named = set(entry.flows)
    rows = [row for row, link in enumerate(totals.links) if link.id in named]
    by_month: NDArray[np.float64] = np.nansum(totals.quantity[rows], axis=0)
    whole = by_month.sum()
    weights = by_month if whole else np.asarray(totals.steps, dtype=np.float64)
    shape: NDArray[np.float64] = weights / weights.sum()
    return shape


def _series(parts: dict[Part, NDArray[np.float64]], size: float) -> list[Option]:
    return [
        stacked_bar(TEXTS[f"part.{part.value}"], colour, values(parts[part], size=size))
        for part, colour in PART_COLOURS.items()
        if part in parts
    ]


def _table(
    books: list[Inventory],
    by_book: list[dict[Part, NDArray[np.float64]]],
    *,
    labels: tuple[str, ...],
    unit: str,
    size: float,
    by: Grain,
) -> Table:
    columns = [Column(TEXTS[f"col.{by}"])]
    filled: list[NDArray[np.float64]] = []
    for inventory, parts in zip(books, by_book, strict=True):
        for part, row in parts.items():
            words = TEXTS[f"book.{inventory.book.value}"] + TEXTS["dash"]
            columns.append(Column(words + TEXTS[f"part.{part.value}"], unit, 0))
            filled.append(row)
    rows: list[tuple[Cell, ...]] = [
        (label, *(cell(float(row[at]), size=size) for row in filled))
        for at, label in enumerate(labels)
    ]
    total = (TEXTS["col.total"], *(cell(float(row.sum()), size=size) for row in filled))
    return Table(caption=TEXTS[_TITLES[by]], columns=tuple(columns), rows=(*rows, total))
