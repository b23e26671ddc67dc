from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import ReadingsError, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.accept import Accepted, accept
from zeropark.facts.readings.accepting.mapping import parse_map
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.facts.readings.check import check_readings
from zeropark.facts.readings.reading import REJECTED_SCHEMA, Quality

Raw = Callable[..., RawTable]
Take = Callable[..., Accepted]

LONG = "{time: {column: time, step: 15min}, long: {unit: unit}}"
WIDE = """
time: {column: time, step: 15min}
columns:
  - {column: use, meter: m-mill, channel: use, unit: %s, scale: %s}
"""


@pytest.fixture
def take(raw: Raw, park: ParkDocument, known_at: datetime) -> Take:
    def run(columns: dict[str, Any], text: str = LONG) -> Accepted:
        return accept(raw(columns), mapping=parse_map(text), park=park, known_at=known_at)

    return run


def mill(values: list[Any], *, times: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """Rows of the mill's interval channel, a quarter of an hour apart."""
    usual = [f"2026-01-01 {i // 4:02d}:{i % 4 * 15:02d}" for i in range(len(values))]
    return {
        "meter": more.get("meter", ["m-mill"] * len(values)),
        "channel": more.get("channel", ["use"] * len(values)),
        "time": times or usual,
        "value": values,
        "unit": more.get("unit", ["kWh"] * len(values)),
    }


def codes(accepted: Accepted) -> list[str]:
    return [finding.code for finding in accepted.findings]


def told(accepted: Accepted) -> list[tuple[Any, ...]]:
    return list(accepted.rejected.select("row", "column", "code").iter_rows())


def test_good_rows_become_readings_in_utc(take: Take) -> None:
    accepted = take(mill(["1.5", "2.5"]))
    rows = accepted.readings.frame
    assert rows["start"].dt.to_string("iso").to_list() == [
        "2025-12-31 16:00:00.000000",
        "2025-12-31 16:15:00.000000",
    ]
    assert (rows["end"] - rows["start"]).dt.total_minutes().to_list() == [15, 15]
    assert rows["value"].to_list() == [1.5, 2.5]
    assert rows["source"].cast(pl.String).to_list() == ["file.csv"] * 2
    assert accepted.findings == ()
    assert accepted.rejected.schema == REJECTED_SCHEMA


def test_good_rows_around_a_bad_one_are_kept(take: Take) -> None:
    accepted = take(mill(["1", "12,5", "abc", "4"]))
    assert accepted.readings.frame["value"].to_list() == [1.0, 4.0]
    assert told(accepted) == [(3, "value", "value.text"), (4, "value", "value.text")]
    (finding,) = accepted.findings
    assert finding.count == 2
    assert "The value is not a number, in 2 rows; the first: 3, 4." in finding.problem
    assert "decimal: ','" in finding.remedy


def test_a_rejected_row_is_kept_whole(take: Take) -> None:
    accepted = take(mill(["x"]))
    row = accepted.rejected.row(0, named=True)
    assert json.loads(row["raw"]) == {
        "meter": "m-mill",
        "channel": "use",
        "time": "2026-01-01 00:00",
        "value": "x",
        "unit": "kWh",
    }
    assert row["reason"] == "The value is not a number."


def test_a_thousand_bad_rows_give_one_finding_and_a_thousand_rejected_rows(take: Take) -> None:
    columns = mill(["x"] * 1000, times=["2026-01-01 00:00"] * 1000)
    accepted = take(columns)
    assert accepted.rejected.height == 1000
    assert [(f.code, f.count) for f in accepted.findings] == [("value.text", 1000)]
    assert "2, 3, 4, 5, 6." in accepted.findings[0].problem


def test_no_value_is_no_reading_and_no_fault(take: Take) -> None:
    accepted = take(mill(["1", "-", "NA", None]))
    assert len(accepted.readings) == 1
    assert accepted.findings == ()


@pytest.mark.parametrize(
    ("meter", "channel", "code", "near"),
    [
        ("m-mil", "use", "meter.unknown", "did you mean 'm-mill'?"),
        ("m-mill", "usee", "channel.unknown", "did you mean 'use'?"),
        ("m-grid", None, "channel.unknown", "No channel is named"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    take: Take, meter: str, channel: str | None, code: str, near: str
) -> None:
    accepted = take(mill(["1", "2"], meter=["m-mill", meter], channel=["use", channel]))
    assert len(accepted.readings) == 1
    assert told(accepted) == [(3, "value", code)]
    assert near in accepted.findings[0].problem


def test_a_meter_with_one_channel_needs_no_channel_named(take: Take) -> None:
    columns = mill(["1"])
    del columns["channel"]
    assert take(columns).readings.frame["channel"].cast(pl.String).to_list() == ["use"]


def test_a_map_may_name_the_channel_that_a_file_leaves_out(take: Take) -> None:
    columns = mill(["900", "901"], meter=["一号表", "一号表"])
    del columns["channel"]
    text = "{time: {column: time}, long: {names: {一号表: m-grid/import}}}"
    accepted = take(columns, text)
    frame = accepted.readings.frame
    assert accepted.rejected.is_empty()
    assert frame["meter"].cast(pl.String).to_list() == ["m-grid", "m-grid"]
    assert frame["channel"].cast(pl.String).to_list() == ["import", "import"]


@pytest.mark.parametrize(
    ("symbol", "scale", "cell", "kwh"),
    [
        ("kWh", 1, 2.0, 2.0),
        ("MWh", 1, 2.0, 2000.0),
        ("GJ", 1, 3.6, 1000.0),  # 1 kWh = 3.6 MJ
        ("万kWh", 1, 2.0, 20000.0),
        ("kW", 1, 100.0, 25.0),  # 100 kW for a quarter of an hour
        ("kW", 1500, 0.5, 187.5),  # 0.5 of 1500 kW for a quarter of an hour
    ],
)
def test_values_are_converted_into_the_unit_of_the_channel(
    take: Take, symbol: str, scale: float, cell: float, kwh: float
) -> None:
    accepted = take({"time": ["2026-01-01 00:00"], "use": [cell]}, WIDE % (symbol, scale))
    assert accepted.readings.frame["value"].to_list() == [pytest.approx(kwh)]


@pytest.mark.parametrize(("symbol", "code"), [("kg", "unit.dimension"), ("kvarh", "unit.unknown")])
def test_a_unit_of_something_else_is_refused(take: Take, symbol: str, code: str) -> None:
    accepted = take(mill(["1", "2"], unit=["kWh", symbol]))
    assert told(accepted) == [(3, "value", code)]
    assert len(accepted.readings) == 1


def test_units_mixed_within_one_channel_are_honoured_and_told(take: Take) -> None:
    accepted = take(mill(["500", "0.5"], unit=["kWh", "MWh"]))
    assert accepted.readings.frame["value"].to_list() == [500.0, 500.0]
    (finding,) = accepted.findings
    assert (finding.code, finding.severity) == ("unit.mixed", Severity.ERROR)


@pytest.mark.parametrize(
    ("meter", "channel", "kept"),
    [("m-mill", "use", 0), ("m-grid", "import", 0), ("m-hall", "power", 1)],
)
def test_only_a_gauge_may_be_negative(take: Take, meter: str, channel: str, kept: int) -> None:
    unit = "kW" if channel == "power" else "kWh"
    accepted = take(mill(["-1"], meter=[meter], channel=[channel], unit=[unit]))
    assert len(accepted.readings) == kept
    assert codes(accepted) == ([] if kept else ["value.negative"])


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("yesterday", "time.unreadable"),
        ("", "time.unreadable"),
        ("1970-01-01 00:00", "time.implausible"),
        ("2026-11-23 12:00", "time.future"),  # ends 04:15 UTC, a quarter after the import
        ("2187-01-01 00:00", "time.implausible"),
    ],
)
def test_a_time_that_can_not_be_is_refused(take: Take, time: str, code: str) -> None:
    accepted = take(mill(["1", "2"], times=["2026-01-01 00:00", time]))
    assert [(row, found) for row, _, found in told(accepted)] == [(3, code)]
    assert len(accepted.readings) == 1


def test_a_series_that_the_map_dates_may_lie_in_the_future(take: Take) -> None:
    text = WIDE.replace("step: 15min", "step: 15min, shift_years: 8") % ("kWh", 1)
    accepted = take({"time": ["2018-12-31 23:45"], "use": [1.0]}, text)
    assert accepted.readings.frame["end"].to_list() == [datetime(2026, 12, 31, 16)]  # noqa: DTZ001
    assert accepted.readings.frame["source"].cast(pl.String).to_list() == ["file.csv (+8 years)"]


def test_what_is_generated_may_lie_in_the_future(take: Take) -> None:
    columns = mill(["1", "2"], times=["2026-12-31 23:45"] * 2) | {"q": [128, 0]}
    accepted = take(columns, "{time: {column: time, step: 15min}, long: {quality: q}}")
    assert accepted.readings.frame["quality"].to_list() == [Quality.GENERATED]
    assert told(accepted) == [(3, "value", "time.future")]


def test_an_identical_row_is_dropped_with_a_note(take: Take) -> None:
    times = ["2026-01-01 00:00", *(f"2026-01-01 00:{m}" for m in ("00", 15, 30))]
    accepted = take(mill(["1", "1", "2", "3"], times=times))
    assert len(accepted.readings) == 3
    assert accepted.repeated == 1
    assert accepted.rejected.is_empty()
    assert [(f.code, f.severity) for f in accepted.findings] == [
        ("reading.repeated", Severity.NOTE)
    ]


def test_of_contradicting_rows_the_later_wins_and_both_are_told(take: Take) -> None:
    accepted = take(mill(["1", "2", "3"], times=["2026-01-01 00:00"] * 3))
    assert accepted.readings.frame["value"].to_list() == [3.0]
    assert accepted.readings.frame["quality"].to_list() == [Quality.CORRECTED]
    assert told(accepted) == [
        (2, "value", "reading.contradicted"),
        (3, "value", "reading.contradicted"),
    ]
    assert set(codes(accepted)) == {"reading.contradicted", "reading.repeated"}


def test_a_year_pasted_twice_is_told_with_its_span(take: Take) -> None:
    columns = mill([str(i) for i in range(96)])
    twice = {name: cells + cells for name, cells in columns.items()}
    accepted = take(twice)
    assert len(accepted.readings) == 96
    (finding,) = accepted.findings
    assert (finding.count, finding.severity) == (96, Severity.ERROR)
    assert "from 2026-01-01T00:00+08:00 to 2026-01-02T00:00+08:00" in finding.problem


def test_rows_out_of_order_are_as_good_as_others(take: Take) -> None:
    columns = mill(["1", "2", "3"])
    backwards = {name: cells[::-1] for name, cells in columns.items()}
    accepted = take(backwards)
    assert accepted.readings.frame["value"].sum() == 6.0
    assert accepted.findings == ()


def test_a_stamp_may_mark_the_end(take: Take) -> None:
    text = LONG.replace("step: 15min", "step: 15min, means: end")
    accepted = take(mill(["1"], times=["2026-01-01 00:15"]), text)
    assert accepted.readings.frame["start"].to_list() == [datetime(2025, 12, 31, 16)]  # noqa: DTZ001


def test_gauges_and_registers_are_read_at_an_instant(take: Take) -> None:
    columns = mill(
        ["1", "2"], meter=["m-hall", "m-grid"], channel=["power", "import"], unit=["kW", "kWh"]
    )
    frame = take(columns).readings.frame
    assert (frame["start"] == frame["end"]).all()


def test_the_length_of_an_interval_is_found_out_where_no_one_says_it(take: Take) -> None:
    text = LONG.replace(", step: 15min", "")
    times = ["2026-01-01 00:00", "2026-01-01 01:00", "2026-01-01 02:00", "2026-01-01 05:00"]
    accepted = take(mill(["1"] * 4, times=times), text)
    lengths = accepted.readings.frame.select(pl.col("end") - pl.col("start")).to_series()
    assert lengths.dt.total_minutes().to_list() == [60] * 4
    assert codes(accepted) == ["time.step_inferred"]
    lone = take(mill(["1"]), text)
    assert told(lone) == [(2, "value", "time.no_step")]


def test_start_and_end_may_both_stand_in_the_file(take: Take) -> None:
    text = "{time: {column: start, end_column: end}, long: {}}"
    columns = {
        "meter": ["m-mill"] * 3,
        "channel": ["use"] * 3,
        "start": ["2026-01-01 00:00", "2026-01-01 02:00", "2026-01-01 03:00"],
        "end": ["2026-01-01 01:00", "2026-01-01 01:00", "2026-01-01 03:00"],
        "value": [1, 2, 3],
    }
    accepted = take(columns, text)
    assert accepted.readings.frame["value"].to_list() == [1.0]
    assert told(accepted) == [(3, "value", "time.backwards"), (4, "value", "time.no_step")]


def test_the_map_may_say_that_all_is_generated(take: Take) -> None:
    text = "{quality: generated, time: {column: time, step: 15min}, long: {}}"
    assert take(mill(["1"]), text).readings.frame["quality"].to_list() == [Quality.GENERATED]


def test_missing_columns_are_told_and_nothing_is_read(take: Take) -> None:
    with pytest.raises(ReadingsError) as caught:
        take({"time": ["2026-01-01 00:00"], "wert": ["1"]})
    assert {f.code for f in caught.value.findings} == {"column.missing"}
    assert len(caught.value.findings) == 3  # meter, value, unit


def test_of_a_wide_map_the_columns_that_are_there_are_read(take: Take) -> None:
    text = WIDE % ("kWh", 1) + "  - {column: power, meter: m-hall, channel: power}\n"
    accepted = take({"time": ["2026-01-01 00:00"], "use": ["1"]}, text)
    assert len(accepted.readings) == 1
    assert codes(accepted) == ["column.missing"]


@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(["m-mill", "m-hall", "m-grid", "nobody"]),
            st.sampled_from(["use", "power", "import", None]),
            st.sampled_from(["2026-01-01 00:00", "2026-01-01 00:15", "2031-01-01", "x", None]),
            st.sampled_from(["1", "2", "-3", "x", "1,5", "", None]),
            st.sampled_from(["kWh", "kW", "MWh", "t", "?", None]),
        ),
        max_size=30,
    )
)
def test_every_value_is_accepted_rejected_repeated_or_no_value(
    cells: list[tuple[str | None, ...]],
    raw: Raw,
    park: ParkDocument,
    known_at: datetime,
) -> None:
    names = ["meter", "channel", "time", "value", "unit"]
    table = RawTable(
        "f",
        raw({n: [c[i] for c in cells] for i, n in enumerate(names)}).frame.cast(
            dict.fromkeys(names, pl.String)
        ),
    )
    accepted = accept(table, mapping=parse_map(LONG), park=park, known_at=known_at)
    values = [row for row in cells if row[3] not in ("", None) and row[2] not in ("x", None)]
    timeless = [row for row in cells if row[2] in ("x", None) and any(row)]
    counted = len(accepted.readings) + accepted.rejected.height + accepted.repeated
    assert counted == len(values) + len(timeless)
    assert check_readings(accepted.readings) == ()
