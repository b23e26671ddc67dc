"""A forecast's band through its horizon, and what came where that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.future.forecast.kept import Band
from zeropark.future.forecast.target import Target
from zeropark.review.presentation.figures.axes import area, cell, line, value_axis, values
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.figures.plan_week import hours_across
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS

_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """In which unit a target is shown, and what its values are multiplied by for that."""

    unit: Text | str
    times: float


def forecast_band_figure(band: Band, park: ParkDocument, *, id_: str, generated: bool) -> Figure:
    """P10 to P90 as an area, P50 as a line, and what came as a dashed one.

    Args:
        band: the forecast.
        park: its document, for names and units.
        id_: of the figure on its page.
        generated: whether the readings behind it are simulated.
    """
    shown = shown_as(band.target, park, step_hours=band.axis.step_hours)
    words = TEXTS["forecast_band.title" if band.came is None else "forecast_band.title.came"]
    title = words.fill({"target": target_words(band.target, park)})
    return Figure(
        id=id_,
        title=title,
        about=TEXTS["forecast_band.came" if band.came is not None else "forecast_band.about"],
        book=None,
        option={
            **area(hours_across(band.axis), value_axis(shown.unit)),
            "series": list(_layers(band, shown)),
        },
        variants=(Variant(label=Text.same("P10–P90"), option={}, unit=shown.unit, digits=3),),
        table=_table(band, shown, title),
        height_px=360,
        generated=generated,
    )


def shown_as(target: Target, park: ParkDocument, *, step_hours: float) -> _Shown:
    """A share as percent, an electric load as power, any other as its amount per step."""
    if target.kind == "availability":
        return _Shown("%", _PERCENT)
    if target.kind == "price":
        return _Shown(TEXTS["forecast_band.price"], 1.0)
    carrier = _carrier(target.of, park)
    if carrier == "electricity":
        return _Shown("kW", 1.0 / step_hours)
    unit = CARRIERS[carrier].unit if carrier in CARRIERS else ""
    return _Shown(TEXTS["forecast_band.per_step"].fill({"unit": unit_words(unit)}), 1.0)


def target_words(target: Target, park: ParkDocument) -> Text:
    """A target by its kind and the name of its device or point."""
    words: dict[str, Text | str] = {
        "kind": TEXTS[f"forecast.{target.kind}"],
        "of": name(park, target.of),
    }
    return TEXTS["forecast_band.target"].fill(words)


def _carrier(device: str, park: ParkDocument) -> str:
    found = park.device_by_id.get(device)
    ports = () if found is None else found.ports()
    bus = next((each.bus for each in ports if each.port.into), None)
    return "" if bus is None else park.bus_by_id[bus].carrier


def _layers(band: Band, shown: _Shown) -> Iterator[Option]:
    """The area is drawn on the low end: an unseen line, and the width stacked upon it."""
    base: Option = {
        "type": "line",
        "stack": "band",
        "stackStrategy": "all",
        "showSymbol": False,
        "lineStyle": {"width": 0},
        "emphasis": {"disabled": True},
        "itemStyle": {"color": "$storage"},
    }
    low, high = band.low * shown.times, band.high * shown.times
    yield {**base, "name": Text.same("P10"), "data": values(low)}
    yield {
        **base,
        "name": TEXTS["forecast_band.width"],
        "areaStyle": {"color": "$storage", "opacity": 0.28},
        "data": values(high - low),
    }
    yield line(Text.same("P50"), "storage", values(band.middle * shown.times))
    if band.came is not None:
        came = values(band.came * shown.times)
        yield line(TEXTS["forecast_band.actual"], "ink", came, dashed=True)


def _table(band: Band, shown: _Shown, title: Text) -> Table:
    columns = [
        Column(TEXTS["forecast_band.start"]),
        *(Column(Text.same(each), shown.unit) for each in ("P10", "P50", "P90")),
    ]
    series: list[Series] = [band.low, band.middle, band.high]
    if band.came is not None:
        columns.append(Column(TEXTS["forecast_band.actual"], shown.unit))
        series.append(band.came)
    starts = np.datetime_as_string(band.axis.local_starts(), unit="m")
    return Table(
        caption=title,
        columns=tuple(columns),
        rows=tuple(
            (
                str(start).replace("T", " "),
                *(cell(float(each[at]) * shown.times) for each in series),
            )
            for at, start in enumerate(starts)
        ),
    )
