"""What each month's electricity was: the three green books and the rest, each kWh once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.rules.rule import Factor
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.green.coverage import Coverage
from zeropark.review.presentation.figures.axes import (
    category_axis,
    cell,
    frame,
    legend,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table, Variant
from zeropark.review.presentation.text import limit_number, readable_unit
from zeropark.review.presentation.texts import TEXTS

Parts = Mapping[str, NDArray[np.float64]]
PART_COLOURS: Final = {
    "direct": "direct",
    "trade": "discharge",
    "certificate": "solar",
    "uncovered": "grid",
    "other": "heat",
}
"""The parts of use, in the order in which they are stacked."""


def parts_kwh(covered: Coverage) -> Parts:
    """The parts by key, kWh, shape (months,)."""
    return {
        "direct": covered.direct_kwh,
        "trade": covered.trade_kwh,
        "certificate": covered.certificate_kwh,
        "uncovered": covered.uncovered_kwh,
        "other": covered.other_kwh,
    }


def cover_figure(covered: Coverage, *, limit: Factor | None, generated: bool) -> Figure | None:
    """A stacked bar a month, in energy and as shares; None where nothing was used.

    Args:
        covered: the months to show.
        limit: what the direct part is to reach, as a share of use; None: no rule says.
        generated: whether it comes from simulated readings.
    """
    used = covered.consumption_kwh
    if not (used > 0).any():
        return None
    unit, size = readable_unit(float(used.max()), Dimension.ENERGY)
    energy = {key: part / size for key, part in parts_kwh(covered).items()}
    return Figure(
        id="cover",
        title=TEXTS["cover.title"],
        about=TEXTS["cover.about"],
        book=TEXTS["cover.book"],
        option={"legend": legend(), "grid": frame(), "xAxis": category_axis(covered.months)},
        variants=(
            Variant(
                label=TEXTS["cover.energy"],
                option={"yAxis": value_axis(unit), "series": _bars(energy)},
                unit=unit,
            ),
            _share_view(covered, limit),
        ),
        table=_table(covered, unit=unit, size=size),
        generated=generated,
    )


def _bars(parts: Parts) -> list[Option]:
    return [
        stacked_bar(TEXTS[f"cover.{key}"], colour, values(parts[key]))
        for key, colour in PART_COLOURS.items()
        if parts[key].any()
    ]


def _share_view(covered: Coverage, limit: Factor | None) -> Variant:
    bars = _bars({key: shares_of_use(covered, key) * 100 for key in PART_COLOURS})
    marks = [] if limit is None else [_mark(limit, len(covered.months))]
    return Variant(
        label=TEXTS["cover.share"],
        option={"yAxis": value_axis("%"), "series": [*bars, *marks]},
        unit="%",
    )


def _mark(limit: Factor, months: int) -> Option:
    """A level line at a limit."""
    least = {"limit": limit_number(limit.value * 100)}
    return {
        "type": "line",
        "name": TEXTS["cover.limit"].fill(least),
        "showSymbol": False,
        "lineStyle": {"width": 2, "type": "dashed"},
        "itemStyle": {"color": "$ink"},
        "data": [limit.value * 100] * months,
    }


def shares_of_use(covered: Coverage, part: str) -> NDArray[np.float64]:
    """A part over use, month by month; NaN where nothing was used."""
    used = covered.consumption_kwh
    share = np.full(used.shape, np.nan)
    np.divide(parts_kwh(covered)[part], used, out=share, where=used > 0)
    return share


def _table(covered: Coverage, *, unit: str, size: float) -> Table:
    parts, used = parts_kwh(covered), covered.consumption_kwh
    direct = shares_of_use(covered, "direct") * 100
    rows: list[tuple[Cell, ...]] = [
        (
            month,
            *(float(part[at]) / size for part in parts.values()),
            float(used[at]) / size,
            cell(float(direct[at])),
        )
        for at, month in enumerate(covered.months)
    ]
    total = float(used.sum())
    share = float(covered.direct_kwh.sum()) / total * 100
    sums = (float(part.sum()) / size for part in parts.values())
    return Table(
        caption=TEXTS["cover.title"],
        columns=(
            Column(TEXTS["col.month"]),
            *(Column(TEXTS[f"cover.{key}"], unit, 2) for key in parts),
            Column(TEXTS["cover.use"], unit, 2),
            Column(TEXTS["cover.direct"], "%", 1),
        ),
        rows=(*rows, (TEXTS["col.total"], *sums, total / size, share)),
        notes=(TEXTS["cover.other.about"],),
    )
