"""Refresh the books: close what has come since they were last refreshed, and go on to now.

Only the days that new readings change are closed again, see `learnt_since`; the figures are those
of closing the whole in one go. Beside the flows the books keep the instant up to which everything
that was known is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Final

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Period
from zeropark.facts.readings.filling.fill import DEFAULT, Method
from zeropark.shell.closing.learnt import learnt_since, merged
from zeropark.shell.closing.stretch import ClosedPeriod, close_stretch, marked
from zeropark.shell.ports.books import BooksStore, Closing, Restatement
from zeropark.shell.ports.progress import Progress
from zeropark.shell.ports.readings import ReadingsStore

_EVER: Final = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshedBooks:
    """What bringing the books up to date came to."""

    until: datetime
    """The books run to here: to the last whole quarter hour by now that readings reach, or as far
    as they were closed before."""
    closed: tuple[ClosedPeriod, ...]
    """What was closed, for the first time or again, in order."""
    left_open: tuple[Period, ...]
    """Stretches between closed ones of which nothing is known."""

    @property
    def restated(self) -> tuple[Restatement, ...]:
        """What came out differently where it had been closed before."""
        return tuple(each for closed in self.closed for each in closed.restated)


def refresh_books(
    now: datetime,
    *,
    park: ParkDocument,
    readings: ReadingsStore,
    books: BooksStore,
    progress: Progress,
    methods: Iterable[Method] = DEFAULT,
) -> RefreshedBooks:
    """Bring the books up to date; where nothing was closed, close everything up to now.

    A crash on the way leaves books that are right where they were closed, and a second run
    does the rest.

    Raises:
        MissingDataError: there is not one reading.
        StoreError: the books can't be written.
    """
    span = readings.span()
    if span is None:
        raise MissingDataError("There is no reading. Bring some in with `zeropark import`.")
    until = _last_quarter(min(now, span.end))
    stretches, known_at = _due(span, until, readings=readings, books=books)
    order = tuple(methods)
    closed: list[ClosedPeriod] = []
    left_open: list[Period] = []
    for stretch in stretches:
        # Only the last may say so: before it some day is not yet as it should be.
        mark = known_at if stretch is stretches[-1] else None
        try:
            each = close_stretch(
                stretch,
                park=park,
                readings=readings,
                books=books,
                progress=progress,
                methods=order,
                mark=mark,
            )
        except MissingDataError:
            left_open.append(stretch)
        else:
            closed.append(each)
    end = max((each.end for each in books.closed()), default=until)
    return RefreshedBooks(until=end, closed=tuple(closed), left_open=tuple(left_open))


def _due(
    span: Period, until: datetime, *, readings: ReadingsStore, books: BooksStore
) -> tuple[tuple[Period, ...], datetime | None]:
    """What is to be closed, and the instant as of which all is right then; None: as closed."""
    closings = books.closings()
    if not closings:
        first = _midnight(span.start)
        return tuple(_by_day(Period(first, until))) if first < until else (), None
    since = _right_as_of(closings)
    learnt = learnt_since(since, readings=readings)
    closed = merged(each.period for each in closings)
    first = min(_midnight(span.start), closed[0].start)
    changed = [Period(max(first, each.start), each.end) for each in learnt.stretches]
    return tuple(_to_close(closed, changed, until)), max(since, learnt.known_at or since)


def _midnight(instant: datetime) -> datetime:
    return datetime.combine(instant.astimezone(PARK_ZONE).date(), time(0), tzinfo=PARK_ZONE)


def _last_quarter(instant: datetime) -> datetime:
    return instant - (instant - _EVER) % QUARTER_HOUR


def _right_as_of(closings: Sequence[Closing]) -> datetime:
    """The instant up to which everything that was known is in the closed flows."""
    # What was closed by hand knows what was known around it: the oldest speaks for all.
    return marked(closings) or min(each.known_at or _EVER for each in closings)


def _to_close(
    closed: Sequence[Period], changed: Iterable[Period], until: datetime
) -> Iterator[Period]:
    """Changed days, holes between closed ones, and what comes after them."""
    end = max(until, closed[-1].end)
    wanted = [Period(each.start, min(each.end, end)) for each in changed if each.start < end]
    wanted += _holes(merged([*closed, *wanted]), until)
    for each in merged(wanted):
        yield from _by_day(each)


def _holes(covered: tuple[Period, ...], until: datetime) -> Iterator[Period]:
    for one, other in pairwise(covered):
        yield Period(one.end, other.start)
    if covered and covered[-1].end < until:
        yield Period(covered[-1].end, until)


def _by_day(stretch: Period) -> Iterator[Period]:
    """The whole local days of a stretch, and the day that is not over for itself.

    What was closed by whole days is read by the day, however often the present day is replaced.
    """
    midnight = _midnight(stretch.end)
    if stretch.start < midnight < stretch.end:
        yield Period(stretch.start, midnight)
        yield Period(midnight, stretch.end)
    else:
        yield stretch
