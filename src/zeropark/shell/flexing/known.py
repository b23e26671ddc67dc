"""Closed flows as far back as they reach without a break, and what is expected from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

import numpy as np

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Axis, Period
from zeropark.facts.ledger.flow import Flows
from zeropark.future.flexibility.capability import DURATIONS_MIN, Capabilities, capabilities
from zeropark.future.flexibility.expected import BACK_DAYS, expected_flows
from zeropark.future.flexibility.planned import planned_day
from zeropark.future.plan.days.day_text import DayLine
from zeropark.shell.ports.books import BooksStore

_DAY: Final = timedelta(days=1)


def known_flows(books: BooksStore, wanted: Period) -> Flows:
    """The closed flows that reach up to the end of a period, as far back as it asks for.

    Raises:
        MissingDataError: the end of it is not closed.
    """
    holding = [
        period for period in joined(books.closed()) if period.start < wanted.end <= period.end
    ]
    if not holding:
        raise MissingDataError(
            "{period} is not closed up to its end. Import its readings and close it first.",
            period=wanted,
        )
    return books.flows(Period(max(holding[0].start, wanted.start), wanted.end))


def joined(periods: Iterable[Period]) -> list[Period]:
    """Periods that follow on each other, as one."""
    found: list[Period] = []
    for period in sorted(periods):
        if found and period.start <= found[-1].end:
            found[-1] = Period(found[-1].start, max(found[-1].end, period.end))
        else:
            found.append(period)
    return found


def able(
    park: ParkDocument, books: BooksStore, period: Period, *, plan: DayLine | None = None
) -> Capabilities:
    """What can be moved over quarter-hours to come, by a plan or else by like days before.

    Where nobody planned and nothing before is closed, what is registered stands and says so.

    Raises:
        MissingDataError: the plan does not hold the period.
    """
    axis = Axis.over(period, step=QUARTER_HOUR)
    if plan is not None:
        told = planned_day(plan, park, period)
        return capabilities(park, told.flows, axis, contents_kwh=told.contents_kwh)
    midnight = period.start.astimezone(PARK_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    longest = timedelta(minutes=max(DURATIONS_MIN))
    days = -(-(period.end + longest - midnight) // _DAY)
    ahead = Axis.over(Period(midnight, midnight + days * _DAY), step=QUARTER_HOUR)
    before = _before(books, Period(midnight - BACK_DAYS * _DAY, midnight), park.id)
    return capabilities(park, expected_flows(before, ahead), axis)


def expected(books: BooksStore, axis: Axis, *, park: str) -> Flows:
    """What is expected over quarter-hours of one day, by days like it before it."""
    midnight = axis.start.astimezone(PARK_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    days = max(1, -(-(axis.period.end - midnight) // _DAY))
    ahead = Axis.over(Period(midnight, midnight + days * _DAY), step=QUARTER_HOUR)
    before = _before(books, Period(midnight - BACK_DAYS * _DAY, midnight), park)
    return expected_flows(before, ahead)


def _before(books: BooksStore, wanted: Period, park: str) -> Flows:
    """The closed flows that end nearest before a day, and begin after so many days; or none."""
    ends = [min(each.end, wanted.end) for each in joined(books.closed()) if each.start < wanted.end]
    if ends and max(ends) > wanted.start:
        return known_flows(books, Period(wanted.start, max(ends)))
    return no_flows(Axis(wanted.start, QUARTER_HOUR, 1), park)


def no_flows(axis: Axis, park: str) -> Flows:
    """Flows of no link."""
    nothing = np.zeros((0, axis.count))
    plain = np.zeros((0, axis.count), dtype=np.uint8)
    return Flows(park, axis, (), nothing, plain, plain)
