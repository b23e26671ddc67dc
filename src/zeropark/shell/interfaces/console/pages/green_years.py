"""The green books of the calendar years that a visit touches, and the hours of its period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.ledger.green.around_the_clock import (
    AroundTheClock,
    around_the_clock,
    hours_within,
)
from zeropark.facts.ledger.green.coverage import Coverage, coverage
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.serving.park_desk import ParkDesk

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBooks:
    """One calendar year, or what of it is closed around the period shown."""

    year: str
    books: GreenBooks
    hours: AroundTheClock
    covered: Coverage


def years_of(visit: ParkVisit) -> tuple[YearBooks, ...]:
    """The years that the period touches; one of less than an hour is left out."""
    return tuple(_year(visit.desk, name, part) for name, part in _parts(visit))


def to_date_of(visit: ParkVisit) -> Period | None:
    """From the start of the year (or of what is closed of it) to the period's end, whole hours."""
    parts = [part for _, part in _parts(visit)]
    if not parts:
        return None
    part = parts[-1]
    return whole_hours(Period(part.start, min(part.end, visit.period.end)))


def hours_of(visit: ParkVisit) -> AroundTheClock | None:
    """The hours of the period; None where it holds no whole one."""
    period = whole_hours(visit.period)
    if period is None:
        return None
    years = years_of(visit)
    if len(years) == 1:
        return hours_within(years[0].hours, period)
    return around_the_clock(visit.desk.results(period).flows, park=visit.desk.park)


def whole_hours(period: Period) -> Period | None:
    """The whole hours of a period; None where there is none."""
    start, end = period.start, period.end
    begun = start.replace(minute=0, second=0, microsecond=0)
    first = begun if begun == start else begun + _HOUR
    stop = end.replace(minute=0, second=0, microsecond=0)
    return Period(first, stop) if first < stop else None


def _parts(visit: ParkVisit) -> Iterator[tuple[str, Period]]:
    """Each calendar year with what is closed of it, in one piece with the period."""
    shown = visit.period
    around = next(
        each for each in visit.desk.closed() if each.start <= shown.start and shown.end <= each.end
    )
    first, last = shown.start.astimezone(PARK_ZONE).year, shown.last_day().year
    for year in range(first, last + 1):
        whole = parse_period(str(year))
        part = Period(max(whole.start, around.start), min(whole.end, around.end))
        hours = whole_hours(part)
        if hours is not None:
            yield str(year), hours


def _year(desk: ParkDesk, year: str, period: Period) -> YearBooks:
    def made() -> YearBooks:
        flows = desk.results(period).flows
        books = green_books(flows, park=desk.park, year=int(year), rulebook=desk.rules)
        hours = around_the_clock(flows, park=desk.park)
        return YearBooks(year=year, books=books, hours=hours, covered=coverage(books, hours=hours))

    return desk.answer(("green year", period), made)
