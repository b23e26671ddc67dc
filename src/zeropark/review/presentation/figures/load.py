"""Load curves: use over its sources, and the exchange with the grid; a year without lost peaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import PARK_ZONE, Axis, from_array
from zeropark.basis.units import Dimension, conversion
from zeropark.facts.ledger.load import load_figures
from zeropark.facts.ledger.rollup import Grain, span_starts
from zeropark.review.presentation.decimate import kept_steps
from zeropark.review.presentation.electricity import SOURCES, Group, groups
from zeropark.review.presentation.figures.axes import cell, legend, value_axis, values
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series, readable_spans
from zeropark.review.presentation.texts import TEXTS

_UNIT: Final = "MW"
_KW: Final = conversion(_UNIT, to=Dimension.POWER)
MOST_POINTS: Final = 1_500
"""Steps that a picture holds: more than it has columns of pixels, less than a browser minds."""
_EXCHANGE: Final = ("grid", "export")


@dataclass(frozen=True, slots=True)
class LoadCurves:
    """Mean power by group over an axis, kW; the steps that a picture keeps of it."""

    axis: Axis
    groups: tuple[Group, ...]
    power_kw: NDArray[np.float64]
    """Shape (groups, steps); NaN is missing."""
    kept: NDArray[np.int64]
    """Steps to draw, ascending; the extremes and gaps of every group are among them."""

    def of(self, key: str) -> Series | None:
        """One group's power; None where the park has none."""
        at = next((row for row, each in enumerate(self.groups) if each.id == key), None)
        return None if at is None else self.power_kw[at]


def load_curves(results: Results, *, most: int = MOST_POINTS) -> LoadCurves | None:
    """Use, its sources and the exchange with the grid; None where the park has no electricity."""
    found = groups(results)
    shown = tuple(found[key] for key in (*SOURCES, "export", "use") if key in found)
    if not shown:
        return None
    axis = results.flows.axis
    power_kw = np.stack([each.amount_kwh(results.flows) for each in shown]) / axis.step_hours
    return LoadCurves(axis, shown, power_kw, kept_steps(power_kw, most=most))


def load_figure(results: Results, *, most: int = MOST_POINTS) -> Figure | None:
    """Two views that can be zoomed: use over stacked sources, and import against export.

    Args:
        results: flows at the step that peaks are to be seen at.
        most: no more points a curve than this.
    """
    curves = load_curves(results, most=most)
    if curves is None:
        return None
    label = Variant(
        label=TEXTS["load.sources"], option={"series": _sources(curves)}, unit=_UNIT, digits=2
    )
    exchange = Variant(
        label=TEXTS["load.exchange"], option={"series": _exchange(curves)}, unit=_UNIT, digits=2
    )
    return Figure(
        id="load",
        title=TEXTS["load.title"],
        about=TEXTS["load.about"],
        book=None,
        option=_option(curves),
        variants=(label, exchange) if exchange.option["series"] else (label,),
        table=_table(curves),
        height_px=400,
        generated=results.generated,
    )


def _option(curves: LoadCurves) -> Option:
    local = curves.axis.local_starts()
    return {
        "useUTC": True,  # the park's wall clock is told as if it were UTC: no browser shifts it
        "legend": legend(),
        "grid": {"left": 4, "right": 16, "top": 64, "bottom": 44, "containLabel": True},
        "xAxis": {
            "type": "time",
            "min": _ms(local[0]),
            "max": _ms(local[-1]),
            "axisLine": {"lineStyle": {"color": "$line"}},
            "axisLabel": {
                "color": "$muted",
                "hideOverlap": True,
                "formatter": {
                    "year": "{yyyy}-{MM}",
                    "month": "{yyyy}-{MM}",
                    "day": "{MM}-{dd}",
                    "hour": "{HH}:{mm}",
                    "minute": "{HH}:{mm}",
                },
            },
        },
        "yAxis": value_axis(_UNIT),
        "dataZoom": [
            {"type": "inside", "zoomOnMouseWheel": "ctrl", "moveOnMouseMove": "shift"},
            {
                "type": "slider",
                "height": 22,
                "bottom": 6,
                "showDetail": False,
                "borderColor": "$line",
                "fillerColor": "$zoom",
                "handleStyle": {"color": "$surface", "borderColor": "$muted"},
                "moveHandleStyle": {"color": "$bus"},
                "dataBackground": {
                    "lineStyle": {"color": "$bus"},
                    "areaStyle": {"color": "$track"},
                },
            },
        ],
        "dataset": {"source": _columns(curves, local)},
    }


def _columns(curves: LoadCurves, local: NDArray[np.datetime64]) -> dict[str, Json]:
    drawn = curves.power_kw[:, curves.kept] / _KW
    columns: dict[str, Json] = {"time": _milliseconds(local[curves.kept])}
    for group, row in zip(curves.groups, drawn, strict=True):
        columns[group.id] = values(-row if group.id == "export" else row)
    return columns


def _milliseconds(local: NDArray[np.datetime64]) -> list[Json]:
    return list(local.astype("datetime64[ms]").astype(np.int64).tolist())


def _ms(local: np.datetime64) -> int:
    return int(local.astype("datetime64[ms]").astype(np.int64))


def _sources(curves: LoadCurves) -> list[Json]:
    return [
        _curve(group, stacked=group.id != "use") for group in curves.groups if group.id != "export"
    ]


def _exchange(curves: LoadCurves) -> list[Json]:
    return [_curve(group, stacked=True) for group in curves.groups if group.id in _EXCHANGE]


def _curve(group: Group, *, stacked: bool) -> Option:
    colour = f"${'ink' if group.id == 'use' else group.id}"
    drawn: dict[str, Json] = {
        "type": "line",
        "name": group.name,
        "encode": {"x": "time", "y": group.id},
        "showSymbol": False,
        "connectNulls": False,
        "lineStyle": {"width": 0 if stacked else 1.5},
        "itemStyle": {"color": colour},
        "emphasis": {"disabled": True},
    }
    if stacked:
        drawn |= {"stack": "all", "areaStyle": {"color": colour, "opacity": 0.9}}
    return drawn


def _table(curves: LoadCurves) -> Table:
    """By month of a year, by day of a month, by hour of a day: mean and highest power."""
    by = readable_spans(curves.axis.period)
    firsts = span_starts(curves.axis, to=by)
    use = curves.of("use")
    shown = [
        (TEXTS["load.mean"], _means(use, firsts)),
        (TEXTS["load.peak"], _peaks(use, firsts)),
        (TEXTS["load.taken"], _peaks(curves.of("grid"), firsts)),
        (TEXTS["load.given"], _peaks(curves.of("export"), firsts)),
    ]
    known = [(words, row) for words, row in shown if row is not None]
    return Table(
        caption=TEXTS["load.title"],
        columns=(Column(TEXTS["col.time"]), *(Column(words, _UNIT) for words, _ in known)),
        rows=tuple(
            (label, *(cell(float(row[at]), size=_KW) for _, row in known))
            for at, label in enumerate(_labels(curves.axis, firsts, by))
        ),
    )


def _labels(axis: Axis, firsts: NDArray[np.int64], by: Grain) -> list[str]:
    formats: dict[Grain, str] = {"month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d %H:%M"}
    starts = (from_array(start).astimezone(PARK_ZONE) for start in axis.starts()[firsts])
    return [start.strftime(formats[by]) for start in starts]


def _peaks(power_kw: Series | None, firsts: NDArray[np.int64]) -> Series | None:
    """The highest known power of each span."""
    return None if power_kw is None else np.fmax.reduceat(power_kw, firsts)


def _means(power_kw: Series | None, firsts: NDArray[np.int64]) -> Series | None:
    """The mean of the known power of each span."""
    if power_kw is None:
        return None
    known = ~np.isnan(power_kw)
    count = np.add.reduceat(known.astype(np.int64), firsts)
    total = np.add.reduceat(np.where(known, power_kw, 0.0), firsts)
    mean: Series = np.full(count.shape, np.nan)
    np.divide(total, count, out=mean, where=count > 0)
    return mean


def peak_table(results: Results) -> Table | None:
    """Highest with its time, lowest and mean power, and load factor; None without electricity."""
    found = groups(results)
    shown = [found[key] for key in ("use", "grid", "export") if key in found]
    if not shown:
        return None
    return Table(
        caption=TEXTS["load.total"],
        columns=(
            Column(TEXTS["col.load"]),
            Column(TEXTS["load.peak"], _UNIT),
            Column(TEXTS["load.peak_at"]),
            Column(TEXTS["load.mean"], _UNIT),
            Column(TEXTS["load.lowest"], _UNIT),
            Column(TEXTS["load.factor"], "%", 1),
            Column(TEXTS["load.unknown"], "", 0),
        ),
        rows=tuple(_peak_row(results, group) for group in shown),
    )


def _peak_row(results: Results, group: Group) -> tuple[Cell, ...]:
    axis = results.flows.axis
    found = load_figures(group.amount_kwh(results.flows), axis=axis)
    at = found.highest_at
    share = found.load_factor
    powers = (found.highest_kw, found.mean_kw, found.lowest_kw)
    highest, mean, lowest = (None if each is None else each / _KW for each in powers)
    return (
        group.name,
        highest,
        None if at is None else f"{at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        mean,
        lowest,
        None if share is None else share * 100,
        float(found.missing_steps),
    )
