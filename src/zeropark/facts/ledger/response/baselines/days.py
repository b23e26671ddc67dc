"""Choosing days: the nearest before an event that are of the wanted sort and wholly known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.timeline import PARK_ZONE, Axis, parse_period
from zeropark.facts.ledger.response.baselines.baseline import Case
from zeropark.facts.ledger.response.draw import Series

Sort = Literal["work", "similar"]
"""`work`: Monday to Friday; `similar`: those, or the others, as the day of the event is."""

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDays:
    """Days and what was drawn on each of them at the clock times of a window."""

    days: tuple[date, ...]
    """Newest first."""
    power_kw: Series
    """Shape (days, steps of the window)."""


def choose_days(
    case: Case,
    window: Axis,
    *,
    count: int,
    first: date,
    back_days: int,
    sort: Sort,
    whole: bool = False,
) -> ChosenDays:
    """The nearest days, going back; one that is left out or not wholly known makes room.

    Args:
        case: the event.
        window: whose clock times are looked at, on the day of the event; it may begin earlier
            than the event. The park's clock is not moved in summer.
        count: how many are wanted.
        first: the newest day that may be taken.
        back_days: how many days before the event are looked at.
        sort: of which sort.
        whole: whether all of a day must be known, or its part in the window alone.
    """
    days: list[date] = []
    rows: list[Series] = []
    for day in _going_back(case, first=first, back_days=back_days, sort=sort):
        found = on_day(case, window, day)
        if not np.isnan(found).any() and not (whole and np.isnan(whole_day_kwh(case, day))):
            days.append(day)
            rows.append(found)
        if len(days) == count:
            break
    shape = (len(days), window.count)
    return ChosenDays(days=tuple(days), power_kw=np.array(rows).reshape(shape))


def on_day(case: Case, window: Axis, day: date) -> Series:
    """What was drawn at the clock times of a window on another day, shape (window.count,)."""
    moved = window.start - (case.day - day)
    return case.draw.over(Axis(moved, window.step, window.count))


def whole_day_kwh(case: Case, day: date) -> float:
    """What was drawn on a local day; NaN where a part of it is not known."""
    axis = Axis.over(parse_period(day.isoformat()), step=case.event.step)
    return float(case.draw.over(axis).sum() * axis.step_hours)


def too_few(case: Case, found: int, *, wanted: int) -> Iterator[Finding]:
    """The finding about days that are not there; none where they are."""
    if found >= wanted:
        return
    yield Finding(
        code="baseline.too_few_days",
        place=f"event {case.event.start.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        problem_template="The baseline wants {wanted} days, and {found} before the event are of "
        "the wanted sort, without a call and wholly known."
        if found
        else "The baseline wants {wanted} days, and none before the event is of the wanted sort, "
        "without a call and wholly known.",
        remedy_template="Import and close the days before, or agree on another baseline.",
        severity=Severity.WARNING if found else Severity.ERROR,
        data={"wanted": wanted, "found": found},
    )


def _going_back(case: Case, *, first: date, back_days: int, sort: Sort) -> Iterator[date]:
    left_out = case.left_out.days()
    working = sort == "work" or case.day.weekday() < _SATURDAY
    day = first
    while (case.day - day).days <= back_days:
        if (day.weekday() < _SATURDAY) == working and day not in left_out:
            yield day
        day -= _DAY
