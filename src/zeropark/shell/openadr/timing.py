"""When the intervals of an event are: defaults, order, repetition, chance.

An interval without a start follows the one before it; a period of its own goes before the
event's, the event's before the program's. `event.duration` cuts the set of intervals short, or
repeats it until it is over (User Guide, events).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Final

from zeropark.shell.openadr.objects import EventRequest, ProgramRequest
from zeropark.shell.openadr.times import NOTHING, duration_of, instant_of
from zeropark.shell.openadr.wire import IntervalPeriod, ValuesMap

HORIZON: Final = timedelta(days=31)
"""How far ahead an event without end is looked at."""
_MOST_SPANS: Final = 50_000
"""More intervals than a month of minutes come from no programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time of an event, and what holds in it."""

    interval: int
    """The id of its interval."""
    start: datetime
    """UTC."""
    end: datetime | None
    """UTC; None: without end."""
    payloads: tuple[ValuesMap, ...]


def spans_of(
    event: EventRequest, program: ProgramRequest | None, *, at: datetime, offset: float
) -> tuple[Span, ...]:
    """The stretches of an event, in their order; those that last no time are left out.

    Args:
        event: as it was received.
        program: that it is made under, with its own defaults.
        at: what `now` means in it; aware.
        offset: by chance, 0 to 1: how far into the range of `randomizeStart` this end begins.
    """
    default = event.interval_period or (program.interval_period if program else None)
    default = default or IntervalPeriod()
    listed = tuple(_in_order(event, default, at=at, offset=offset))
    spans = tuple(span for span in listed if span.end is None or span.end > span.start)
    whole = duration_of(event.duration or NOTHING)
    if not spans or whole.nothing:
        return spans
    first = min(span.start for span in spans)
    return tuple(_bounded(spans, first, whole.after(first) or max(at, first) + HORIZON))


def end_of(
    event: EventRequest, program: ProgramRequest | None, *, made: datetime
) -> datetime | None:
    """When all of an event lies behind, however late by chance an end below began; None: never.

    Args:
        event: as it was sent.
        program: that it is made under.
        made: what `now` meant in it; aware. It is over then where it lasts no time.
    """
    spans = spans_of(event, program, at=made, offset=1.0)
    ends = [span.end for span in spans if span.end is not None]
    return max(ends, default=made) if len(ends) == len(spans) else None


def overlap_of(spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """Two stretches that overlap, where any do."""
    ordered = sorted(spans, key=lambda span: span.start)
    for one, other in pairwise(ordered):
        if one.end is None or one.end > other.start:
            return one, other
    return None


def _in_order(
    event: EventRequest, default: IntervalPeriod, *, at: datetime, offset: float
) -> Iterator[Span]:
    cursor: datetime | None = instant_of(default.start) if default.start else None
    cursor = cursor or at
    for interval in event.intervals or ():
        own = interval.interval_period or IntervalPeriod()
        if own.start is not None:
            cursor = instant_of(own.start) or at
        if cursor is None:  # the one before it has no end
            return
        length = duration_of(own.duration or default.duration_text)
        end = None if length.nothing else length.after(cursor)
        chance = duration_of(own.randomize_start or default.randomize_start or NOTHING)
        late = offset * chance.length
        yield Span(
            interval=interval.id,
            start=cursor + late,
            end=None if end is None else end + late,
            payloads=interval.payloads,
        )
        cursor = end


def _bounded(spans: Sequence[Span], first: datetime, limit: datetime) -> Iterator[Span]:
    """The set of intervals, again and again where it is shorter, up to an instant."""
    last = None if any(span.end is None for span in spans) else max(s.end for s in spans if s.end)
    round_length = limit - first if last is None else last - first
    made = 0
    for turn in count():
        later = turn * round_length
        for span in spans:
            start = span.start + later
            if start >= limit:
                continue
            end = limit if span.end is None else min(span.end + later, limit)
            yield replace(span, start=start, end=end)
            made += 1
        if first + (turn + 1) * round_length >= limit or made > _MOST_SPANS:
            return
