"""Cost against carbon: what the cheapest plan costs under caps on CO2 that come down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPoint:
    """Where a plan of its own lies beside the line."""

    emission_t_per_year: float
    """By the book of the line."""
    objective_cny_per_year: float
    lower_bound_cny_per_year: float


def plan_frontier_figure(line: FrontierLine, here: PlanPoint | None = None) -> Figure | None:
    """Cost over CO2, and the price of a tonne over CO2; None for less than two points.

    Args:
        line: the points of the frontier.
        here: a plan to be marked beside them, where costs are shown.
    """
    if len(line.points) < 2:  # noqa: PLR2004 - one point is no line
        return None
    marked = () if here is None else (here,)
    largest = max(abs(each.objective_cny_per_year) for each in (*line.points, *marked))
    unit, size = money_unit(largest, yearly=True)
    title = TEXTS["plan_frontier.title"].fill({"stage": str(line.stage)})
    costs = [each.objective_cny_per_year / size for each in line.points]
    prices = [each.carbon_price_cny_per_t for each in line.points]
    return Figure(
        id="plan-frontier",
        title=title,
        about=TEXTS["plan_frontier.about"]
        if here is None
        else TEXTS["plan_frontier.about"] + Text("", " ") + TEXTS["plan_frontier.about.here"],
        book=TEXTS[f"book.{line.book}"],
        option={
            "grid": {**frame(top=34), "right": 24, "bottom": 30},
            "xAxis": {**across(TEXTS["plan_frontier.carbon"]), "scale": True},
        },
        variants=(
            _view(
                line.points,
                costs,
                unit,
                label=TEXTS["plan.tile.cost"],
                beside=[_mark(each, size) for each in marked],
            ),
            _view(line.points, prices, _PRICE, label=TEXTS["plan_frontier.price"]),
        ),
        table=_table(line, marked, unit, size, title),
        height_px=340,
    )


def _mark(here: PlanPoint, size: float) -> Option:
    """A plan as a point of its own, with its name beside it."""
    at: list[Json] = [
        float(f"{here.emission_t_per_year:.7g}"),
        float(f"{here.objective_cny_per_year / size:.7g}"),
    ]
    return {
        "type": "scatter",
        "name": TEXTS["plan_frontier.here"],
        "symbol": "diamond",
        "symbolSize": 16,
        "itemStyle": {"color": "$fail"},
        "label": {"show": True, "position": "top", "formatter": "{a}", "color": "$ink"},
        "data": [at],
    }


def _view(
    points: Sequence[FrontierStep],
    up: Sequence[float],
    unit: Text | str,
    *,
    label: Text,
    beside: Sequence[Option] = (),
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
        option={"yAxis": {**value_axis(unit), "scale": True}, "series": [series, *beside]},
        unit=unit,
        digits=2,
    )


def _table(
    line: FrontierLine, marked: Sequence[PlanPoint], unit: Text, size: float, title: Text
) -> Table:
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
        rows=(
            *(_row(at, each, size) for at, each in enumerate(line.points, start=1)),
            *(_marked_row(each, size) for each in marked),
        ),
    )


def _marked_row(here: PlanPoint, size: float) -> tuple[Cell, ...]:
    return (
        TEXTS["plan_frontier.here"],
        here.emission_t_per_year,
        here.objective_cny_per_year / size,
        here.lower_bound_cny_per_year / size,
        TEXTS["none"],
        TEXTS["none"],
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
