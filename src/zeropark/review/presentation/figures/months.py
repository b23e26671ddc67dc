"""Month by month, day by day, hour by hour: electricity by source, set against what was used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.rollup import Grain, Totals, rollup
from zeropark.facts.ledger.sums import partial_sums
from zeropark.review.presentation.electricity import SOURCES, Group, groups
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    cell,
    line,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series, span_labels
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_SHOWN: Final = (*SOURCES[:-1], "use", "export", "losses", "curtailed")


@dataclass(frozen=True, slots=True)
class _Monthly:
    """One group by month, kWh; a month of which nothing is known is NaN."""

    group: Group
    amount_kwh: Series
    complete: NDArray[np.bool_]


def months_figure(results: Results, *, by: Grain = "month") -> Figure | None:
    """Electricity by source, use as a line and export below; None without electricity.

    Args:
        results: flows of no longer steps than the spans.
        by: the spans; those of a year are months, those of a day hours.
    """
    found = groups(results)
    totals = rollup(results.flows, to=by)
    shown = [_monthly(results.flows, totals, found[key]) for key in _SHOWN if key in found]
    if not shown:
        return None
    labels = span_labels(totals, by=by)
    largest = max(float(np.nanmax(each.amount_kwh, initial=0.0)) for each in shown)
    unit, size = readable_unit(largest, Dimension.ENERGY)
    return Figure(
        id="months",
        title=TEXTS[f"{by}s.title"],
        about=TEXTS["months.about"],
        book=None,
        option={
            **area(category_axis(labels), value_axis(unit)),
            "series": [series for each in shown if (series := _series(each, size))],
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit),),
        table=_table(shown, labels, by=by, unit=unit, size=size),
        generated=results.generated,
    )


def _monthly(flows: Flows, totals: Totals, group: Group) -> _Monthly:
    """Every link's own sum, then added: a gap of one link doesn't hide the others."""
    quantity = totals.quantity[group.rows]
    unknown = np.isnan(quantity).all(axis=0)
    amount = np.where(unknown, np.nan, np.nansum(quantity, axis=0))
    part: NDArray[np.bool_] = np.logical_or.reduceat(
        partial_sums(flows, group.rows), np.cumsum(totals.steps) - totals.steps, axis=1
    )
    gaps = part | (totals.missing_steps[group.rows] > 0)
    return _Monthly(group, amount, np.logical_not(gaps.any(axis=0)))


def _series(each: _Monthly, size: float) -> Option:
    name, key = each.group.name, each.group.id
    if key == "use":
        return line(name, "ink", values(each.amount_kwh, size=size))
    if key == "export":
        return stacked_bar(name, key, values(-each.amount_kwh, size=size))
    if key in SOURCES:
        return stacked_bar(name, key, values(each.amount_kwh, size=size))
    return {}


def _table(
    shown: list[_Monthly], labels: tuple[str, ...], *, by: Grain, unit: str, size: float
) -> Table:
    rows = [
        (label, *(cell(float(each.amount_kwh[at]), size=size) for each in shown))
        for at, label in enumerate(labels)
    ]
    sums = (float(np.nansum(each.amount_kwh)) for each in shown)
    total = (TEXTS["col.total"], *(cell(each, size=size) for each in sums))
    whole = np.logical_and.reduce([each.complete for each in shown])
    return Table(
        caption=TEXTS[f"{by}s.title"],
        columns=(Column(TEXTS[f"col.{by}"]), *(Column(each.group.name, unit) for each in shown)),
        rows=(*rows, total),
        notes=_notes(labels, whole, by=by),
    )


def _notes(labels: tuple[str, ...], whole: NDArray[np.bool_], *, by: Grain) -> tuple[Text, ...]:
    gaps = [label for label, full in zip(labels, whole.tolist(), strict=True) if not full]
    if not gaps:
        return ()
    if by == "month":
        return (TEXTS["months.gaps"].fill({"months": ", ".join(gaps)}),)
    return (TEXTS["days.gaps"].fill({"count": str(len(gaps))}),)
