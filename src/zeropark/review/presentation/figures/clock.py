"""The 24 x 365 picture: each hour's use against direct green power, and the same by span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from zeropark.basis.units import Dimension, conversion
from zeropark.facts.ledger.green.around_the_clock import AroundTheClock, Match, match_by, match_of
from zeropark.facts.ledger.rollup import Grain
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.axes import (
    area,
    category_axis,
    stacked_bar,
    value_axis,
    values,
)
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.figures.heat import heat, heat_frame
from zeropark.review.presentation.shapes import HourMap, Series, hour_map
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_UNIT: Final = "MW"
_PERCENT: Final = 100.0
SPAN_HEADS: Final[Mapping[Grain, str]] = {
    "month": "col.month",
    "day": "col.day",
    "hour": "col.time",
}
"""What heads a column of spans."""
_SHARE_COLOURS: Final = ("$fail_soft", "$even", "$pass_soft", "$given")
"""From an hour without any direct power to one that needed nothing else."""


def clock_figure(hours: AroundTheClock) -> Figure | None:
    """The map of hours: matched share, surplus, shortage; None where nothing was used."""
    if not np.nansum(hours.consumption_kwh) > 0:
        return None
    share = hour_map(hours.axis, hours.matched_share * _PERCENT)
    return Figure(
        id="clock",
        title=TEXTS["clock.title"],
        about=TEXTS["clock.about"],
        book=TEXTS["clock.book"],
        option=heat_frame(share),
        variants=(
            _share_view(share),
            _power_view(hours, "surplus", hours.exported_kwh, colour="wind"),
            _power_view(hours, "shortage", hours.shortage_kwh, colour="taken"),
        ),
        table=_month_table(hours),
        height_px=380,
        min_width_px=640,
        tooltip="hours",
        generated=bool(hours.quality & Quality.GENERATED),
    )


def _share_view(share: HourMap) -> Variant:
    data: list[Json] = [
        round(value) if np.isfinite(value) else None for value in share.power_kw.ravel().tolist()
    ]
    ends = ("100 %", "0 %")
    return Variant(
        label=TEXTS["clock.share"],
        option=heat(data, scale=(0.0, _PERCENT), ends=ends, colours=_SHARE_COLOURS),
        unit="%",
        digits=0,
    )


def _power_view(hours: AroundTheClock, key: str, amount_kwh: Series, *, colour: str) -> Variant:
    power = hour_map(hours.axis, amount_kwh).power_kw / conversion(_UNIT, to=Dimension.POWER)
    known = power[np.isfinite(power)]
    top = float(f"{known.max():.3g}") if known.size else 0.0
    data: list[Json] = [
        float(f"{value:.3g}") if np.isfinite(value) else None for value in power.ravel().tolist()
    ]
    ends, colours = (f"{top:g} {_UNIT}", "0"), ("$even", f"${colour}")
    return Variant(
        label=TEXTS[f"clock.{key}"],
        option=heat(data, scale=(0.0, top or 1.0), ends=ends, colours=colours),
        unit=_UNIT,
        digits=1,
    )


def _month_table(hours: AroundTheClock) -> Table:
    by_month, whole = match_by(hours, to="month"), match_of(hours)
    unit, size = readable_unit(whole.consumption_kwh, Dimension.ENERGY)
    rows = [(name, *_row(found, size)) for name, found in by_month.items()]
    return Table(
        caption=TEXTS["clock.table"],
        columns=(
            Column(TEXTS["col.month"]),
            Column(TEXTS["clock.use"], unit, 2),
            Column(TEXTS["clock.matched"], unit, 2),
            Column(TEXTS["clock.hourly"], "%", 1),
            Column(TEXTS["clock.generation"], unit, 2),
            Column(TEXTS["clock.volume"], "%", 1),
            Column(TEXTS["clock.surplus"], unit, 2),
            Column(TEXTS["clock.unknown"], "h", 0),
        ),
        rows=(*rows, (TEXTS["col.total"], *_row(whole, size))),
    )


def _row(found: Match, size: float) -> tuple[Cell, ...]:
    return (
        found.consumption_kwh / size,
        found.matched_kwh / size,
        percent(found.hourly_share),
        found.generation_kwh / size,
        percent(found.volume_share),
        found.exported_kwh / size,
        float(found.missing_hours),
    )


def percent(share: float | None) -> float | None:
    """A share in percent; missing stays missing."""
    return None if share is None else share * _PERCENT


def span_axis(spans: Iterable[str], *, by: Grain) -> Option:
    """An axis of months, days or hours of a day."""
    return category_axis([name[-5:] if by == "hour" else name for name in spans])


def steps_figure(hours: AroundTheClock, *, by: Grain) -> Figure | None:
    """Use, met and short, over surplus and curtailed, span by span; None where nothing was."""
    spans = match_by(hours, to=by)
    largest = max(max(each.consumption_kwh, each.generation_kwh) for each in spans.values())
    if largest <= 0:
        return None
    unit, size = readable_unit(largest, Dimension.ENERGY)
    columns = _columns(spans, size)
    return Figure(
        id="steps",
        title=TEXTS["steps.title"],
        about=TEXTS["steps.about"],
        book=TEXTS["clock.book"],
        option={
            **area(span_axis(spans, by=by), value_axis(unit)),
            "series": _bars(columns),
        },
        variants=(Variant(label=TEXTS["cover.energy"], option={}, unit=unit, digits=2),),
        table=_steps_table(spans, columns, by=by, unit=unit),
        generated=bool(hours.quality & Quality.GENERATED),
    )


_STEP_COLOURS: Final = {
    "matched": "direct",
    "shortage": "grid",
    "surplus": "export",
    "curtailed": "residual",
}
_BELOW: Final = frozenset({"surplus", "curtailed"})


def _columns(spans: Mapping[str, Match], size: float) -> dict[str, Series]:
    """What is drawn, by key; an hour of which nothing is known is a gap."""
    known = np.array([each.hours > each.missing_hours for each in spans.values()])
    amounts = {
        "matched": [each.matched_kwh for each in spans.values()],
        "shortage": [each.consumption_kwh - each.matched_kwh for each in spans.values()],
        "surplus": [each.exported_kwh for each in spans.values()],
        "curtailed": [each.curtailed_kwh or 0.0 for each in spans.values()],
    }
    return {key: np.where(known, np.array(row) / size, np.nan) for key, row in amounts.items()}


def _bars(columns: Mapping[str, Series]) -> list[Option]:
    return [
        stacked_bar(_step_name(key), colour, values(columns[key] * (-1 if key in _BELOW else 1)))
        for key, colour in _STEP_COLOURS.items()
        if np.nansum(columns[key]) > 0 or key == "matched"
    ]


def _step_name(key: str) -> Text:
    return TEXTS["made.curtailed" if key == "curtailed" else f"clock.{key}"]


def _steps_table(
    spans: Mapping[str, Match], columns: Mapping[str, Series], *, by: Grain, unit: str
) -> Table:
    names = ("clock.matched", "clock.shortage", "clock.surplus", "made.curtailed")
    rows: list[tuple[Cell, ...]] = [
        (
            name.replace("T", " "),
            *(float(row[at]) if np.isfinite(row[at]) else None for row in columns.values()),
            percent(found.hourly_share),
        )
        for at, (name, found) in enumerate(spans.items())
    ]
    return Table(
        caption=TEXTS["steps.title"],
        columns=(
            Column(TEXTS[SPAN_HEADS[by]]),
            *(Column(TEXTS[name], unit, 2) for name in names),
            Column(TEXTS["clock.hourly"], "%", 1),
        ),
        rows=tuple(rows),
        notes=() if _curtailed_known(spans) else (TEXTS["made.unmeasured"],),
    )


def _curtailed_known(spans: Mapping[str, Match]) -> bool:
    """Whether what was curtailed is known at all."""
    return all(each.curtailed_kwh is not None for each in spans.values())
