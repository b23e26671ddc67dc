"""Loads whose baselines can be worked out by hand: a level a day, and what changes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.programme import BaselineTable
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Axis, Calendar, Period, parse_period
from zeropark.facts.ledger.response.baselines.baseline import Case, LeftOut
from zeropark.facts.ledger.response.draw import Draw

EPOCH = date(1970, 1, 1)
FRIDAY = date(2026, 7, 24)
"""The day of the event: a Friday, with five working weeks of July and June before it."""


def local(day: date, clock: str) -> datetime:
    """An instant by the park's clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARK_ZONE)


def window(day: date, start: str, end: str) -> Axis:
    """Quarter-hours of one day."""
    return Axis.over(Period(local(day, start), local(day, end)), step=QUARTER_HOUR)


def draw_of_days(level_kw: Mapping[date, float], *, days: str = "2026-06-01/2026-07-25") -> Draw:
    """One level all day; 1000 kW on days that are not named."""
    axis = Axis.over(parse_period(days))
    day = Calendar.of(axis).day
    power = np.full(axis.count, 1000.0)
    for named, level in level_kw.items():
        power[day == (named - EPOCH).days] = level
    return Draw(axis=axis, power_kw=power)


def changed(draw: Draw, part: Axis, power_kw: float) -> Draw:
    """The same with another power in a part."""
    power = draw.power_kw.copy()
    first = (part.start - draw.axis.start) // draw.axis.step
    power[first : first + part.count] = power_kw
    return Draw(axis=draw.axis, power_kw=power)


def case(draw: Draw, **other: Any) -> Case:
    """An event from 18:00 to 20:00 on the Friday, called at noon."""
    told = {
        "draw": draw,
        "event": window(FRIDAY, "18:00", "20:00"),
        "issued_at": local(FRIDAY, "12:00"),
        "left_out": LeftOut(),
    }
    return Case(**(told | other))


def table(name: str) -> BaselineTable:
    """A baseline as the package's rules have it."""
    content = load_rulebook().get(f"vpp.baseline.{name}", at=FRIDAY).content
    return BaselineTable.model_validate(content)


def back(days: int) -> date:
    """A day before the event's."""
    return FRIDAY - timedelta(days=days)
