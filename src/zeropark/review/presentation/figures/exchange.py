"""The map of the year's hours: what was taken from the public grid, and what was given to it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension, conversion
from zeropark.review.presentation.electricity import groups
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.figures.heat import days_and_hours, heat
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import HourMap, Series, hour_map
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_UNIT: Final = "MW"


def exchange_figure(results: Results) -> Figure | None:
    """Hourly exchange with the grid, import positive; None where no grid flow is known."""
    found = groups(results)
    if "grid" not in found and "export" not in found:
        return None
    zero = np.zeros(results.flows.axis.count)
    taken = found["grid"].amount_kwh(results.flows) if "grid" in found else zero
    given = found["export"].amount_kwh(results.flows) if "export" in found else zero
    net = hour_map(results.flows.axis, taken - given)
    return Figure(
        id="exchange",
        title=TEXTS["exchange.title"],
        about=TEXTS["exchange.about"],
        book=None,
        option=_option(net),
        variants=(Variant(label=Text.same(_UNIT), option={}, unit=_UNIT),),
        table=_table(net),
        height_px=360,
        tooltip="hours",
        generated=results.generated,
    )


def _option(net: HourMap) -> Option:
    power = net.power_kw / conversion(_UNIT, to=Dimension.POWER)
    bound = _bound(power)
    words = {"bound": f"{bound:g}"}
    data: list[Json] = [
        [day, hour, round(value, 2) if np.isfinite(value) else "-"]
        for day, row in enumerate(power.tolist())
        for hour, value in enumerate(row)
    ]
    return {
        "grid": {"left": 4, "right": 8, "top": 8, "bottom": 56, "containLabel": True},
        **days_and_hours(net),
        **heat(
            data,
            scale=(-bound, bound),
            ends=(TEXTS["exchange.taken"].fill(words), TEXTS["exchange.given"].fill(words)),
            colours=("$given", "$even", "$taken"),
        ),
    }


def _bound(power: NDArray[np.float64]) -> float:
    """Where the colours end: a few extreme hours shall not wash out the rest."""
    known = np.abs(power[np.isfinite(power)])
    top = float(np.quantile(known, 0.995)) if known.size else 0.0
    return float(f"{top:.2g}") or 1.0


def _table(net: HourMap) -> Table:
    size = conversion(_UNIT, to=Dimension.POWER)
    month = (net.first_day + np.arange(net.power_kw.shape[0])).astype("datetime64[M]")
    rows: list[tuple[Cell, ...]] = [
        (str(label), *_row(net.power_kw[month == label].ravel() / size))
        for label in np.unique(month)
    ]
    return Table(
        caption=TEXTS["exchange.caption"],
        columns=(
            Column(TEXTS["col.month"]),
            Column(TEXTS["exchange.hours_taken"], "h", 0),
            Column(TEXTS["exchange.hours_given"], "h", 0),
            Column(TEXTS["exchange.hours_unknown"], "h", 0),
            Column(TEXTS["exchange.most_taken"], _UNIT),
            Column(TEXTS["exchange.most_given"], _UNIT),
        ),
        rows=tuple(rows),
    )


def _row(power: NDArray[np.float64]) -> tuple[float | None, ...]:
    known: Series = power[np.isfinite(power)]
    hours = (float((known > 0).sum()), float((known < 0).sum()), float(power.size - known.size))
    if not known.size:
        return (*hours, None, None)
    return (*hours, max(float(known.max()), 0.0), max(float(-known.min()), 0.0))
