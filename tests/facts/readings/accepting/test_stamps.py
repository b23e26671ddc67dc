from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from zeropark.basis.errors import PeriodError, ReadingsError
from zeropark.facts.readings.accepting.mapping import TimeMap
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.facts.readings.accepting.stamps import Stamps, stamps_of

Raw = Callable[..., RawTable]


def utc(stamps: Stamps) -> list[str | None]:
    return [s.isoformat(" ", "minutes") if s else None for s in stamps.utc.to_list()]


def faults(stamps: Stamps) -> list[tuple[Any, ...]]:
    return [(row[0], row[2]) for row in stamps.faults.frame.sort("\0row").iter_rows()]


def test_a_stamp_without_offset_is_local_to_the_park(raw: Raw) -> None:
    told = stamps_of(raw({"t": ["2026-01-01 08:00", "2026-06-01 00:15"]}), TimeMap(column="t"))
    assert utc(told) == ["2026-01-01 00:00", "2026-05-31 16:15"]


@pytest.mark.parametrize("zone", ["UTC+8", "+08:00", "Asia/Shanghai", "UTC+08"])
def test_a_zone_may_be_a_name_or_a_fixed_offset(raw: Raw, zone: str) -> None:
    told = stamps_of(raw({"t": ["2026-01-01 08:00"]}), TimeMap(column="t", zone=zone))
    assert utc(told) == ["2026-01-01 00:00"]


def test_a_zone_that_does_not_exist_is_refused(raw: Raw) -> None:
    with pytest.raises(PeriodError, match="Asia/Lanzhou"):
        stamps_of(raw({"t": ["2026-01-01 08:00"]}), TimeMap(column="t", zone="Asia/Lanzhou"))


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01T08:00+08:00",
        "2026-01-01 08:00:00+0800",
        "2026-01-01T00:00:00Z",
        "2026-01-01T08:00:00.000+08",
        "2026-01-01 00:00Z",
    ],
)
def test_an_offset_in_the_stamp_wins(raw: Raw, text: str) -> None:
    told = stamps_of(raw({"t": [text]}), TimeMap(column="t", zone="Europe/Berlin"))
    assert utc(told) == ["2026-01-01 00:00"]


def test_two_zones_in_one_column_are_told_and_taken_at_their_word(raw: Raw) -> None:
    told = stamps_of(
        raw({"t": ["2026-01-01T08:00+08:00", "2026-01-01T00:15Z"]}), TimeMap(column="t")
    )
    assert utc(told) == ["2026-01-01 00:00", "2026-01-01 00:15"]
    assert [finding.code for finding in told.findings] == ["time.two_zones"]
    assert "+08:00, Z" in told.findings[0].problem


def test_a_bare_stamp_among_others_with_offset_needs_the_zone_said(raw: Raw) -> None:
    table = raw({"t": ["2026-01-01T08:00+08:00", "2026-01-01 08:15"]})
    told = stamps_of(table, TimeMap(column="t"))
    assert utc(told) == ["2026-01-01 00:00", None]
    assert faults(told) == [(3, "time.mixed")]
    said = stamps_of(table, TimeMap(column="t", zone="Asia/Shanghai"))
    assert utc(said) == ["2026-01-01 00:00", "2026-01-01 00:15"]
    assert faults(said) == []


def test_winter_time_all_year_shows_at_the_clock_change(raw: Raw) -> None:
    # Berlin 2026-03-29: 02:00-03:00 does not exist; 2026-10-25: 02:00-03:00 comes twice.
    table = raw({"t": ["2026-03-29 01:45", "2026-03-29 02:15", "2026-10-25 02:15"]})
    told = stamps_of(table, TimeMap(column="t", zone="Europe/Berlin"))
    assert utc(told) == ["2026-03-29 00:45", None, None]
    assert faults(told) == [(3, "time.no_such_hour"), (4, "time.no_such_hour")]
    fixed = stamps_of(table, TimeMap(column="t", zone="UTC+1"))
    assert utc(fixed) == ["2026-03-29 00:45", "2026-03-29 01:15", "2026-10-25 01:15"]


def test_midnight_may_close_the_printed_day(raw: Raw) -> None:
    table = raw({"t": ["2026-01-01 00:15", "2026-01-01 23:45", "2026-01-01 00:00"]})
    told = stamps_of(table, TimeMap(column="t", midnight="closes_day"))
    # 00:00 printed with 1 January is the midnight between the 1st and the 2nd, 16:00 UTC.
    assert utc(told) == ["2025-12-31 16:15", "2026-01-01 15:45", "2026-01-01 16:00"]


def test_a_series_may_be_moved_by_whole_years(raw: Raw) -> None:
    table = raw({"t": ["2020-02-28 12:00", "2020-02-29 12:00", "2020-03-01 12:00"]})
    told = stamps_of(table, TimeMap(column="t", shift_years=6))
    assert utc(told) == ["2026-02-28 04:00", None, "2026-03-01 04:00"]
    assert faults(told) == [(3, "time.leap_day")]


def test_a_date_and_a_time_of_day_make_a_stamp(raw: Raw) -> None:
    table = raw({"d": ["2026-01-01", "2026-01-01", "x"], "h": ["8:00", "24:00", "8:00"]})
    told = stamps_of(table, TimeMap(date_column="d", time_column="h"))
    assert utc(told) == ["2026-01-01 00:00", "2026-01-01 16:00", None]
    assert faults(told) == [(4, "time.unreadable")]


def test_a_day_of_the_year_counts_from_the_start(raw: Raw) -> None:
    table = raw({"Day": [1, 60, 365], "Time": ["0:00", "0:15", "23:45"]})
    time = TimeMap.model_validate(
        {"day_column": "Day", "time_column": "Time", "start": "2026-01-01", "zone": "UTC"}
    )
    # 2026 is no leap year: day 60 is 31 + 28 + 1 = 1 March.
    assert utc(stamps_of(table, time)) == [
        "2026-01-01 00:00",
        "2026-03-01 00:15",
        "2026-12-31 23:45",
    ]


def test_an_hour_number_or_the_row_itself_counts_steps(raw: Raw) -> None:
    common = {"start": "2026-01-01", "zone": "UTC", "step": "1h"}
    table = raw({"hour": [1, 2, 8760]})
    by_hour = TimeMap.model_validate({"hour_column": "hour", **common})
    assert utc(stamps_of(table, by_hour)) == [
        "2026-01-01 00:00",
        "2026-01-01 01:00",
        "2026-12-31 23:00",
    ]
    by_row = TimeMap.model_validate({"by_row": True, **common})
    assert utc(stamps_of(table, by_row)) == [
        "2026-01-01 00:00",
        "2026-01-01 01:00",
        "2026-01-01 02:00",
    ]


def test_real_datetimes_are_taken_as_they_are(raw: Raw) -> None:
    stamps = [datetime(2026, 1, 1, 8)]  # noqa: DTZ001 - wall clock
    assert utc(stamps_of(raw({"t": stamps}), TimeMap(column="t"))) == ["2026-01-01 00:00"]


def test_a_column_that_is_not_there_is_a_finding_that_lists_those_that_are(raw: Raw) -> None:
    with pytest.raises(ReadingsError) as caught:
        stamps_of(raw({"zeit": ["2026-01-01"]}), TimeMap(column="time"))
    assert caught.value.findings[0].code == "column.missing"
    assert "zeit" in caught.value.findings[0].problem


def test_stamps_that_many_rows_share_are_read_as_each_alone(raw: Raw) -> None:
    texts = ["2026-01-01 24:00", " 2026/1/5 0:15", "2026-01-01T08:00Z"]
    told = stamps_of(raw({"t": texts * 4}), TimeMap(column="t", zone="UTC+8"))
    # midnight that closes 1 January is 16:00 UTC; 0:15 on the 5th is 16:15 UTC on the 4th
    assert utc(told) == ["2026-01-01 16:00", "2026-01-04 16:15", "2026-01-01 08:00"] * 4
    assert told.findings[0].count == 4


def test_every_row_of_an_unreadable_stamp_is_told_however_often_it_stands(raw: Raw) -> None:
    told = stamps_of(raw({"t": ["2026-01-01 08:00", "soon"] * 3}), TimeMap(column="t"))
    assert faults(told) == [(row, "time.unreadable") for row in (3, 5, 7)]
