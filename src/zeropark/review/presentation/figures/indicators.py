"""Indicators against their limits: the core one as a gauge, shares as bars with a limit mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zeropark.review.evaluation.indicator import Indicator, Verdict
from zeropark.review.presentation.figures.axes import name_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.text import Text, known, limit_number, number, unit_words
from zeropark.review.presentation.texts import TEXTS

VERDICT_COLOURS = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.NO_LIMIT: "bus",
    Verdict.NOT_APPLICABLE: "bus",
    Verdict.UNKNOWN: "bus",
}


_FEW: Final = 10.0
"""Below this a figure that is no share shows three digits behind the point, as the limits have."""


def percent(indicator: Indicator) -> bool:
    """Whether it is a share, shown in percent."""
    return indicator.unit == "1"


def indicator_words(indicator: Indicator) -> Text:
    """What it is called; a ratio that everyone knows by its short name leads with it."""
    short = f"{indicator.id.upper()} " if indicator.id in ("r1", "r2", "r3") else ""
    zh = indicator.zh if indicator.zh.startswith(short) else short + indicator.zh
    return Text(zh, indicator.en)


def shown_unit(indicator: Indicator) -> str:
    """The unit it is printed in."""
    return "%" if percent(indicator) else unit_words(indicator.unit)


def shown(indicator: Indicator, value: float | None) -> float | None:
    """A value of this indicator in the unit it is printed in; missing stays missing."""
    if value is None or not known(value):
        return None
    return value * 100 if percent(indicator) else value


def limit_words(indicator: Indicator) -> Text:
    """`≤ 0.2` or `≥ 60 %`; a dash where the rule sets none."""
    limit = shown(indicator, indicator.limit)
    if limit is None:
        return TEXTS["none"]
    sign = "≤" if indicator.sense == "max" else "≥"
    return Text.same(f"{sign} {limit_number(limit)}{' %' if percent(indicator) else ''}")


def value_words(indicator: Indicator) -> Text:
    """Its value as printed; missing says so."""
    value = shown(indicator, indicator.value)
    if value is None:
        return TEXTS["missing"]
    digits = 1 if percent(indicator) else 3 if abs(value) < _FEW else None
    return Text.same(number(value, digits=digits))


def reason_words(indicator: Indicator) -> Text:
    """Why this verdict; in English where nobody put it into Chinese."""
    return Text(indicator.reason_zh or indicator.reason, indicator.reason)


def core_figure(core: Indicator, *, generated: bool) -> Figure | None:
    """The core indicator on a dial whose green part ends at the limit; None without a value."""
    if core.value is None or not known(core.value):
        return None
    limit = core.limit
    top = _round_up(max(core.value * 1.25, (limit or 0.0) * 2.5))
    return Figure(
        id="core",
        title=indicator_words(core),
        about=TEXTS["core.about"],
        book=TEXTS["book.park910"],
        option={"series": [_dial(core.value, top=top, limit=limit)]},
        variants=(
            Variant(label=Text.same(core.unit), option={}, unit=unit_words(core.unit), digits=3),
        ),
        table=indicator_table((core,), caption=indicator_words(core)),
        height_px=200,
        tooltip="item",
        generated=generated,
    )


def _round_up(value: float) -> float:
    steps = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 10.0)
    return next((step for step in steps if value <= step), value)


def _dial(value: float, *, top: float, limit: float | None) -> Option:
    zones: list[Json] = [[1, "$track"]]
    if limit is not None:
        zones = [[min(limit / top, 1.0), "$pass_soft"], [1, "$fail_soft"]]
    return {
        "type": "gauge",
        "min": 0,
        "max": top,
        "startAngle": 200,
        "endAngle": -20,
        "radius": "98%",
        "center": ["50%", "72%"],
        "splitNumber": 5,
        "axisLine": {"lineStyle": {"width": 18, "color": zones}},
        "progress": {"show": False},
        "pointer": {"length": "66%", "width": 5, "itemStyle": {"color": "$ink"}},
        "anchor": {"show": True, "size": 10, "itemStyle": {"color": "$ink"}},
        "axisTick": {"show": False},
        "splitLine": {"length": 18, "lineStyle": {"color": "$surface", "width": 2}},
        "axisLabel": {"distance": -40, "color": "$muted", "fontSize": 11},
        "title": {"show": False},
        "detail": {"show": False},
        "data": [{"value": value}],
    }


def shares_figure(indicators: Sequence[Indicator], *, key: str, generated: bool) -> Figure | None:
    """Shares as bars, each with a mark at its limit; None where none of them has a value.

    `key` names the figure and its words: `guiding` or `direct`.
    """
    shares = [each for each in indicators if percent(each)]
    if not any(shown(each, each.value) is not None for each in shares):
        return None
    return Figure(
        id=key,
        title=TEXTS[f"{key}.title"],
        about=TEXTS[f"{key}.about"],
        book=None,
        option=_bars(shares),
        variants=(Variant(label=Text.same("%"), option={}, unit="%"),),
        table=indicator_table(indicators, caption=TEXTS[f"{key}.title"]),
        height_px=56 + 52 * len(shares),
        tooltip="item",
        generated=generated,
    )


def _bars(shares: Sequence[Indicator]) -> Option:
    return {
        "grid": {"left": 4, "right": 4, "top": 8, "bottom": 4, "containLabel": True},
        "xAxis": {
            "type": "value",
            "min": 0,
            "max": 100,
            "interval": 50,
            "axisLabel": {"color": "$muted"},
            "splitLine": {"lineStyle": {"color": "$line"}},
        },
        "yAxis": [name_axis([indicator_words(each) for each in shares]), _value_column(shares)],
        "series": [_value_bars(shares), _limit_marks(shares)],
    }


def _value_column(shares: Sequence[Indicator]) -> Option:
    values = name_axis([_bar_value(each) for each in shares])
    return values | {"position": "right", "axisLabel": {"color": "$ink", "fontWeight": 600}}


def _value_bars(shares: Sequence[Indicator]) -> Option:
    values = (shown(each, each.value) for each in shares)
    return {
        "type": "bar",
        "name": TEXTS["col.value"],
        "barWidth": 14,
        "showBackground": True,
        "backgroundStyle": {"color": "$track", "borderRadius": 3},
        "itemStyle": {"borderRadius": 3},
        "data": [
            {
                "value": None if value is None else round(value, 1),
                "itemStyle": {"color": f"${VERDICT_COLOURS[each.verdict]}"},
            }
            for each, value in zip(shares, values, strict=True)
        ],
    }


def _limit_marks(shares: Sequence[Indicator]) -> Option:
    limits = enumerate(shown(each, each.limit) for each in shares)
    return {
        "type": "scatter",
        "name": TEXTS["col.limit"],
        "symbol": "rect",
        "symbolSize": [3, 26],
        "itemStyle": {"color": "$ink"},
        "data": [[limit, row] for row, limit in limits if limit is not None],
    }


def _bar_value(each: Indicator) -> Text:
    if shown(each, each.value) is None:
        return TEXTS["none"] if each.verdict is Verdict.NOT_APPLICABLE else TEXTS["missing"]
    return value_words(each) + Text.same(" %")


def indicator_table(indicators: Sequence[Indicator], *, caption: Text) -> Table:
    """Value, limit, verdict and reason, a row an indicator."""
    rows: list[tuple[Cell, ...]] = [
        (
            indicator_words(each),
            shown(each, each.value),
            Text.same(shown_unit(each)),
            limit_words(each),
            TEXTS[f"verdict.{each.verdict.value}"],
            reason_words(each),
        )
        for each in indicators
    ]
    names = ("indicator", "value", "unit", "limit", "verdict", "reason")
    return Table(
        caption=caption,
        columns=tuple(Column(TEXTS[f"col.{each}"]) for each in names),
        rows=tuple(rows),
    )
