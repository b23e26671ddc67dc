"""Stale days: closed ones on which readings have come since they were closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from zeropark.basis.timeline import Period
from zeropark.shell.closing.learnt import merged
from zeropark.shell.closing.stretch import marked
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.readings import ReadingsStore

_DAY: Final = timedelta(days=1)


def stale_days(*, readings: ReadingsStore, books: BooksStore) -> tuple[Period, ...]:
    """The closed stretches whose own readings were learnt later, in order and apart.

    Whole UTC days, cut to what is closed. Closing again may change the days around them too: gaps
    are filled from a week before.
    """
    return merged(_stale(readings, books))


def _stale(readings: ReadingsStore, books: BooksStore) -> Iterator[Period]:
    closings = books.closings()
    mark = marked(closings)
    days: dict[datetime, list[Period]] = {}
    for closing in closings:
        known = [at for at in (closing.known_at, mark) if at is not None]
        if not known:
            continue
        since = max(known)
        if since not in days:
            days[since] = [_day(day) for day in readings.touched_since(since)]
        for day in days[since]:
            start = max(day.start, closing.period.start)
            end = min(day.end, closing.period.end)
            if start < end:
                yield Period(start, end)


def _day(day: date) -> Period:
    start = datetime.combine(day, time(0), tzinfo=UTC)
    return Period(start, start + _DAY)
