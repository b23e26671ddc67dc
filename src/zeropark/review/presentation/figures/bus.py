"""One bus through time: what came in above, what went out below, residuals by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.basis.carriers import carrier
from zeropark.facts.ledger.flow import FlowLink
from zeropark.facts.ledger.rollup import rollup
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    cell,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Column, Figure, Table, Variant
from zeropark.review.presentation.nodes import Role, name, role
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series, readable_spans, span_labels
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_KNOWN: Final[Mapping[Role, tuple[str, str]]] = {
    Role.WIND: ("wind", "wind"),
    Role.SOLAR: ("solar", "solar"),
    Role.GENERATION: ("generation", "generation"),
    Role.DIRECT: ("direct", "export"),
    Role.GRID: ("grid", "export"),
    Role.STORAGE: ("discharge", "charge"),
    Role.RESIDUAL: ("residual", "residual"),
}
"""Colours of ends that have one on every page: coming from there, and going there."""
_PALETTE: Final = ("use", "heat", "money", "process", "fossil", "supply", "conversion", "taken")
"""Of all others, in the order of the links; more links begin again."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """One link of the bus by span."""

    words: Text
    colour: str
    into: bool
    amount: Series


def bus_figure(results: Results, *, bus: str) -> Figure | None:
    """In- and outflows of one bus by month, day or hour; None where no flow touches it."""
    by = readable_spans(results.flows.axis.period)
    totals = rollup(results.flows, to=by)
    links = enumerate(results.flows.links)
    rows = [row for row, link in links if bus in (link.source, link.sink)]
    if not rows:
        return None
    branches = [
        _branch(results, bus, results.flows.links[row], totals.quantity[row], at)
        for at, row in enumerate(rows)
    ]
    largest = max(float(np.nanmax(each.amount, initial=0.0)) for each in branches)
    unit, size = readable_unit(largest, carrier(results.flows.links[rows[0]].carrier).dimension)
    labels = span_labels(totals, by=by)
    title = TEXTS["bus.title"].fill({"bus": name(results.park, bus)})
    return Figure(
        id="bus",
        title=title,
        about=TEXTS["bus.about"],
        book=None,
        option={
            **area(category_axis(labels), value_axis(unit)),
            "series": [
                stacked_bar(
                    each.words,
                    each.colour,
                    values(each.amount if each.into else -each.amount, size=size),
                )
                for each in branches
            ],
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=3),),
        table=Table(
            caption=title,
            columns=(
                Column(TEXTS[f"col.{by}"]),
                *(Column(each.words, unit) for each in branches),
            ),
            rows=tuple(
                (label, *(cell(float(each.amount[at]), size=size) for each in branches))
                for at, label in enumerate(labels)
            ),
        ),
        height_px=400,
        generated=results.generated,
    )


def _branch(results: Results, bus: str, link: FlowLink, amount: Series, at: int) -> _Branch:
    into = link.sink == bus
    other = link.source if into else link.sink
    words = TEXTS["bus.in" if into else "bus.out"].fill({"node": name(results.park, other)})
    of_link = _PALETTE[at % len(_PALETTE)]
    coming, going = _KNOWN.get(role(results.park, other), (of_link, of_link))
    return _Branch(words, coming if into else going, into, amount)
