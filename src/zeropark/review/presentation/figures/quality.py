"""How much of the year is measured, filled or missing, meter by meter, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.facts.ledger.flow import Flows, Kind
from zeropark.review.presentation.figures.axes import frame, legend, name_axis
from zeropark.review.presentation.figures.figure import Column, Figure, Json, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_STATES: Final = {"measured": "pass", "filled": "warn", "missing": "fail"}
_DRAWN: Final = 20
"""The picture shows so many meters, worst first; the table has them all."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One meter's year in shares of its intervals; the three add up to 1."""

    meter: str
    measured: float
    filled: float
    missing: float


def coverage(flows: Flows) -> tuple[Coverage, ...]:
    """Every meter that stands behind a flow, the least measured first."""
    rows: dict[str, list[int]] = {}
    for row, link in enumerate(flows.links):
        if link.meter is not None:
            rows.setdefault(link.meter, []).append(row)
    found = (_covered(flows, meter, chosen) for meter, chosen in rows.items())
    return tuple(sorted(found, key=lambda each: (each.measured, each.meter)))


def _covered(flows: Flows, meter: str, rows: list[int]) -> Coverage:
    missing = float(np.isnan(flows.quantity[rows]).mean())
    filled = float((flows.kind[rows] == Kind.FILLED).mean())
    return Coverage(meter, 1.0 - missing - filled, filled, missing)


def quality_figure(results: Results) -> Figure | None:
    """Shares of measured, filled and missing intervals; None where no meter is behind a flow."""
    found = coverage(results.flows)
    if not found:
        return None
    drawn = found[:_DRAWN]
    return Figure(
        id="quality",
        title=TEXTS["quality.title"],
        about=TEXTS["quality.about"].fill({"drawn": str(len(drawn)), "all": str(len(found))}),
        book=None,
        option=_option(results, drawn),
        variants=(Variant(label=Text.same("%"), option={}, unit="%", digits=2),),
        table=_table(results, found),
        height_px=80 + 24 * len(drawn),
        generated=results.generated,
    )


def _words(results: Results, meter: str) -> Text:
    known = results.park.meter_by_id.get(meter)
    return Text(known.name.zh, known.name.en) if known else Text.same(meter)


def _option(results: Results, drawn: tuple[Coverage, ...]) -> Option:
    series: list[Json] = [
        {
            "type": "bar",
            "name": TEXTS[f"quality.{state}"],
            "stack": "all",
            "barWidth": 12,
            "itemStyle": {"color": f"${colour}"},
            "data": [round(getattr(each, state) * 100, 3) for each in drawn],
        }
        for state, colour in _STATES.items()
    ]
    return {
        "legend": legend(),
        "grid": frame(top=36),
        "xAxis": {
            "type": "value",
            "min": 0,
            "max": 100,
            "axisLabel": {"color": "$muted", "formatter": "{value} %"},
            "splitLine": {"show": False},
        },
        "yAxis": name_axis([_words(results, each.meter) for each in drawn], overflow="truncate"),
        "series": series,
    }


def _table(results: Results, found: tuple[Coverage, ...]) -> Table:
    return Table(
        caption=TEXTS["quality.title"],
        columns=(
            Column(TEXTS["col.meter"]),
            *(Column(TEXTS[f"quality.{state}"], "%", 2) for state in _STATES),
        ),
        rows=tuple(
            (
                _words(results, each.meter),
                each.measured * 100,
                each.filled * 100,
                each.missing * 100,
            )
            for each in found
        ),
    )
