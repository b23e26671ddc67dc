from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis import timeline
from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import Axis, Calendar, Period

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2025-12-31T16:00Z", "2026-12-31T16:00Z"),
        ("2026-12", "2026-11-30T16:00Z", "2026-12-31T16:00Z"),
        ("2024-02-29", "2024-02-28T16:00Z", "2024-02-29T16:00Z"),
        ("2026-06-01/2026-06-03", "2026-05-31T16:00Z", "2026-06-02T16:00Z"),
        ("2026-06-01T10:07/2026-06-01T10:22", "2026-06-01T02:07Z", "2026-06-01T02:22Z"),
    ],
)
def test_a_period_begins_and_ends_at_local_midnight(text: str, start: str, end: str) -> None:
    expected = Period(datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert timeline.parse_period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "26", "2026-13", "2026-02-30", "yesterday", "2026/2025"),
        *("0001", "0001/9999", "9999", "9999-12-31", "0001-01-01T00:00+14:00/2026"),
    ],
)
def test_a_text_that_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        timeline.parse_period(text)


def test_an_instant_before_all_time_is_refused() -> None:
    with pytest.raises(PeriodError, match="no instant"):
        timeline.parse_instant("0001-01-01T00:00+14:00")


def test_a_period_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the point of the test
    with pytest.raises(PeriodError, match="zone"):
        Period(naive, naive + timedelta(days=1))


def test_a_period_that_ends_first_is_told_in_the_time_it_was_asked_in() -> None:
    with pytest.raises(PeriodError, match=r"2026-06-10T00:00:00\+08:00 to 2026-06-01T00:00:00"):
        timeline.parse_period("2026-06-10/2026-06-01")


def test_a_period_holds_its_start_and_not_its_end() -> None:
    day = timeline.parse_period("2026-06-01")
    assert day.start in day
    assert day.end not in day


def test_the_last_day_is_local_and_exclusive_of_the_end() -> None:
    assert timeline.parse_period("2026").last_day() == date(2026, 12, 31)


def test_a_leap_year_has_a_day_more() -> None:
    assert Axis.over(timeline.parse_period("2024")).count == 366 * 96


def test_a_period_that_is_no_whole_number_of_steps_has_no_axis() -> None:
    with pytest.raises(PeriodError, match="steps of 15 minutes"):
        Axis.over(timeline.parse_period("2026-06-01T10:07/2026-06-01T10:21"))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2049, 1, 1)), st.integers(1, 5000))  # noqa: DTZ001
def test_the_position_of_a_start_is_its_index(naive: datetime, count: int) -> None:
    axis = Axis(naive.replace(tzinfo=UTC), timedelta(minutes=15), count)
    assert np.array_equal(axis.position(axis.starts()), np.arange(count))
    last_moment = axis.starts() + np.timedelta64(15, "m") - np.timedelta64(1, "us")
    assert np.array_equal(axis.position(last_moment), np.arange(count))


def test_an_instant_before_the_axis_has_a_negative_position() -> None:
    axis = Axis.over(timeline.parse_period("2026-06-01"))
    before = np.array([timeline.to_array(axis.start) - np.timedelta64(1, "s")])
    assert axis.position(before)[0] == -1


def test_the_calendar_of_the_park_is_eight_hours_ahead() -> None:
    calendar = Calendar.of(Axis.over(timeline.parse_period("2026-06-01")))
    assert calendar.minute[0] == 0
    assert calendar.minute[-1] == 23 * 60 + 45
    assert set(calendar.month) == {6}
    assert set(calendar.weekday) == {0}  # 1 June 2026 is a Monday


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
)
def test_a_day_with_a_clock_change_has_its_own_length(day: str, hours: int) -> None:
    axis = Axis.over(timeline.parse_period(day, calendar=BERLIN), step=timedelta(hours=1))
    calendar = Calendar.of(axis, calendar=BERLIN)
    assert axis.count == hours
    assert len(set(calendar.day)) == 1


@given(st.datetimes(datetime(1992, 1, 1), datetime(2049, 1, 1)))  # noqa: DTZ001
def test_the_local_calendar_agrees_with_the_standard_library(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    axis = Axis(instant, timedelta(minutes=15), 3)
    calendar = Calendar.of(axis, calendar=BERLIN)
    for index in range(3):
        local = (instant + index * axis.step).astimezone(BERLIN)
        assert calendar.minute[index] == local.hour * 60 + local.minute
        assert calendar.weekday[index] == local.weekday()
        assert (calendar.year[index], calendar.month[index]) == (local.year, local.month)


def test_an_instant_goes_to_an_array_and_back() -> None:
    instant = datetime(2026, 6, 1, 10, 0, 0, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert timeline.from_array(timeline.to_array(instant)) == instant


def test_an_unknown_zone_says_how_to_write_one() -> None:
    with pytest.raises(PeriodError, match="Asia/Shanghai"):
        timeline.zone("Gansu")


@pytest.mark.parametrize("text", ["2026", "2024-02", "2026-12", "2026-06-30"])
def test_a_period_has_the_name_that_a_person_would_write(text: str) -> None:
    assert timeline.parse_period(text).name == text


def test_a_period_without_such_a_name_tells_both_ends() -> None:
    # two days: 1 and 2 June, so it ends where the third begins
    name = timeline.parse_period("2026-06-01/2026-06-03").name
    assert name == "2026-06-01T00:00:00+08:00/2026-06-03T00:00:00+08:00"
