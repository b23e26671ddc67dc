"""The three carbon books side by side: by part, by source, and over what they are divided by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.carbon.intensity import Intensity
from zeropark.facts.carbon.inventory import Book, Inventory, Part
from zeropark.review.presentation.figures.axes import (
    frame,
    legend,
    name_axis,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.carbon import PART_COLOURS
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.text import Text, readable_unit, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words

BOOK_COLOURS: Final[Mapping[Book, str]] = {
    Book.PARK910: "direct",
    Book.LOCATION: "grid",
    Book.MARKET: "storage",
}
_SOURCE_COLOURS: Final = (
    *("grid", "fossil", "heat", "process", "conversion", "supply", "money", "residual"),
)
"""So many sources have a colour of their own; the rest are one."""


def books_figure(
    park: ParkDocument,
    inventories: Sequence[Inventory],
    intensities: Sequence[Intensity],
    *,
    generated: bool,
) -> Figure | None:
    """A bar a book; None where no book has lines.

    Args:
        park: names the sources.
        inventories: one a book.
        intensities: of the same books, in the same order.
        generated: whether they come from simulated readings.
    """
    books = [each for each in inventories if each.lines]
    if not books:
        return None
    largest = max(abs(line.emission_kg) for each in books for line in each.lines)
    symbol, size = readable_unit(largest, Dimension.EMISSION)
    unit = unit_words(symbol)
    return Figure(
        id="books",
        title=TEXTS["books.title"],
        about=TEXTS["books.about"],
        book=TEXTS["book.all"],
        option={
            "legend": legend(),
            "grid": frame(),
            "yAxis": name_axis([TEXTS[f"book.{each.book.value}"] for each in books]),
        },
        variants=(
            _view("books.by_part", unit, _by_part(books, size), digits=0),
            _view("books.by_line", unit, _by_line(park, books, size), digits=0),
            _per("books.per_tce", "tCO₂/tce", books, [each.t_per_tce for each in intensities]),
            _per("books.per_kwh", "kgCO₂/kWh", books, [each.kg_per_kwh for each in intensities]),
        ),
        table=_table(books, intensities, unit=unit, size=size),
        height_px=110 + 54 * len(books),
        tooltip="item",
        generated=generated,
    )


def _view(key: str, unit: str, series: Sequence[Option], *, digits: int) -> Variant:
    axis: Option = {**value_axis(""), "splitNumber": 4}
    option: Option = {
        "xAxis": {**axis, "axisLabel": {"color": "$muted", "hideOverlap": True}},
        "series": list(series),
    }
    return Variant(label=TEXTS[key], option=option, unit=unit, digits=digits)


def _by_part(books: Sequence[Inventory], size: float) -> list[Option]:
    return [
        stacked_bar(
            TEXTS[f"part.{part.value}"],
            colour,
            values(np.array([each.part_kg(part) for each in books]), size=size),
        )
        for part, colour in PART_COLOURS.items()
        if any(line.part is part for each in books for line in each.lines)
    ]


def _by_line(park: ParkDocument, books: Sequence[Inventory], size: float) -> list[Option]:
    """The sources that weigh most, largest first, the rest as one."""
    rows: dict[str, NDArray[np.float64]] = {}
    for at, book in enumerate(books):
        for each in book.lines:
            rows.setdefault(each.what, np.zeros(len(books)))[at] += each.emission_kg
    ranked = sorted(rows, key=lambda what: -float(np.abs(rows[what]).max()))
    ranked = [what for what in ranked if rows[what].any()]
    named, rest = ranked[: len(_SOURCE_COLOURS)], ranked[len(_SOURCE_COLOURS) :]
    found = [
        stacked_bar(what_words(park, what), colour, values(rows[what], size=size))
        for what, colour in zip(named, _SOURCE_COLOURS, strict=False)
    ]
    if rest:
        together = np.sum([rows[what] for what in rest], axis=0)
        found.append(stacked_bar(TEXTS["books.rest"], "bus", values(together, size=size)))
    return found


def _per(key: str, unit: str, books: Sequence[Inventory], per: Sequence[float | None]) -> Variant:
    told = np.array([np.nan if each is None else each for each in per])
    bars: Option = {
        **stacked_bar(TEXTS[key], "grid", []),
        "data": [
            {"value": value, "itemStyle": {"color": f"${BOOK_COLOURS[each.book]}"}}
            for each, value in zip(books, values(told), strict=True)
        ],
        "label": {"show": True, "position": "right", "color": "$ink"},
    }
    return _view(key, unit, [bars], digits=4)


def _table(
    books: Sequence[Inventory], intensities: Sequence[Intensity], *, unit: str, size: float
) -> Table:
    parts = [part for part in Part if any(x.part is part for each in books for x in each.lines)]
    rows: list[tuple[Cell, ...]] = [
        (
            TEXTS[f"book.{each.book.value}"],
            *(each.part_kg(part) / size for part in parts),
            each.total_kg / size,
            per.t_per_tce,
            per.kg_per_kwh,
        )
        for each, per in zip(books, intensities, strict=True)
    ]
    return Table(
        caption=TEXTS["books.title"],
        columns=(
            Column(TEXTS["col.book"]),
            *(Column(TEXTS[f"part.{part.value}"], unit, 0) for part in parts),
            Column(TEXTS["book.total"], unit, 0),
            Column(TEXTS["books.per_tce"], "tCO₂/tce"),
            Column(TEXTS["books.per_kwh"], "kgCO₂/kWh"),
        ),
        rows=tuple(rows),
        notes=(TEXTS["books.per_kwh"] + Text("：", ": ") + TEXTS["books.per_kwh.about"],),
    )
