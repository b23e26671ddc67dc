from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zeropark.basis.errors import ReadingsError
from zeropark.basis.timeline import parse_period
from zeropark.shell.ports.clock import Clock
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.import_readings import ImportResult

Import = Callable[..., ImportResult]
HEADER = "meter,channel,time,value,unit\n"


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    def make(text: str, *, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


def quarters(count: int, *, value: str = "1.5", meter: str = "m-mill") -> str:
    stamps = pl.datetime_range(
        pl.datetime(2026, 1, 1), pl.datetime(2026, 12, 31), "15m", eager=True
    ).head(count)
    return "".join(f"{meter},use,{t:%Y-%m-%d %H:%M},{value},kWh\n" for t in stamps)


def codes(result: ImportResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_file_becomes_readings_and_says_from_when_to_when(
    csv: Any, take_in: Import, store: MemoryReadings
) -> None:
    result = take_in(csv(HEADER + quarters(96)))
    assert (result.rows, result.accepted, result.new, result.rejected) == (96, 96, 96, 0)
    assert str(result.spans["m-mill"]) == "2026-01-01T00:00:00+08:00/2026-01-02T00:00:00+08:00"
    assert store.read(result.spans["m-mill"]).frame["value"].sum() == 96 * 1.5


def test_importing_the_same_file_twice_changes_nothing(
    csv: Any, take_in: Import, store: MemoryReadings, clock: Any
) -> None:
    path = csv(HEADER + quarters(10) + "m-mill,use,2026-02-01 00:00,x,kWh\n" + quarters(3))
    first = take_in(path)
    kept, turned_away = store.read(first.spans["m-mill"]).frame, store.rejected()
    clock.at += timedelta(days=1)
    second = take_in(path)
    assert (first.new, second.new, second.unchanged) == (10, 0, 10)
    again = store.read(first.spans["m-mill"]).frame
    assert sorted(again.rows()) == sorted(kept.rows())
    assert store.rejected().equals(turned_away)


def test_a_correction_that_comes_later_wins_and_history_stays(
    csv: Any, take_in: Import, store: MemoryReadings, clock: Any
) -> None:
    span = take_in(csv(HEADER + quarters(4))).spans["m-mill"]
    before = clock.at
    clock.at += timedelta(days=1)
    assert take_in(csv(HEADER + quarters(4, value="2"), name="new.csv")).new == 4
    assert store.read(span).frame["value"].sum() == 8
    assert store.read(span, known_at=before).frame["value"].sum() == 6


@pytest.mark.parametrize(
    ("text", "encoding", "found", "kept"),
    [
        ("", "utf-8", "file.empty", 0),
        (HEADER, "utf-8", "file.no_rows", 0),
        (HEADER + "\n\n", "utf-8", "file.no_rows", 0),
        (
            "表计,通道,时间,数值,备注\nm-mill,use,2026-01-01 00:00,1,好\n",
            "gbk",
            "file.encoding",
            1,
        ),
        ("meter,time\nm-mill,2026-01-01 00:00\n", "utf-8", "file.layout", 0),
        (HEADER + quarters(3) + "m-mill,use,2026-02-01,abc,kWh\n", "utf-8", "value.text", 3),
        (HEADER + quarters(3, value='"1,5"'), "utf-8", "value.text", 0),
        (HEADER + quarters(3) + "m-mill,use,2026-02-01,1,5,kWh\n", "utf-8", "row.broken", 3),
        (
            HEADER + quarters(3) + "m-mill,use,2026-02-01 00:00,-1,kWh\n",
            "utf-8",
            "value.negative",
            3,
        ),
        (HEADER + quarters(3) + "m-mill,use,2026-02-01 00:00,1,MWh\n", "utf-8", "unit.mixed", 4),
        (
            HEADER + quarters(3) + "m-mill,use,2026-02-01T00:00+01:00,1,kWh\n",
            "utf-8",
            "time.mixed",
            0,
        ),
        (HEADER + quarters(3) + quarters(3), "utf-8", "reading.repeated", 3),
        (HEADER + quarters(3) + "m-nil,use,2026-02-01 00:00,1,kWh\n", "utf-8", "meter.unknown", 3),
        (HEADER + quarters(3) + "m-mill,use,2026-12-31 00:00,1,kWh\n", "utf-8", "time.future", 3),
    ],
)
def test_bad_input_gives_a_finding_and_good_rows_are_kept(
    csv: Any,
    take_in: Import,
    store: MemoryReadings,
    text: str,
    encoding: str,
    found: str,
    kept: int,
) -> None:
    # One more quarter so that the length of the interval can be told from the stamps.
    if kept == 1:
        text += "m-mill,use,2026-01-01 00:15,1,好\n"
        kept = 2
    result = take_in(csv(text, encoding=encoding))
    assert found in codes(result)
    assert result.accepted == kept
    span = store.span()
    assert (span is None) == (kept == 0)  # where nothing could be used the store is unchanged
    for finding in result.findings:
        assert finding.problem
        assert finding.remedy


def test_all_broken_rows_stay_exportable(csv: Any, take_in: Import, store: MemoryReadings) -> None:
    take_in(csv(HEADER + "m-mill,use,2026-02-01,1,5,kWh\n"))
    assert store.rejected()["raw"].to_list() == ['{"text":"m-mill,use,2026-02-01,1,5,kWh"}']


def test_one_bad_file_does_not_stop_the_others(csv: Any, take_in: Import) -> None:
    result = take_in(csv("", name="empty.csv"), csv(HEADER + quarters(4)))
    assert result.accepted == 4
    assert [f.place for f in result.findings if f.code == "file.empty"] == ["empty.csv"]


def test_a_wrong_map_stops_everything(csv: Any, take_in: Import) -> None:
    with pytest.raises(ReadingsError):
        take_in(csv(HEADER + quarters(4)), text="time: nonsense")


def test_a_wrong_zone_is_told(csv: Any, take_in: Import) -> None:
    text = "{time: {column: time, step: 15min, zone: Asia/Lanzhou}, long: {}}"
    result = take_in(csv(HEADER + quarters(4)), text=text)
    assert codes(result) == ["time.zone"]
    assert result.accepted == 0


def test_a_big_file_is_read_in_batches_with_one_finding_a_kind(
    csv: Any, take_in: Import, store: MemoryReadings, watcher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A small stand-in for ten million rows: many batches, faults in each of them.
    monkeypatch.setattr("zeropark.shell.connectors.files.encoding.CHUNK_BYTES", 20_000)
    text = "{time: {column: time, step: 15min}, long: {unit: unit}}"
    bad = "m-mill,use,2026-01-01 00:00,x,kWh\n" * 5
    blocks = (
        quarters(20_000).splitlines(keepends=True)[i : i + 1000] for i in range(0, 20_000, 1000)
    )
    path = csv(HEADER + "".join("".join(block) + bad for block in blocks))
    result = take_in(path, text=text, batch_cells=5_000)
    batches = [steps for what, steps in watcher.heard if what == "advance"]
    assert len(batches) > 10
    assert max(batches) < 3_000  # of 20 100 rows
    assert (result.accepted, result.new, result.rejected) == (20_000, 20_000, 100)
    assert [(f.code, f.count) for f in result.findings] == [("value.text", 100)]
    assert "in 100 rows" in result.findings[0].problem
    assert store.rejected()["row"][0] == 1002


def test_across_batches_the_later_row_wins(
    csv: Any, take_in: Import, store: MemoryReadings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zeropark.shell.connectors.files.encoding.CHUNK_BYTES", 2_000)
    text = "{time: {column: time, step: 15min}, long: {unit: unit}}"
    path = csv(HEADER + quarters(100) + quarters(100, value="9"))
    result = take_in(path, text=text, batch_cells=100)
    assert store.read(result.spans["m-mill"]).frame["value"].sum() == 900


def generated_rows(tmp_path: Path, name: str, *, value: float) -> Path:
    """Two generated quarters of 1 June, told to be known a minute after they ended."""
    start = [datetime(2026, 6, 1, 10, minute, tzinfo=UTC) for minute in (0, 15)]
    frame = pl.DataFrame(
        {
            "meter": "m-mill",
            "channel": "use",
            "start": start,
            "end": [at + timedelta(minutes=15) for at in start],
            "value": value,
            "quality": pl.Series([128, 128], dtype=pl.UInt8),
            "known_at": [at + timedelta(minutes=16) for at in start],
        }
    )
    path = tmp_path / f"{name}.parquet"
    frame.write_parquet(path)
    return path


def test_a_generated_history_is_known_as_told_in_a_store_that_was_empty(
    take_in: Callable[..., ImportResult], tmp_path: Path, store: MemoryReadings
) -> None:
    take_in(generated_rows(tmp_path, "first", value=1.0))
    day = parse_period("2026-06-01")
    then = datetime(2026, 6, 1, 10, 20, tzinfo=UTC)
    assert len(store.read(day)) == 2
    # at 10:20 the first quarter was known, at 10:16, and the second had not ended
    (known,) = store.read(day, known_at=then).frame["known_at"]
    assert known == datetime(2026, 6, 1, 10, 16)  # noqa: DTZ001 - zone-less, as in tables


def test_what_is_imported_later_is_known_now_and_wins(
    take_in: Callable[..., ImportResult], tmp_path: Path, store: MemoryReadings, clock: Clock
) -> None:
    take_in(generated_rows(tmp_path, "first", value=1.0))
    before = store.read(parse_period("2026-06-01")).frame["known_at"].max()
    assert isinstance(before, datetime)
    assert store.touched_since(before.replace(tzinfo=UTC)) == ()
    take_in(generated_rows(tmp_path, "second", value=2.0))
    found = store.read(parse_period("2026-06-01")).frame
    assert found["value"].to_list() == [2.0, 2.0]
    assert found["known_at"].unique().to_list() == [clock.now().replace(tzinfo=None)]
    assert len(store.touched_since(before.replace(tzinfo=UTC))) == 1
