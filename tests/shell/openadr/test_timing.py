"""When intervals are: one after the other, with periods of their own, cut, repeated, by chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from openadr_events import NOW, event, program
from zeropark.shell.openadr.objects import EventRequest, ProgramRequest
from zeropark.shell.openadr.timing import Span, overlap_of, spans_of

TWO = (("DISPATCH_SETPOINT_RELATIVE", -500.0), ("DISPATCH_SETPOINT_RELATIVE", -300.0))


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


def times(
    said: EventRequest, known: ProgramRequest | None = None, *, offset: float = 0.0
) -> list[tuple[datetime, datetime | None]]:
    return [(s.start, s.end) for s in spans_of(said, known, at=NOW, offset=offset)]


def lasting(said: EventRequest, duration: str) -> EventRequest:
    return said.model_copy(update={"duration": duration})


def interval(number: int, **period: str) -> dict[str, Any]:
    payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-1.0]}
    return {"id": number, "payloads": [payload], "intervalPeriod": period}


def test_intervals_follow_each_other_from_the_start_of_the_event() -> None:
    assert times(event(TWO)) == [(at(4), at(5)), (at(5), at(6))]


def test_a_period_of_its_own_goes_before_that_of_the_event() -> None:
    said = event(
        intervals=[
            interval(0, duration="PT15M"),
            interval(1, start="2026-06-01T06:00:00Z", duration="PT30M"),
            {"id": 2, "payloads": [{"type": "PRICE", "values": [0.3]}]},
        ]
    )
    assert times(said) == [(at(4), at(4, 15)), (at(6), at(6, 30)), (at(6, 30), at(7, 30))]


def test_the_program_says_what_the_event_leaves_open() -> None:
    said = event(TWO, intervalPeriod=None)
    period = {"start": "2026-06-01T08:00:00Z", "duration": "PT30M"}
    assert times(said, program(intervalPeriod=period)) == [
        (at(8), at(8, 30)),
        (at(8, 30), at(9)),
    ]


def test_a_start_in_the_year_1_or_none_is_now() -> None:
    assert times(event(start="0001-01-01T00:00:00Z")) == [(NOW, at(3))]
    assert times(event(start=None)) == [(NOW, at(3))]


def test_an_interval_without_duration_has_no_end_and_nothing_follows_it() -> None:
    assert times(event(TWO, duration="PT0S")) == [(at(4), None)]
    assert times(event(TWO, duration="P9999Y")) == [(at(4), None)]


def test_the_duration_of_the_event_cuts_the_intervals_short() -> None:
    assert times(lasting(event(TWO), "PT90M")) == [
        (at(4), at(5)),
        (at(5), at(5, 30)),
    ]


def test_the_duration_of_the_event_repeats_the_intervals() -> None:
    assert times(lasting(event(TWO), "PT3H")) == [
        (at(4), at(5)),
        (at(5), at(6)),
        (at(6), at(7)),
    ]


def test_the_duration_of_the_event_ends_an_interval_without_end() -> None:
    assert times(lasting(event(duration="PT0S"), "PT45M")) == [(at(4), at(4, 45))]


def test_a_set_that_repeats_without_end_is_looked_at_for_a_month() -> None:
    spans = spans_of(lasting(event(duration="P1D"), "P9999Y"), None, at=NOW, offset=0.0)
    assert spans[-1].end == at(4) + timedelta(days=31)
    assert all(one.end == other.start for one, other in pairwise(spans))


def test_chance_moves_start_and_end_alike() -> None:
    period = {"start": "2026-06-01T04:00:00Z", "duration": "PT1H", "randomizeStart": "PT10M"}
    assert times(event(intervalPeriod=period), offset=0.5) == [(at(4, 5), at(5, 5))]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), min_size=2, max_size=8))
def test_an_overlap_is_found_where_there_is_one(minutes: list[tuple[int, int]]) -> None:
    spans = [
        Span(
            interval=i,
            start=NOW + timedelta(minutes=first),
            end=NOW + timedelta(minutes=first + length),
            payloads=(),
        )
        for i, (first, length) in enumerate(minutes)
    ]
    taken = [m for first, length in minutes for m in range(first, first + length)]
    assert (overlap_of(spans) is not None) == (len(set(taken)) < len(taken))
