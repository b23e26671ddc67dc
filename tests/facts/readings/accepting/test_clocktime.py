from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
import pytest

from zeropark.facts.readings.accepting.clocktime import time_of_day, to_local

QUARTER_PAST = datetime(2026, 1, 5, 0, 15)  # noqa: DTZ001 - wall clock


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05 00:15:00",
        "2026-01-05T00:15",
        "2026-1-5 0:15",
        "2026/1/5 0:15",
        "2026.01.05 00:15:00",
        "2026年1月5日 0:15",
        "2026年01月05日 0时15分",
        "20260105 00:15",
        "20260105001500",
    ],
)
def test_a_date_and_time_with_the_year_first_is_read(text: str) -> None:
    assert to_local(pl.Series([text, "x"])).to_list() == [QUARTER_PAST, None]


def test_a_day_that_could_be_two_days_is_not_guessed() -> None:
    cells = pl.Series(["01/02/2026 00:15"])
    assert to_local(cells).to_list() == [None]
    assert to_local(cells, "%d/%m/%Y %H:%M").to_list() == [
        datetime(2026, 2, 1, 0, 15)  # noqa: DTZ001 - wall clock
    ]


def test_formats_may_change_within_a_column() -> None:
    cells = pl.Series(["2026-01-05 00:15:00", "2026-01-05 00:15", "2026/01/05 0:15"])
    assert to_local(cells).to_list() == [QUARTER_PAST] * 3


def test_twenty_four_hours_close_the_day() -> None:
    midnight = datetime(2026, 3, 1)  # noqa: DTZ001 - wall clock
    assert to_local(pl.Series(["2026-02-28 24:00", "2026-02-28 24:00:00"])).to_list() == [
        midnight,
        midnight,
    ]


def test_a_time_of_day_is_read_from_texts_and_real_times() -> None:
    hours = timedelta(hours=1)
    texts = pl.Series(["0:15", "23:45:30", "24:00", "24:01", "7:60", "x", None])
    assert time_of_day(texts).to_list() == [
        hours / 4,
        23 * hours + timedelta(minutes=45, seconds=30),
        24 * hours,
        None,
        None,
        None,
        None,
    ]
    times = pl.Series(["00:15:00"]).str.to_time("%H:%M:%S")
    assert time_of_day(times).to_list() == [hours / 4]
