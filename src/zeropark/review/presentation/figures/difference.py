"""From one book to another: a bridge from total to total, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.carbon.compare import Difference
from zeropark.facts.carbon.inventory import Inventory
from zeropark.review.presentation.figures.axes import category_axis, frame, stacked_bar, value_axis
from zeropark.review.presentation.figures.books import BOOK_COLOURS
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.text import Text, readable_unit, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words

_DRAWN: Final = 10
"""So many lines stand by themselves in the picture, the rest together; the table has them all."""

_WIDE: Final[Option] = {"barMaxWidth": 72}


def difference_figure(
    park: ParkDocument,
    one: Inventory,
    other: Inventory,
    lines: Sequence[Difference],
    *,
    generated: bool,
) -> Figure:
    """The bridge, and the table behind it: what comes from the amount, what from the factor.

    Args:
        park: names the sources.
        one: the book that the bridge begins at.
        other: the book that it ends at.
        lines: what `differences` says of the two.
        generated: whether they come from simulated readings.
    """
    symbol, size = readable_unit(max(abs(one.total_kg), abs(other.total_kg)), Dimension.EMISSION)
    unit = unit_words(symbol)
    steps = [(what_words(park, each.what), each.more_kg / size) for each in lines]
    ends = (_named(one), one.total_kg / size), (_named(other), other.total_kg / size)
    shown = steps[:_DRAWN]
    if len(steps) > _DRAWN:
        shown.append((TEXTS["books.rest"], sum(more for _, more in steps[_DRAWN:])))
    colours = BOOK_COLOURS[one.book], BOOK_COLOURS[other.book]
    return Figure(
        id="difference",
        title=TEXTS["difference.title"],
        about=TEXTS["difference.about"],
        book=_named(one) + Text.same(" → ") + _named(other),
        option={
            "grid": frame(top=30),
            "xAxis": _names([name for name, _ in (ends[0], *shown, ends[1])]),
            "yAxis": value_axis(unit),
            "series": _bridge(ends[0][1], [more for _, more in shown], ends[1][1], colours),
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=0),),
        table=_table(park, one, other, lines, unit=unit, size=size),
        min_width_px=140 + 104 * (len(shown) + 2) if len(shown) > 1 else 0,
        tooltip="item",
        generated=generated,
    )


def _named(book: Inventory) -> Text:
    return TEXTS[f"book.{book.book.value}"]


def _names(names: Sequence[Text]) -> Option:
    label: Option = {"color": "$ink", "width": 92, "overflow": "break", "interval": 0}
    return {**category_axis(names), "axisLabel": label}


def _bridge(
    first: float, steps: Sequence[float], last: float, colours: tuple[str, str]
) -> list[Json]:
    """Bars that hang where the last one ended: an unseen one below, then more or less."""
    levels = [first]
    for step in steps:
        levels.append(levels[-1] + step)
    below: list[Json] = [None]
    more: list[Json] = [None]
    less: list[Json] = [None]
    for start, step in zip(levels, steps, strict=False):
        below.append(round(min(start, start + step), 6))
        more.append(round(step, 6) if step > 0 else None)
        less.append(round(-step, 6) if step <= 0 else None)
    ends: list[Json] = [
        {"value": first, "itemStyle": {"color": f"${colours[0]}"}},
        *(None for _ in steps),
        {"value": last, "itemStyle": {"color": f"${colours[1]}"}},
    ]
    unseen = stacked_bar(Text("", ""), "surface", [*below, None])
    return [
        {**unseen, **_WIDE, "itemStyle": {"color": "transparent"}, "silent": True},
        {**stacked_bar(TEXTS["difference.total"], colours[0], ends), **_WIDE},
        {**stacked_bar(TEXTS["difference.more"], "fail", [*more, None]), **_WIDE},
        {**stacked_bar(TEXTS["difference.less"], "pass", [*less, None]), **_WIDE},
    ]


def _table(
    park: ParkDocument,
    one: Inventory,
    other: Inventory,
    lines: Sequence[Difference],
    *,
    unit: str,
    size: float,
) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            what_words(park, each.what),
            TEXTS[f"part.{each.part.value}"],
            None if each.one is None else each.one_kg / size,
            None if each.other is None else each.other_kg / size,
            each.more_kg / size,
            each.by_amount_kg / size,
            each.by_factor_kg / size,
        )
        for each in lines
    ]
    total: tuple[Cell, ...] = (
        TEXTS["book.total"],
        Text("", ""),
        one.total_kg / size,
        other.total_kg / size,
        (other.total_kg - one.total_kg) / size,
        sum(each.by_amount_kg for each in lines) / size,
        sum(each.by_factor_kg for each in lines) / size,
    )
    return Table(
        caption=TEXTS["difference.title"],
        columns=(
            Column(TEXTS["col.line"]),
            Column(TEXTS["col.part"]),
            Column(_named(one), unit, 1),
            Column(_named(other), unit, 1),
            Column(TEXTS["difference.gap"], unit, 1),
            Column(TEXTS["difference.by_amount"], unit, 1),
            Column(TEXTS["difference.by_factor"], unit, 1),
        ),
        rows=(*rows, total),
    )
