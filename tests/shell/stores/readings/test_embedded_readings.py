from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import polars as pl
import pytest

from readings_rows import at, known, readings, values
from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Period
from zeropark.shell.stores.readings import readings_writer, sealed
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.manifest import Manifest

ALL = Period(at(-10_000), at(100_000))
MONTH = 31 * 96


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "readings"


def opened(folder: Path, *, seal_rows: int = 1_000_000) -> EmbeddedReadings:
    return EmbeddedReadings(folder, park="jinchang", seal_rows=seal_rows)


def live(folder: Path) -> list[str]:
    return sorted(file.path for file in Manifest(folder / "manifest.sqlite").snapshot().files)


def on_disk(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.glob("park=*/*/*"))


def test_a_second_writer_is_told_who_writes(folder: Path) -> None:
    with opened(folder) as first:
        first.append(readings([("m1", 0, 1.0, 0)]))
        with pytest.raises(StoreError, match=f"is written by process {os.getpid()}"):
            opened(folder).append(readings([("m1", 1, 1.0, 0)]))
        assert values(opened(folder).read(ALL)) == {("m1", 0): 1.0}
    with opened(folder) as second:
        assert second.append(readings([("m1", 1, 1.0, 0)])) == 1


def test_sealed_months_are_plain_parquet_for_any_engine(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m2", q, 1.0, 0) for q in (0, MONTH)] + [("m1", 1, 2.0, 0)]))
    assert on_disk(folder) == live(folder)
    everything = f"{folder}/**/*.parquet"
    rows = duckdb.sql(
        f"select park, month, meter, channel, sum(value) from read_parquet('{everything}', "  # noqa: S608
        "hive_partitioning=true) group by all order by all"
    ).fetchall()
    assert rows == [
        ("jinchang", "2026-01", "m1", "energy", 2.0),
        ("jinchang", "2026-01", "m2", "energy", 1.0),
        ("jinchang", "2026-02", "m2", "energy", 1.0),
    ]


def test_a_sealed_file_is_sorted_by_meter_channel_and_start(folder: Path) -> None:
    rows = [(m, q, 1.0, 0) for q in (5, 3, 4) for m in ("m10", "m9", "m1")]
    with opened(folder) as store:
        store.append(readings(rows))
    (path,) = folder.glob("park=*/*/*.parquet")
    table = pl.read_parquet(path, hive_partitioning=False)
    stored = list(table.select(pl.col("meter").cast(pl.String), "channel", "start").iter_rows())
    assert stored == sorted(stored)
    assert [meter for meter, _, _ in stored] == 3 * ["m1"] + 3 * ["m10"] + 3 * ["m9"]


def test_a_late_day_touches_its_month_alone(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", q, 1.0, 0) for q in range(0, 3 * MONTH, 24)]))
    before = {path: (folder / path).read_bytes() for path in on_disk(folder)}
    with opened(folder) as store:
        store.append(readings([("m1", 24, 7.0, 1)]))
    after = on_disk(folder)
    assert [path.split("/")[1] for path in after if path not in before] == ["month=2026-01"]
    assert all((folder / path).read_bytes() == content for path, content in before.items())
    assert values(opened(folder).read(ALL))["m1", 24] == 7.0


def test_four_files_of_a_month_become_one_that_says_the_same(folder: Path) -> None:
    for hour in range(sealed.COMPACT_FROM):
        if hour == sealed.COMPACT_FROM - 1:
            assert len(on_disk(folder)) == sealed.COMPACT_FROM - 1
        with opened(folder) as store:
            store.append(readings([("m1", hour, 1.0, hour), ("m1", 50, float(hour), hour)]))
    assert on_disk(folder) == live(folder)
    assert [path.rsplit("-", 1)[1] for path in live(folder)] == ["now.parquet", "past.parquet"]
    store = opened(folder)
    assert values(store.read(ALL)) == {("m1", q): 1.0 for q in range(4)} | {("m1", 50): 3.0}
    assert values(store.read(ALL, known_at=known(1)))["m1", 50] == 1.0


def test_a_late_reading_does_not_have_a_large_month_written_anew(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", q, 1.0, 0) for q in range(500)]))
    (large,) = on_disk(folder)
    for hour in range(1, 12):
        with opened(folder) as store:
            store.append(readings([("m1", hour, 2.0, hour)]))
    assert large in on_disk(folder)
    assert len(on_disk(folder)) < 8


def test_what_an_interrupted_writer_left_is_cleared_away(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
    month = folder / "park=jinchang" / "month=2026-01"
    (month / "000000000099-now.parquet").write_bytes(b"never named by the manifest")
    (month / "000000000098-now.parquet.tmp").write_bytes(b"half")
    assert values(opened(folder).read(ALL)) == {("m1", 0): 1.0}
    with opened(folder) as store:
        store.append(readings([("m1", 1, 1.0, 0)]))
    assert on_disk(folder) == live(folder)


def test_a_torn_tail_is_cut_off_and_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = opened(folder)
    store.append(readings([("m1", 0, 1.0, 0)]))
    (segment,) = folder.glob("wal/*.wal")
    content = segment.read_bytes()
    _forget(store)
    segment.write_bytes(content + content[:40])
    with caplog.at_level(logging.WARNING), opened(folder) as again:
        assert again.append(readings([("m1", 1, 1.0, 0)])) == 1
        assert values(again.read(ALL)) == {("m1", 0): 1.0, ("m1", 1): 1.0}
    assert f"byte {len(content)}" in caplog.text
    assert "store.torn_tail" in caplog.text


def test_damage_in_the_middle_stops_readers_and_writers(folder: Path) -> None:
    store = opened(folder)
    for quarter in range(3):
        store.append(readings([("m1", quarter, 1.0, 0)]))
    _forget(store)
    (segment,) = folder.glob("wal/*.wal")
    content = bytearray(segment.read_bytes())
    content[60] ^= 1
    segment.write_bytes(content)
    with pytest.raises(StoreError, match="byte 0 of"):
        opened(folder).read(ALL)
    for _ in range(2):  # the lock is let go of by who could not open
        with pytest.raises(StoreError, match="byte 0 of"):
            opened(folder).append(readings([("m1", 5, 1.0, 0)]))


def _forget(store: EmbeddedReadings) -> None:
    """What a crash does: the lock and the file are let go, nothing is sealed."""
    assert store._writer is not None
    store._writer._segment.close()
    store._writer._lock.release()
    store._writer._background.shutdown()


def test_a_missing_sealed_file_is_an_error_that_names_it(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
    (path,) = folder.glob("park=*/*/*.parquet")
    path.unlink()
    with pytest.raises(StoreError, match=path.name):
        opened(folder).read(ALL)


def test_a_damaged_sealed_file_is_an_error(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
    (path,) = folder.glob("park=*/*/*.parquet")
    path.write_bytes(b"PAR1" + bytes(path.stat().st_size))
    with pytest.raises(StoreError, match="damaged"):
        opened(folder).read(ALL)


def test_a_check_names_every_file_that_is_not_as_it_was_sealed(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", q * MONTH, 1.0, 0) for q in range(3)]))
        assert store.check() == ()
    store.close()
    first, second, _ = (folder / path for path in live(folder))
    content = bytearray(first.read_bytes())
    content[len(content) // 2] ^= 1
    first.write_bytes(content)
    second.unlink()
    found = opened(folder).check()
    assert [finding.place for finding in found] == live(folder)[:2]
    assert "checksum" in found[0].problem
    assert "not there" in found[1].problem


def test_a_store_of_another_version_is_refused(folder: Path) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
    with sqlite3.connect(folder / "manifest.sqlite") as database:
        database.execute("PRAGMA user_version=99")
    database.close()
    with pytest.raises(StoreError, match="version 99"):
        opened(folder).read(ALL)
    with pytest.raises(StoreError, match="version 99"):
        opened(folder).append(readings([("m1", 1, 1.0, 0)]))


# --- the order of writes ----------------------------------------------------------------


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is brought to the disk, renamed, committed and removed, in order."""
    done: list[str] = []
    sync, rename, unlink, commit = os.fsync, Path.replace, Path.unlink, Manifest.replace

    def name(handle: int) -> str:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        return path.suffix.lstrip(".") or path.name.split("=")[0]

    def seen(what: str) -> None:
        done.append(what)

    def sync_seen(handle: int) -> None:
        sync(handle)
        seen(f"sync {name(handle)}")

    def rename_seen(self: Path, target: Path) -> Path:
        seen(f"rename {Path(target).suffix.lstrip('.')}")
        return rename(self, target)

    def unlink_seen(self: Path) -> None:
        seen(f"remove {self.suffix.lstrip('.')}")
        unlink(self)

    def commit_seen(self: Manifest, **change: object) -> None:
        commit(self, **change)  # type: ignore[arg-type]
        seen("commit")

    monkeypatch.setattr("os.fsync", sync_seen)
    monkeypatch.setattr(Path, "replace", rename_seen)
    monkeypatch.setattr(Path, "unlink", unlink_seen)
    monkeypatch.setattr(Manifest, "replace", commit_seen)
    return done


def test_an_append_is_acknowledged_after_one_sync(folder: Path, steps: list[str]) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
        steps.clear()
        store.append(readings([("m1", 1, 1.0, 0)]))
        assert steps == ["sync wal"]
        steps.clear()
        store.append(readings([("m1", 1, 1.0, 0)]))
        assert steps == []


def test_the_write_ahead_file_goes_last(folder: Path, steps: list[str]) -> None:
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
        steps.clear()
    sealing = [step for step in steps if step not in {"sync wal", "sync park", "sync readings"}]
    assert sealing == [
        "sync tmp",
        "rename parquet",
        "sync month",
        "commit",
        "remove wal",
    ]


def test_a_bulk_append_is_acknowledged_after_the_manifest(
    folder: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings_writer, "BULK_ROWS", 2)
    with opened(folder) as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
        steps.clear()
        store.append(readings([("m1", 1, 1.0, 0), ("m1", 2, 1.0, 0)]))
        assert steps[-4:] == ["sync tmp", "rename parquet", "sync month", "commit"]
        assert len(live(folder)) == 2


def test_a_failed_sync_acknowledges_nothing_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(folder)
    store.append(readings([("m1", 0, 1.0, 0)]))

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            store.append(readings([("m1", 1, 1.0, 0)]))
    with pytest.raises(StoreError, match="Open it again"):
        store.append(readings([("m1", 2, 1.0, 0)]))
    store.close()
    with opened(folder) as again:
        again.append(readings([("m1", 2, 1.0, 0)]))
        assert {("m1", 0), ("m1", 2)} <= set(values(again.read(ALL)))


def test_a_seal_that_fails_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(folder, seal_rows=2)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(readings_writer, "seal", fail)
        store.append(readings([("m1", 0, 1.0, 0), ("m1", 1, 1.0, 0)]))
        with pytest.raises(OSError, match="No space left"):
            store.close()
    with opened(folder, seal_rows=2) as again:
        assert again.append(readings([("m1", 2, 1.0, 0)])) == 1
        assert set(values(again.read(ALL))) == {("m1", 0), ("m1", 1), ("m1", 2)}
    assert set(values(opened(folder).read(ALL))) == {("m1", 0), ("m1", 1), ("m1", 2)}
    assert list(folder.glob("wal/*.wal")) == [folder / "wal" / "000000000003.wal"]


def test_waiting_appends_share_a_sync(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, syncs, sync = threading.Event(), [], os.fsync

    def slow(handle: int) -> None:
        syncs.append(handle)
        held.wait(5)
        sync(handle)

    with opened(folder) as store:
        store.append(readings([("m0", 0, 1.0, 0)]))
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", slow)
            threads = [
                threading.Thread(target=store.append, args=(readings([(f"m{i}", 0, 1.0, 0)]),))
                for i in range(1, 9)
            ]
            for thread in threads:
                thread.start()
            _until(lambda: len(_frames(folder)) == 9)
            held.set()
            for thread in threads:
                thread.join()
        assert len(syncs) <= 3
        assert len(store.read(ALL)) == 9


def _frames(folder: Path) -> list[int]:
    from zeropark.shell.stores.readings.wal import scan  # noqa: PLC0415 (only this check looks inside)

    return [frame.sequence for path in folder.glob("wal/*.wal") for frame in scan(path).frames]


def _until(true: object) -> None:
    assert callable(true)
    for _ in range(500):
        if true():
            return
        threading.Event().wait(0.01)
    pytest.fail("It did not come to that.")


# --- readers beside a writer, and crashes -----------------------------------------------

WRITER = """
import sys
from pathlib import Path
from readings_rows import readings
from zeropark.shell.stores.readings import readings_writer
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
readings_writer.BULK_ROWS = 90
store = EmbeddedReadings(folder, park="park", seal_rows=60)
for n in range(first, first + count):
    size = 100 if n % 7 == 0 else 20
    store.append(readings([(f"m{i % 5}", n * 20 + i // 5, float(n), n) for i in range(size)]))
    print(n, flush=True)
store.close()
"""


def start_writer(folder: Path, *, first: int, count: int) -> subprocess.Popen[str]:
    tests = Path(__file__).parents[3]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(first), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tests)},
    )


def written(first: int, last: int) -> dict[tuple[str, int], float]:
    """What the writer's appends from `first` to `last` leave, worked out in a plain loop."""
    truth: dict[tuple[str, int], float] = {}
    for n in range(first, last + 1):
        size = 100 if n % 7 == 0 else 20
        for i in range(size):
            truth[f"m{i % 5}", n * 20 + i // 5] = float(n)
    return truth


def test_readers_see_every_acknowledged_append_while_another_process_writes(folder: Path) -> None:
    with start_writer(folder, first=0, count=60) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            found = opened(folder).read(ALL)
            seen = values(found)
            assert len(found) == len(seen)
            for key, value in written(0, int(line)).items():
                assert seen[key] >= value  # type: ignore[operator]
        assert writer.wait() == 0
    assert values(opened(folder).read(ALL)) == written(0, 59)


@pytest.mark.parametrize("kill_after", [1, 4, 9, 14, 23])
def test_a_kill_loses_nothing_acknowledged(folder: Path, kill_after: int) -> None:
    first = 0
    for _ in range(2):
        acknowledged = first - 1
        with start_writer(folder, first=first, count=1000) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                acknowledged = int(line)
                if acknowledged - first >= kill_after:
                    writer.kill()
                    break
            acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        found = opened(folder).read(ALL)
        seen = values(found)
        assert len(found) == len(seen)
        assert seen in (written(0, acknowledged), written(0, acknowledged + 1))
        first = acknowledged + 1
    with opened(folder) as store:
        store.append(readings([("last", 0, 1.0, 0)]))
    assert on_disk(folder) == live(folder)
    assert values(opened(folder).read(ALL)) == seen | {("last", 0): 1.0}
