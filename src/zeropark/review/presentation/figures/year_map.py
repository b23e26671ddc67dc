"""The map of hours: a column a day, a row an hour, colour the mean power or price of the hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis
from zeropark.basis.units import Dimension, conversion
from zeropark.facts.ledger.sums import partial_sums
from zeropark.review.presentation.electricity import Group, groups
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
from zeropark.review.presentation.shapes import HourMap, Series, hour_map
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_MW: Final = ("MW", conversion("MW", to=Dimension.POWER))
_PRICE: Final = ("元/kWh", 1.0)
MAPPED: Final = ("use", "grid", "solar", "wind", "export")
"""Groups of which there can be a map, in the order in which they are offered."""
_INKS: Final[Mapping[str, str]] = {"use": "$ink", "price": "$money"}
"""Colours of what is no source; the others have their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mapped:
    """What is mapped: its key, its hours, its unit and what divides by it."""

    key: str
    hours: HourMap
    unit: str
    size: float

    @property
    def values(self) -> NDArray[np.float64]:
        """Days by hours, in the unit shown."""
        return self.hours.power_kw / self.size

    def scale(self) -> tuple[float, float]:
        """Where the colours begin and end."""
        known = self.values[np.isfinite(self.values)]
        if not known.size:
            return 0.0, 1.0
        # a load that never rests would be one dark field from zero on, and so would a price
        low = float(f"{known.min():.3g}") if self.key in _INKS else 0.0
        top = float(f"{known.max():.3g}")
        return low, top if top > low else low + 1


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
    hours = hour_map(results.flows.axis, _whole(results, groups(results)[group]))
    unit, size = _MW
    shown = _Mapped(key=group, hours=hours, unit=unit, size=size)
    return _figure(shown, generated=results.generated)


def _whole(results: Results, group: Group) -> Series:
    """Its amounts; missing also where an hour holds only a part of its quarters."""
    part = partial_sums(results.flows, group.rows).any(axis=0)
    whole: Series = np.where(part, np.nan, group.amount_kwh(results.flows))
    return whole


def price_map_figure(axis: Axis, price_cny_per_kwh: Series) -> Figure:
    """The map of a price: its mean in every hour.

    Args:
        axis: steps of an hour or less.
        price_cny_per_kwh: in each of them; NaN where it is not known.
    """
    hours = hour_map(axis, price_cny_per_kwh * axis.step_hours)
    unit, size = _PRICE
    return _figure(_Mapped(key="price", hours=hours, unit=unit, size=size), generated=False)


def _figure(shown: _Mapped, *, generated: bool) -> Figure:
    title = TEXTS["map.title"].fill({"what": TEXTS[f"map.{shown.key}"]})
    about = "map.about.price" if shown.key == "price" else "map.about"
    return Figure(
        id="map",
        title=title,
        about=TEXTS[about],
        book=None,
        option=_option(shown),
        variants=(Variant(label=Text.same(shown.unit), option={}, unit=shown.unit, digits=3),),
        table=_table(shown, title),
        height_px=360,
        min_width_px=640,
        tooltip="hours",
        generated=generated,
    )


def _option(shown: _Mapped) -> Option:
    low, top = shown.scale()
    ends = [f"{top:g} {shown.unit}", f"{low:g}"]
    colours = ["$even", _INKS.get(shown.key, f"${shown.key}")]
    data = values(shown.values.ravel())
    return {**heat_frame(shown.hours), **heat(data, scale=(low, top), ends=ends, colours=colours)}


def _table(shown: _Mapped, title: Text) -> Table:
    """By month: highest, mean and lowest hour, and how many are missing."""
    days = shown.values
    month = (shown.hours.first_day + np.arange(days.shape[0])).astype("datetime64[M]")
    rows: list[tuple[Cell, ...]] = [
        (str(label), *_row(days[month == label].ravel())) for label in np.unique(month)
    ]
    return Table(
        caption=title,
        columns=(
            Column(TEXTS["col.month"]),
            Column(TEXTS["map.most"], shown.unit),
            Column(TEXTS["map.mean"], shown.unit),
            Column(TEXTS["map.least"], shown.unit),
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
