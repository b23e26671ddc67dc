"""The map of hours: a column a day, a row an hour, colour the mean power; gaps show through."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.units import Dimension, conversion
from zeropark.review.presentation.electricity import groups
from zeropark.review.presentation.figures.axes import values
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.figures.heat import heat, heat_frame
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import HourMap, hour_map
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_UNIT: Final = "MW"
_KW: Final = conversion(_UNIT, to=Dimension.POWER)
MAPPED: Final = ("use", "grid", "solar", "wind", "export")
"""Groups of which there can be a map, in the order in which they are offered."""


def mapped(results: Results) -> tuple[str, ...]:
    """The groups of which this park has a map."""
    found = groups(results)
    return tuple(key for key in MAPPED if key in found)


def year_map_figure(results: Results, *, group: str) -> Figure:
    """The map of one group of links.

    Args:
        results: flows in steps of an hour or less.
        group: one of `mapped`.
    """
    hours = hour_map(results.flows.axis, groups(results)[group].amount_kwh(results.flows))
    return Figure(
        id="map",
        title=TEXTS["map.title"].fill({"what": TEXTS[f"map.{group}"]}),
        about=TEXTS["map.about"],
        book=None,
        option=_option(hours, colour=group),
        variants=(Variant(label=Text.same(_UNIT), option={}, unit=_UNIT),),
        table=_table(hours),
        height_px=360,
        min_width_px=640,
        tooltip="hours",
        generated=results.generated,
    )


def _option(hours: HourMap, *, colour: str) -> Option:
    power = hours.power_kw / _KW
    known = power[np.isfinite(power)]
    top = float(f"{known.max():.3g}") if known.size else 1.0
    # a load that never rests would be one dark field from zero on
    low = float(f"{known.min():.3g}") if known.size and colour == "use" else 0.0
    ends = [f"{top:g} {_UNIT}", f"{low:g}"]
    data = values(power.ravel())
    ink = "$ink" if colour == "use" else f"${colour}"
    scale = (low, top if top > low else low + 1)
    return heat_frame(hours) | heat(data, scale=scale, ends=ends, colours=["$even", ink])


def _table(hours: HourMap) -> Table:
    """By month: highest, mean and lowest hour, and how many are missing."""
    month = (hours.first_day + np.arange(hours.power_kw.shape[0])).astype("datetime64[M]")
    rows: list[tuple[Cell, ...]] = [
        (str(label), *_row(hours.power_kw[month == label].ravel() / _KW))
        for label in np.unique(month)
    ]
    return Table(
        caption=TEXTS["map.title"].fill({"what": ""}),
        columns=(
            Column(TEXTS["col.month"]),
            Column(TEXTS["map.most"], _UNIT),
            Column(TEXTS["map.mean"], _UNIT),
            Column(TEXTS["map.least"], _UNIT),
            Column(TEXTS["map.unknown"], "h", 0),
        ),
        rows=tuple(rows),
    )


def _row(power: NDArray[np.float64]) -> tuple[float | None, ...]:
    known = power[np.isfinite(power)]
    missing = float(power.size - known.size)
    if not known.size:
        return (None, None, None, missing)
    return (float(known.max()), float(known.mean()), float(known.min()), missing)
