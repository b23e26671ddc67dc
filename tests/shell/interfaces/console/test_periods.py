from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Period, parse_period
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.periods import closed_part, period_words

YEAR = parse_period("2026")


def until(hour: int, minute: int) -> Period:
    return Period(YEAR.start, datetime(2026, 3, 4, hour, minute, tzinfo=UTC))


def test_a_park_that_is_closed_up_to_a_quarter_is_shown_up_to_the_hour() -> None:
    assert closed_part(YEAR, closed=(until(20, 45),)) == until(20, 0)


def test_a_quarter_that_was_asked_for_stays_one() -> None:
    quarter = Period(YEAR.start, YEAR.start.replace(minute=15))
    assert closed_part(quarter, closed=(until(20, 45),)) == quarter
    assert closed_part(YEAR, closed=(quarter,)) == quarter


def test_of_several_parts_the_longest_is_shown() -> None:
    march, june_on = parse_period("2026-03"), parse_period("2026-06-01/2026-08-01")
    assert closed_part(YEAR, closed=(march, june_on)) == june_on


def test_what_is_not_closed_names_what_is() -> None:
    with pytest.raises(MissingDataError, match=r"Closed are: 2026-03\."):
        closed_part(parse_period("2025"), closed=(parse_period("2026-03"),))


def test_of_a_half_year_that_is_closed_the_days_are_told() -> None:
    half = parse_period("2026-01-01/2026-07-01")
    with pytest.raises(MissingDataError, match=r"Closed are: 2026-01-01 – 2026-06-30\."):
        closed_part(parse_period("2026-09"), closed=(half,))


def test_a_stretch_is_said_by_its_first_and_last_day() -> None:
    week = period_words(parse_period("2025-12-29/2026-01-05"))
    assert week == Text("2025 年 12 月 29 日至 2026 年 1 月 4 日", "2025-12-29 to 2026-01-04")


@given(st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
def test_a_part_lies_in_what_was_asked_and_in_what_is_closed(hour: int, minute: int) -> None:
    closed = until(hour, minute)
    part = closed_part(YEAR, closed=(closed,))
    assert part.start == YEAR.start
    assert part.end <= closed.end
    assert part.end.minute == 0
