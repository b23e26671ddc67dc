"""What each day of a roll cost, as bars."""

from __future__ import annotations

from zeropark.future.plan.days.day_text import RollLine
from zeropark.review.presentation.figures.axes import area, category_axis, value_axis
from zeropark.review.presentation.figures.figure import Column, Figure, Table, Variant
from zeropark.review.presentation.money import money_unit
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS


def roll_days_figure(roll: RollLine, *, called: str) -> Figure:
    """A bar a day, without the month's demand charge.

    Args:
        roll: as it was kept.
        called: the name that it is kept under.
    """
    unit, size = money_unit(
        max((abs(day.cost_cny) for day in roll.days), default=1.0), yearly=False
    )
    days = [day.day.isoformat() for day in roll.days]
    title = TEXTS["roll_days.title"].fill({"name": called})
    return Figure(
        id="roll-days",
        title=title,
        about=TEXTS["roll_days.about"],
        book=None,
        option={
            **area(category_axis([day[5:] for day in days]), value_axis(unit)),
            "series": [
                {
                    "type": "bar",
                    "name": TEXTS["roll_days.cost"],
                    "itemStyle": {"color": "$grid"},
                    "data": [float(f"{day.cost_cny / size:.5g}") for day in roll.days],
                }
            ],
        },
        variants=(Variant(label=Text.same("–"), option={}, unit=unit, digits=2),),
        table=Table(
            caption=title,
            columns=(
                Column(TEXTS["col.day"]),
                Column(TEXTS["roll_days.cost"], unit, 2),
                Column(TEXTS["roll_days.lacking"], "", 0),
            ),
            rows=tuple(
                (text, day.cost_cny / size, day.lacking)
                for text, day in zip(days, roll.days, strict=True)
            ),
        ),
        height_px=260,
    )
