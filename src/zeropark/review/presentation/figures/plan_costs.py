"""What a plan costs a year, item by item; the table goes down to whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from zeropark.basis.park.contract import GridSupply
from zeropark.future.plan.years.plan import CostItem, Plan
from zeropark.review.presentation.figures.axes import across, frame, name_axis
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
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS


def plan_costs_figure(plan: Plan) -> Figure | None:
    """A bar an item, sales below zero; None where nothing costs anything."""
    items = [item for item in CostItem if any(line.item is item for line in plan.costs)]
    if not items:
        return None
    amounts = [plan.cost(item) for item in items]
    unit, size = money_unit(max(map(abs, amounts)), yearly=True)
    shown: list[Json] = [float(f"{each / size:.6g}") for each in amounts]
    return Figure(
        id="plan-costs",
        title=TEXTS["plan_costs.title"],
        about=TEXTS["plan_costs.about"],
        book=None,
        option=_option([TEXTS[f"cost.{item.value}"] for item in items], shown, unit),
        variants=(Variant(label=unit, option={}, unit=unit, digits=2),),
        table=_table(plan, unit, size),
        height_px=76 + 34 * len(items),
    )


def _option(names: list[Text], shown: list[Json], unit: Text) -> Option:
    return {
        "grid": {**frame(top=8), "right": 24, "bottom": 30},
        "xAxis": {**across(unit), "axisLabel": {"color": "$muted", "hideOverlap": True}},
        "yAxis": name_axis(names),
        "series": [
            {
                "type": "bar",
                "name": TEXTS["plan_costs.title"],
                "barMaxWidth": 20,
                "itemStyle": {"color": "$money", "borderRadius": 3},
                "data": shown,
            }
        ],
    }


def _table(plan: Plan, unit: Text, size: float) -> Table:
    return Table(
        caption=TEXTS["plan_costs.title"],
        columns=(
            Column(TEXTS["plan_costs.item"]),
            Column(TEXTS["plan_costs.of"]),
            Column(TEXTS["col.amount"], unit, 2),
        ),
        rows=(
            *_rows(plan, size),
            (TEXTS["cost.total"], TEXTS["none"], plan.cost(*CostItem) / size),
        ),
    )


def _rows(plan: Plan, size: float) -> Iterator[tuple[Cell, ...]]:
    """Items in their order, and in each the largest first; components are summed."""
    for item in CostItem:
        lines = [line for line in plan.costs if line.item is item]
        sums = {
            of: fsum(line.amount_cny_per_year for line in lines if line.of == of)
            for of in dict.fromkeys(line.of for line in lines)
        }
        for of, amount in sorted(sums.items(), key=lambda each: -abs(each[1])):
            yield TEXTS[f"cost.{item.value}"], _whose(plan, of), amount / size


def _whose(plan: Plan, of: str) -> Text:
    """A device or point by its name; a contract by its supply point's."""
    supplies = (each for each in plan.park.contracts if isinstance(each, GridSupply))
    return name(plan.park, next((each.point for each in supplies if each.id == of), of))
