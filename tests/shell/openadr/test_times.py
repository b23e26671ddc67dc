"""Instants and durations: as the standard's pattern has them, and by the calendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import Refused
from zeropark.shell.openadr.times import duration_of, duration_text, instant_of, instant_text

JANUARY_31 = datetime(2027, 1, 31, 8, tzinfo=UTC)
STANDARD = re.compile(
    r"^(-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?"
    r"(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$"
)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("PT15M", datetime(2027, 1, 31, 8, 15, tzinfo=UTC)),
        ("PT0.5S", datetime(2027, 1, 31, 8, 0, 0, 500_000, tzinfo=UTC)),
        ("P1D", datetime(2027, 2, 1, 8, tzinfo=UTC)),
        ("P2W", datetime(2027, 2, 14, 8, tzinfo=UTC)),
        ("P1M", datetime(2027, 2, 28, 8, tzinfo=UTC)),  # February has no 31st
        ("P1Y1MT1H", datetime(2028, 2, 29, 9, tzinfo=UTC)),  # 2028 is a leap year
        ("-PT1H", datetime(2027, 1, 31, 7, tzinfo=UTC)),
        ("P9999Y", None),
        ("P8000Y", None),  # beyond the calendar
        ("P999999999D", None),
    ],
)
def test_a_duration_is_added_by_the_calendar(text: str, end: datetime | None) -> None:
    assert duration_of(text).after(JANUARY_31) == end


@pytest.mark.parametrize("text", ["", "P", "PT", "1h", "PT1H30", "P1H", "PT1H ", "P-1D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="ISO 8601"):
        duration_of(text)


@given(st.integers(0, 10_000_000))
def test_a_length_of_time_is_written_as_the_standard_reads_it(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    text = duration_text(length)
    assert STANDARD.match(text)
    assert duration_of(text).length == length


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-06-01T10:00:00+08:00", datetime(2026, 6, 1, 2, tzinfo=UTC)),
        ("2026-06-01T02:00:00Z", datetime(2026, 6, 1, 2, tzinfo=UTC)),
        ("2026-06-01T02:00:00", datetime(2026, 6, 1, 2, tzinfo=UTC)),
        ("0001-01-01", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_an_instant_is_utc_and_the_year_1_means_now(text: str, instant: datetime | None) -> None:
    assert instant_of(text) == instant


@pytest.mark.parametrize("text", ["", "now", "2026-13-01", "1780279200"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no instant"):
        instant_of(text)


def test_an_instant_is_written_in_utc() -> None:
    assert instant_text(datetime(2026, 6, 1, 2, tzinfo=UTC)) == "2026-06-01T02:00:00Z"
