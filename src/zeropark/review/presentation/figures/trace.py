"""One channel of a meter over some days: amounts as used, readings as said, tables of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.readings.reading import Quality
from zeropark.facts.readings.trace import MeterTrace, TracedChannel
from zeropark.review.presentation.figures.axes import cell, legend, value_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_ZONE: Final = str(PARK_ZONE)
_MARKS: Final = {"good": "grid", "suspect": "warn", "rejected": "fail"}


def trace_figure(trace: MeterTrace, traced: TracedChannel, *, name: Text, unit: str) -> Figure:
    """Two views: amounts per interval as used, and readings as the meter said them.

    Args:
        trace: what the channel belongs to.
        traced: one of its channels.
        name: the channel in words.
        unit: inside unit of the amounts.
    """
    own = traced.channel.unit
    used = Variant(
        label=TEXTS["trace.used"],
        option={"yAxis": {"name": unit}, "series": list(_used(trace.axis, traced))},
        unit=unit,
        digits=4,
    )
    said = Variant(
        label=TEXTS["trace.said"],
        option={"yAxis": {"name": own}, "series": list(_said(traced))},
        unit=own,
        digits=4,
    )
    return Figure(
        id="trace",
        title=TEXTS["trace.title"].fill({"channel": name}),
        about=TEXTS["trace.about"],
        book=None,
        option=_option(trace.axis),
        variants=(used, said),
        table=_amounts(trace.axis, traced, unit),
        height_px=340,
        tooltip="axis",
        generated=bool(np.bitwise_or.reduce(traced.quality, initial=0) & Quality.GENERATED),
    )


def _option(axis: Axis) -> Option:
    local = _local_ms(axis)
    return {
        "useUTC": True,  # the park's wall clock is told as if it were UTC: no browser shifts it
        "legend": legend(),
        "grid": {"left": 4, "right": 16, "top": 64, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "time",
            "min": local[0],
            "max": local[-1] + axis.step.total_seconds() * 1000,
            "axisLine": {"lineStyle": {"color": "$line"}},
            "axisLabel": {"color": "$muted", "hideOverlap": True},
        },
        "yAxis": value_axis("") | {"scale": True},
    }


def _local_ms(axis: Axis) -> list[int]:
    local: list[int] = axis.local_starts().astype("datetime64[ms]").astype(np.int64).tolist()
    return local


def _used(axis: Axis, traced: TracedChannel) -> Iterator[Option]:
    filled = (traced.quality & np.uint8(Quality.FILLED)) != 0
    times = _local_ms(axis)
    for state, colour, chosen in (("measured", "pass", ~filled), ("filled", "residual", filled)):
        amounts = np.where(chosen, traced.amount, np.nan)
        yield {
            "type": "line",
            "step": "end",
            "name": TEXTS[f"quality.{state}"],
            "showSymbol": bool(filled.any()),
            "symbolSize": 4,
            "connectNulls": False,
            "lineStyle": {"width": 2},
            "itemStyle": {"color": f"${colour}"},
            "data": _points(times, amounts),
        }


def _points(times: list[int], amounts: NDArray[np.float64]) -> list[Json]:
    return [
        [time, float(f"{value:.6g}") if np.isfinite(value) else None]
        for time, value in zip(times, amounts.tolist(), strict=True)
    ]


def _said(traced: TracedChannel) -> Iterator[Option]:
    """Readings at their end, which is the instant of a gauge or a register."""
    rows = traced.said.select(
        time=_wall(pl.col("end")).dt.epoch("ms"), value=pl.col("value"), mark=_mark()
    )
    for mark, colour in _MARKS.items():
        found = rows.filter(pl.col("mark") == mark).select("time", "value").rows()
        if found:
            yield {
                "type": "scatter",
                "name": TEXTS[f"trace.{mark}"],
                "symbolSize": 5 if mark == "good" else 9,
                "symbol": "circle" if mark == "good" else "diamond",
                "itemStyle": {"color": f"${colour}"},
                "data": [[time, _finite(value)] for time, value in found],
            }


def _finite(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None


def _mark() -> pl.Expr:
    def flagged(flag: Quality) -> pl.Expr:
        return (pl.col("quality") & int(flag)) != 0

    return (
        pl.when(flagged(Quality.REJECTED))
        .then(pl.lit("rejected"))
        .when(flagged(Quality.SUSPECT))
        .then(pl.lit("suspect"))
        .otherwise(pl.lit("good"))
    )


def _wall(instant: pl.Expr) -> pl.Expr:
    """The park's wall clock of a zone-less UTC instant."""
    return (
        instant.dt.replace_time_zone("UTC").dt.convert_time_zone(_ZONE).dt.replace_time_zone(None)
    )


def flag_words(bits: int) -> Text:
    """Flags of a value in words; empty where all is good."""
    words = [TEXTS[f"flag.{flag.name}"] for flag in Quality if flag and bits & flag]
    return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))


def _amounts(axis: Axis, traced: TracedChannel, unit: str) -> Table:
    starts = axis.local_starts().astype("datetime64[m]")
    rows: list[tuple[Cell, ...]] = [
        (str(start).replace("T", " "), cell(amount), _how(amount, method), flag_words(bits))
        for start, amount, method, bits in zip(
            starts, traced.amount.tolist(), traced.methods, traced.quality.tolist(), strict=True
        )
    ]
    return Table(
        caption=TEXTS["trace.amounts"],
        columns=(
            Column(TEXTS["col.time"]),
            Column(TEXTS["trace.used"], unit),
            Column(TEXTS["trace.how"]),
            Column(TEXTS["trace.marks"]),
        ),
        rows=tuple(rows),
    )


def _how(amount: float, method: str) -> Text:
    if not np.isfinite(amount):
        return TEXTS["quality.missing"]
    return TEXTS[f"method.{method}" if method else "quality.measured"]


def readings_table(traced: TracedChannel) -> Table:
    """Readings as the meter said them, with what cleaning marked, when known and from where."""
    form = "%Y-%m-%d %H:%M:%S"
    frame = traced.said.select(
        start=_wall(pl.col("start")).dt.strftime(form),
        end=_wall(pl.col("end")).dt.strftime(form),
        value="value",
        quality="quality",
        known_at=_wall(pl.col("known_at")).dt.strftime(form),
        source=pl.col("source").cast(pl.String),
    )
    names = ("end", "value", "marks", "known_at", "source")
    units = {"value": traced.channel.unit}
    return Table(
        caption=TEXTS["trace.readings"],
        columns=(
            Column(TEXTS["col.time"]),
            *(Column(TEXTS[f"trace.{name}"], units.get(name, "")) for name in names),
        ),
        rows=tuple(_reading(row) for row in frame.iter_rows(named=True)),
    )


def _reading(row: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        row["start"],
        row["end"],
        _finite(row["value"]),
        flag_words(row["quality"]),
        row["known_at"],
        row["source"].partition(" sha256:")[0],
    )
