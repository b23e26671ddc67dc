from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

import sample_park
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import PARK_ZONE, parse_instant
from zeropark.future.forecast.columns import column_use
from zeropark.future.forecast.history import History
from zeropark.future.forecast.tabled import TableTime, histories_in, stamps
from zeropark.future.forecast.target import LOADS, Target

PARK = sample_park.park()
QUARTER = timedelta(minutes=15)
START = parse_instant("2026-06-01T00:00")
LOAD = next(device.id for device in PARK.devices if device.kind in LOADS)
WIND = next(device.id for device in PARK.devices if device.kind == "wind")
POINT = PARK.boundary_points[0].id


def told(frame: pl.DataFrame, *uses: str, **time: object) -> dict[Target, History]:
    how = TableTime(**time)
    read = [column_use(use) for use in uses]
    return dict(histories_in(frame, read, park=PARK, time=how, source="a.csv"))


def test_a_table_without_stamps_begins_where_it_is_told_to() -> None:
    frame = pl.DataFrame({"x": ["4", "8", ""], WIND: ["0.1", "0.2", "0.3"]})
    found = told(frame, f"{LOAD}=x*10", start=START, delay=QUARTER)
    load = found[Target("load", LOAD)]
    # 40 kW over a quarter of an hour is 10 kWh, known a quarter of an hour after its end
    np.testing.assert_array_equal(load.known_by(START + 2 * QUARTER).values, [10.0, np.nan])
    np.testing.assert_array_equal(load.known_by(START + 3 * QUARTER).values, [10.0, 20.0, np.nan])
    wind = found[Target("availability", WIND)].known_by(START + QUARTER * 9)
    assert wind.values.tolist() == [0.1, 0.2, 0.3]


def test_stamps_say_when_a_row_begins_and_when_it_was_known() -> None:
    frame = pl.DataFrame(
        {
            "start": ["2026-06-01 00:00", "2026-06-01T01:00+08:00", "2026-06-01 00:00"],
            "known_at": ["2026-05-31T12:00", "2026-05-31T12:00", "2026-06-02T09:00"],
            POINT: ["0.30", "0.40", "0.35"],
        }
    )
    history = told(frame)[Target("price", POINT)]
    assert history.axis.step == timedelta(hours=1)
    assert history.axis.start == START
    ahead = history.known_by(START - timedelta(hours=1))
    assert ahead.values.tolist() == [0.30, 0.40]  # known the day before; CNY per kWh as it is
    assert history.known_by(START + timedelta(days=2)).values.tolist() == [0.35, 0.40]


def test_a_missing_row_is_a_missing_value() -> None:
    stamp = [START + QUARTER * each for each in (0, 1, 3)]
    frame = pl.DataFrame({"start": stamp, WIND: [0.1, 0.2, 0.4]})
    history = told(frame, delay=timedelta(0))[Target("availability", WIND)]
    found = history.known_by(START + 9 * QUARTER).values
    np.testing.assert_array_equal(found, [0.1, 0.2, np.nan, 0.4])


@pytest.mark.parametrize(
    ("frame", "time", "code"),
    [
        ({WIND: ["1"]}, {"delay": QUARTER}, "forecast.no_start"),
        ({WIND: ["1"]}, {"start": START}, "forecast.not_known_when"),
        ({"start": ["soon"], WIND: ["1"]}, {"delay": QUARTER}, "forecast.no_stamp"),
        ({"start": [1.5], WIND: ["1"]}, {"delay": QUARTER}, "forecast.no_stamp"),
        (
            {"start": [f"2026-06-01T00:{m:02}" for m in (0, 10, 25)], WIND: ["1"] * 3},
            {"delay": QUARTER},
            "forecast.uneven_rows",
        ),
        ({WIND: ["much"]}, {"start": START, "delay": QUARTER}, "plan.no_number"),
        ({"moon": ["1"]}, {"start": START, "delay": QUARTER}, "plan.no_column"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(
    frame: dict[str, list], time: dict[str, object], code: str
) -> None:
    with pytest.raises(InputError) as raised:
        told(pl.DataFrame(frame), **time)
    assert [finding.code for finding in raised.value.findings] == [code]
    assert raised.value.words("zh") != raised.value.words("en")


def test_stamps_without_an_offset_are_local() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    said = pl.Series("start", ["2026-06-01T00:00", "2026-06-01T00:00Z", "2026-06-01"])
    found = stamps(said, calendar=berlin, source="a")
    assert found.astype("datetime64[m]").astype(str).tolist() == [
        "2026-05-31T22:00",
        "2026-06-01T00:00",
        "2026-05-31T22:00",
    ]
    days = pl.Series("date", [datetime(2026, 6, 1).date()])  # noqa: DTZ001 - a day of a table
    assert stamps(days, calendar=PARK_ZONE, source="a")[0] == np.datetime64("2026-05-31T16:00")
