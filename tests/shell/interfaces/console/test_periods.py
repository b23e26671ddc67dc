from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Period, parse_period
from zeropark.shell.interfaces.console.periods import closed_part

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
    with pytest.raises(MissingDataError, match="Closed are: 2026"):
        closed_part(parse_period("2025"), closed=(parse_period("2026-03"),))


@given(st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
def test_a_part_lies_in_what_was_asked_and_in_what_is_closed(hour: int, minute: int) -> None:
    closed = until(hour, minute)
    part = closed_part(YEAR, closed=(closed,))
    assert part.start == YEAR.start
    assert part.end <= closed.end
    assert part.end.minute == 0
