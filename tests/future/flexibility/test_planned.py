"""A kept plan of a day tells what its stores hold, and so what can be moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import sqrt

import pytest

from response_cases import FRIDAY, local, window
from response_park import park
from zeropark.basis.errors import MissingDataError
from zeropark.future.flexibility.capability import capabilities
from zeropark.future.flexibility.planned import planned_day
from zeropark.future.plan.days.day_text import AxisLine, DayLine, FlowLine

GROWTH = 25 * sqrt(0.87)
"""What 100 kW for a quarter of an hour leave in the battery, kWh."""


def line() -> DayLine:
    """A day in which the battery takes 100 kW for the first hour and rests."""
    taken = (25.0,) * 4 + (0.0,) * 92
    content = tuple(min(n + 1, 4) * GROWTH for n in range(96))
    return DayLine(
        kind="day",
        park="tiny",
        axis=AxisLine(start=local(FRIDAY, "00:00"), step_min=15.0, steps=96),
        issued_at=None,
        objective="cost",
        cost_cny=0.0,
        relative_gap=0.0,
        route="highs",
        seconds=0.0,
        costs=(),
        set_points=(),
        contents={"cells": content},
        bought_cny_per_kwh={},
        prices={},
        flows=(
            FlowLine(id="electricity:bus-10kv>cells", quantity=taken),
            FlowLine(id="electricity:cells>bus-10kv", quantity=(0.0,) * 96),
        ),
        reasons=(),
        binds=(),
        inputs=(),
        generated=False,
    )


def test_what_is_in_a_store_at_the_start_is_what_is_there_after_less_what_came() -> None:
    told = planned_day(line(), park(), window(FRIDAY, "18:00", "20:00").period)
    # 100 kWh must stay in; above them the day begins empty.
    assert told.contents_kwh == {"cells": pytest.approx(100.0)}


def test_the_plan_says_what_can_be_held_in_the_evening() -> None:
    evening = window(FRIDAY, "18:00", "20:00")
    told = planned_day(line(), park(), evening.period)
    found = capabilities(park(), told.flows, evening, contents_kwh=told.contents_kwh)
    cells = found.resources[0]
    # Four times the growth inside, as much out as the way back leaves: 100 x 0.87 kWh.
    assert cells.power_kw[1, 0] == pytest.approx(87.0)
    assert not cells.registered_only


@pytest.mark.parametrize(
    "wrong",
    [
        replace(line(), park="other"),
        replace(line(), axis=replace(line().axis, step_min=60.0)),
        replace(line(), axis=replace(line().axis, start=line().axis.start - timedelta(days=1))),
    ],
)
def test_a_plan_of_something_else_is_refused(wrong: DayLine) -> None:
    with pytest.raises(MissingDataError, match="Plan that day"):
        planned_day(wrong, park(), window(FRIDAY, "18:00", "20:00").period)
