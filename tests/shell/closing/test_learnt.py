"""Which days new readings change, worked by hand on one mill and one register."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.timeline import Period, parse_instant
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.closing.learnt import learnt_since, merged
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = parse_instant("2026-03-01")
THEN, NOW = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)


def put(
    store: MemoryReadings,
    at: Sequence[float],
    *,
    known: datetime,
    meter: str = "mill",
    long: timedelta = HOUR,
) -> None:
    """Readings that start so many hours after 1 March, local time."""
    start = [(FIRST + hours * HOUR).replace(tzinfo=None) for hours in at]
    frame = pl.DataFrame(
        {
            "meter": meter,
            "channel": "use",
            "start": start,
            "end": [each + long for each in start],
            "value": 1.0,
            "quality": 0,
            "known_at": known.replace(tzinfo=None),
            "source": "by hand",
        },
        schema=READING_SCHEMA,
    )
    store.append(Readings(frame))


def days(store: MemoryReadings) -> list[tuple[int, int]]:
    """First and last day of each stretch, as days of March."""
    learnt = learnt_since(THEN, readings=store)
    return [
        ((each.start - FIRST) // DAY + 1, (each.end - FIRST) // DAY) for each in learnt.stretches
    ]


@pytest.fixture
def store() -> MemoryReadings:
    return MemoryReadings()


def test_nothing_new_changes_nothing(store: MemoryReadings) -> None:
    put(store, range(100), known=THEN)
    learnt = learnt_since(THEN, readings=store)
    assert (learnt.stretches, learnt.known_at) == ((), None)


def test_a_new_hour_changes_its_day_and_the_week_after(store: MemoryReadings) -> None:
    hours = [hour for hour in range(30 * 24) if hour != 252]
    put(store, hours, known=THEN)
    put(store, [252], known=NOW)
    # noon of 11 March; at noon of 18 March a gap would be filled from it
    assert days(store) == [(11, 18)]
    assert learnt_since(THEN, readings=store).known_at == NOW


def test_in_the_first_hours_of_a_day_the_day_before_may_change(store: MemoryReadings) -> None:
    put(store, [hour for hour in range(30 * 24) if hour != 243], known=THEN)
    put(store, [243], known=NOW)
    # three o'clock of 11 March; the second reading before began at one, and six hours before that
    # it was 10 March
    assert days(store) == [(10, 18)]


def test_what_ends_a_gap_changes_the_gap(store: MemoryReadings) -> None:
    put(store, range(132), known=THEN)
    put(store, [252], known=NOW)
    # the gap began at noon of 6 March, two readings before is ten o'clock
    assert days(store) == [(6, 18)]


def test_a_register_s_total_is_changed_from_end_to_end_however_long_it_is(
    store: MemoryReadings,
) -> None:
    none = timedelta(0)
    put(store, [0, 12, 29 * 24], known=THEN, meter="register", long=none)
    put(store, [15 * 24 + 12], known=NOW, meter="register", long=none)
    # read on 1 March at 0 and at 12 and on 30 March; now at noon of 16 March as well
    assert days(store) == [(0, 29)]


def test_far_apart_stays_apart(store: MemoryReadings) -> None:
    missing = {2 * 24 + 12, 25 * 24 + 12}
    put(store, [hour for hour in range(50 * 24) if hour not in missing], known=THEN)
    put(store, sorted(missing), known=NOW)
    assert days(store) == [(3, 10), (26, 33)]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), min_size=1, max_size=12))
def test_merged_stretches_cover_the_same_hours_and_lie_apart(
    ends: list[tuple[int, int]],
) -> None:
    periods = [Period(FIRST + a * HOUR, FIRST + (a + n) * HOUR) for a, n in ends]
    found = merged(periods)
    covered = {h for a, n in ends for h in range(a, a + n)}
    again = [
        h for each in found for h in range((each.start - FIRST) // HOUR, (each.end - FIRST) // HOUR)
    ]
    assert again == sorted(covered)
    assert all(one.end < other.start for one, other in itertools.pairwise(found))
