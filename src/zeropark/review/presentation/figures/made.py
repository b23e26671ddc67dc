"""Where non-fossil power went, span by span: used, into stores, exported, curtailed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension
from zeropark.facts.ledger.green.around_the_clock import AroundTheClock, Match, match_by
from zeropark.facts.ledger.rollup import Grain
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.axes import (
    area,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.clock import SPAN_HEADS, span_axis
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Table, Variant
from zeropark.review.presentation.text import readable_unit
from zeropark.review.presentation.texts import TEXTS

_COLOURS: Final = {
    "used": "direct",
    "stored": "discharge",
    "exported": "export",
    "curtailed": "residual",
}
Parts = Mapping[str, NDArray[np.float64]]


def made_figure(hours: AroundTheClock, *, by: Grain) -> Figure | None:
    """A stacked bar a month, day or hour; None where nothing was generated or curtailed."""
    spans = match_by(hours, to=by)
    parts = _parts(list(spans.values()))
    available = np.sum([np.nan_to_num(part) for part in parts.values()], axis=0)
    if not available.any():
        return None
    unit, size = readable_unit(float(available.max()), Dimension.ENERGY)
    return Figure(
        id="made",
        title=TEXTS["made.title"],
        about=TEXTS["made.about"],
        book=TEXTS["clock.book"],
        option={
            **area(span_axis(spans, by=by), value_axis(unit)),
            "series": [
                stacked_bar(TEXTS[f"made.{key}"], colour, values(parts[key], size=size))
                for key, colour in _COLOURS.items()
                if np.nan_to_num(parts[key]).any()
            ],
        },
        variants=(Variant(label=TEXTS["cover.energy"], option={}, unit=unit, digits=2),),
        table=_table(list(spans), parts, head=SPAN_HEADS[by], unit=unit, size=size),
        generated=bool(hours.quality & Quality.GENERATED),
    )


def _parts(spans: list[Match]) -> Parts:
    """In kWh by span; what was curtailed is NaN where it is not measured."""
    return {
        "used": np.array([each.matched_kwh for each in spans]),
        "stored": np.array([each.stored_kwh for each in spans]),
        "exported": np.array([each.exported_kwh for each in spans]),
        "curtailed": np.array(
            [np.nan if each.curtailed_kwh is None else each.curtailed_kwh for each in spans]
        ),
    }


def _table(spans: list[str], parts: Parts, *, head: str, unit: str, size: float) -> Table:
    available = np.sum([np.nan_to_num(part) for part in parts.values()], axis=0)
    columns = [*parts.values(), available]
    rows: list[tuple[Cell, ...]] = [
        (name.replace("T", " "), *_row([float(column[at]) for column in columns], size))
        for at, name in enumerate(spans)
    ]
    sums = [float(column.sum()) for column in columns]
    unmeasured = bool(np.isnan(parts["curtailed"]).any())
    return Table(
        caption=TEXTS["made.title"],
        columns=(
            Column(TEXTS[head]),
            *(Column(TEXTS[f"made.{key}"], unit, 2) for key in (*parts, "available")),
            Column(TEXTS["made.curtailed_share"], "%", 2),
        ),
        rows=(*rows, (TEXTS["col.total"], *_row(sums, size))),
        notes=(TEXTS["made.unmeasured"],) if unmeasured else (),
    )


def _row(amounts: list[float], size: float) -> tuple[float | None, ...]:
    """The amounts, then what was curtailed over what was available."""
    curtailed, available = amounts[-2:]
    share = curtailed / available * 100 if available > 0 else np.nan
    told = (*(amount / size for amount in amounts), share)
    return tuple(value if np.isfinite(value) else None for value in told)
