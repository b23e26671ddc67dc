"""Cost against carbon: what the cheapest plan costs under caps on CO2 that come down."""

from __future__ import annotations

from collections.abc import Sequence

from zeropark.future.plan.years.frontier_text import FrontierLine, FrontierStep
from zeropark.review.presentation.figures.axes import across, frame, value_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.money import money_unit
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_PRICE = "CNY/tCO₂"
_TONNES = "tCO₂"


def plan_frontier_figure(line: FrontierLine) -> Figure | None:
    """Cost over CO2, and the price of a tonne over CO2; None for less than two points."""
    if len(line.points) < 2:  # noqa: PLR2004 - one point is no line
        return None
    largest = max(abs(each.objective_cny_per_year) for each in line.points)
    unit, size = money_unit(largest, yearly=True)
    title = TEXTS["plan_frontier.title"].fill({"stage": str(line.stage)})
    costs = [each.objective_cny_per_year / size for each in line.points]
    prices = [each.carbon_price_cny_per_t for each in line.points]
    return Figure(
        id="plan-frontier",
        title=title,
        about=TEXTS["plan_frontier.about"],
        book=TEXTS[f"book.{line.book}"],
        option={
            "grid": {**frame(top=34), "right": 24, "bottom": 30},
            "xAxis": {**across(TEXTS["plan_frontier.carbon"]), "scale": True},
        },
        variants=(
            _view(line.points, costs, unit, label=TEXTS["plan.tile.cost"]),
            _view(line.points, prices, _PRICE, label=TEXTS["plan_frontier.price"]),
        ),
        table=_table(line, unit, size, title),
        height_px=340,
    )


def _view(
    points: Sequence[FrontierStep], up: Sequence[float], unit: Text | str, *, label: Text
) -> Variant:
    ordered = sorted(
        (each.emission_t_per_year, value) for each, value in zip(points, up, strict=True)
    )
    data: list[Json] = [[float(f"{x:.7g}"), float(f"{y:.7g}")] for x, y in ordered]
    series: Option = {
        "type": "line",
        "name": label,
        "symbol": "circle",
        "symbolSize": 9,
        "lineStyle": {"width": 2.5},
        "itemStyle": {"color": "$pass"},
        "data": data,
    }
    return Variant(
        label=label,
        option={"yAxis": {**value_axis(unit), "scale": True}, "series": [series]},
        unit=unit,
        digits=2,
    )


def _table(line: FrontierLine, unit: Text, size: float, title: Text) -> Table:
    return Table(
        caption=title,
        columns=(
            Column(TEXTS["plan_frontier.point"]),
            Column(TEXTS["col.emission"], _TONNES),
            Column(TEXTS["plan.tile.cost"], unit, 2),
            Column(TEXTS["plan.tile.bound"], unit, 2),
            Column(TEXTS["plan_frontier.price"], _PRICE, 2),
            Column(TEXTS["plan_frontier.average"], _PRICE, 2),
        ),
        rows=tuple(_row(at, each, size) for at, each in enumerate(line.points, start=1)),
    )


def _row(at: int, point: FrontierStep, size: float) -> tuple[Cell, ...]:
    average = point.avoided_cny_per_t
    return (
        str(at),
        point.emission_t_per_year,
        point.objective_cny_per_year / size,
        point.lower_bound_cny_per_year / size,
        point.carbon_price_cny_per_t,
        TEXTS["none"] if average is None else average,
    )
