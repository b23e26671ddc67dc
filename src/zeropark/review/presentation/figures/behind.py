"""What a line of a book is made of, month by month: the flows behind it, stacked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.carbon.inventory import Line
from zeropark.facts.carbon.unfold import Branch
from zeropark.facts.ledger.flow import FlowLink
from zeropark.review.presentation.figures.axes import (
    category_axis,
    frame,
    legend,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words

_COLOURS: Final = ("grid", "fossil", "heat", "process", "conversion", "supply", "money", "residual")
_KG_PER_T: Final = 1000.0


def link_words(park: ParkDocument, link: FlowLink) -> Text:
    """From where to where a link goes, as people call both ends."""
    return name(park, link.source) + Text.same(" → ") + name(park, link.sink)


def behind_figure(
    park: ParkDocument, line: Line, branch: Branch, links: Sequence[FlowLink], *, generated: bool
) -> Figure | None:
    """The months of a line by flow, as activity and as emission; None for one made of contracts.

    Args:
        park: names the nodes.
        line: of a book.
        branch: what `unfold` says of it.
        links: the flow links behind it, in the order to stack them.
        generated: whether they come from simulated readings.
    """
    months = [each for each in branch.children if each.children]
    if not months:
        return None
    shown = [(link, _of(link, months)) for link in links]
    unit = unit_words(line.activity_unit)
    return Figure(
        id="behind",
        title=what_words(park, line.what),
        about=TEXTS["behind.about"],
        book=None,
        option={
            "legend": legend(),
            "grid": frame(),
            "xAxis": category_axis([each.what for each in months]),
        },
        variants=(
            _view(park, shown, unit, size=1.0),
            _view(park, shown, "tCO₂", size=_KG_PER_T / (line.factor_kg_per_unit or 1.0)),
        )
        if line.factor_kg_per_unit
        else (_view(park, shown, unit, size=1.0),),
        table=_table(park, line, shown, months, unit),
        height_px=280,
        generated=generated,
    )


Shown = Sequence[tuple[FlowLink, NDArray[np.float64]]]
"""Links with their amount by month."""


def _of(link: FlowLink, months: Sequence[Branch]) -> NDArray[np.float64]:
    by_id = [{leaf.what: leaf.activity for leaf in month.children} for month in months]
    return np.array([leaves.get(link.id, np.nan) for leaves in by_id])


def _view(park: ParkDocument, shown: Shown, unit: str, *, size: float) -> Variant:
    bars: list[Option] = [
        stacked_bar(
            link_words(park, link), _COLOURS[at % len(_COLOURS)], values(amounts, size=size)
        )
        for at, (link, amounts) in enumerate(shown)
    ]
    option: Option = {"yAxis": value_axis(unit), "series": bars}
    return Variant(label=Text.same(unit), option=option, unit=unit)


def _table(
    park: ParkDocument, line: Line, shown: Shown, months: Sequence[Branch], unit: str
) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            month.what,
            *(float(amounts[at]) for _, amounts in shown),
            month.activity,
            month.emission_kg / _KG_PER_T,
        )
        for at, month in enumerate(months)
    ]
    return Table(
        caption=what_words(park, line.what),
        columns=(
            Column(TEXTS["col.month"]),
            *(Column(link_words(park, link), unit) for link, _ in shown),
            Column(TEXTS["col.total"], unit),
            Column(TEXTS["col.emission"], "tCO₂"),
        ),
        rows=tuple(rows),
    )
