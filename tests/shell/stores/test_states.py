"""States of the embedded stores while others write, crash, restore a copy or begin anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from readings_rows import at, readings, values
from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.tail import Tail

ALL = Period(at(-10_000), at(100_000))
JUNE = parse_period("2026-06")

WRITER = """
import sys
from pathlib import Path
from readings_rows import readings
from zeropark.shell.stores.readings import readings_writer
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
readings_writer.BULK_ROWS = 90
store = EmbeddedReadings(Path(sys.argv[1]), park="park", seal_rows=60)
for n in range(int(sys.argv[2])):
    size = 100 if n % 7 == 0 else 20
    store.append(readings([(f"m{i % 5}", n * 20 + i // 5, float(n), n) for i in range(size)]))
    print(n, flush=True)
    sys.stdin.readline()
store.close()
"""
CLOSER = """
import sys
from pathlib import Path
import numpy as np
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
axis = Axis.over(parse_period("2026-06"))
for n in range(int(sys.argv[2])):
    flags = np.zeros((1, axis.count), dtype=np.uint8)
    links = (FlowLink("electricity", "grid", "bus", "m1"),)
    flows = Flows("park", axis, links, np.full((1, axis.count), float(n)), flags, flags)
    EmbeddedBooks(Path(sys.argv[1])).put_flows(flows, findings={})
    print(n, flush=True)
    sys.stdin.readline()
"""


def flows_of(value: float) -> Flows:
    axis = Axis.over(JUNE)
    flags = np.zeros((1, axis.count), dtype=np.uint8)
    links = (FlowLink("electricity", "grid", "bus", "m1"),)
    return Flows("park", axis, links, np.full((1, axis.count), value), flags, flags)


@contextmanager
def writing(script: str, folder: Path, count: int) -> Iterator[subprocess.Popen[str]]:
    """A process that writes, says so, and waits for a line before it goes on."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def go_on(process: subprocess.Popen[str]) -> str:
    """Let it take the next step; what it said when that was done."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline()


@contextmanager
def being_made(database: Path) -> Iterator[None]:
    """A database whose first writer has made the file, and not yet the tables in it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as making:
        making.execute("PRAGMA journal_mode=WAL")
        making.execute("BEGIN IMMEDIATE")
        making.execute("CREATE TABLE first (text TEXT)")
        yield


def test_readings_whose_tables_are_being_made_are_none_yet(tmp_path: Path) -> None:
    store = EmbeddedReadings(tmp_path, park="park")
    unwritten = store.state()
    with being_made(tmp_path / "manifest.sqlite"):
        assert store.state() == unwritten
        assert store.span() is None
        assert store.read(ALL).frame.is_empty()
        assert store.rejected().is_empty()
    store.append(readings([("m1", 0, 1.0, 0)]))
    assert values(store.read(ALL)) == {("m1", 0): 1.0}
    store.close()


def test_books_whose_tables_are_being_made_are_none_yet(tmp_path: Path) -> None:
    books = EmbeddedBooks(tmp_path)
    unwritten = books.state()
    with being_made(tmp_path / "books.sqlite"):
        assert books.state() == unwritten
        assert books.closed() == ()
        assert books.closings() == ()
        assert books.restatements() == ()
        with pytest.raises(MissingDataError):
            books.flows(JUNE)
    books.put_flows(flows_of(1.0), findings={})
    assert books.closed() == (JUNE,)


def test_every_append_of_another_process_is_another_state(tmp_path: Path) -> None:
    onlooker = EmbeddedReadings(tmp_path, park="park")
    seen = [onlooker.state()]
    with writing(WRITER, tmp_path, 20) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for _ in range(20):
            seen.append(onlooker.state())
            assert seen[-1] == EmbeddedReadings(tmp_path, park="park").state()
            go_on(writer)
    assert len(set(seen)) == 21
    assert onlooker.state() == seen[-1]


def test_no_state_comes_again_while_another_process_writes_and_seals(tmp_path: Path) -> None:
    onlooker = EmbeddedReadings(tmp_path, park="park")
    order: list[str] = []
    answers: dict[str, set[tuple[object, ...]]] = {}
    with writing(WRITER, tmp_path, 40) as writer:
        assert writer.stdin is not None
        writer.stdin.write("\n" * 40)
        writer.stdin.flush()
        while writer.poll() is None:
            before = onlooker.state()
            answer = tuple(sorted(onlooker.read(ALL).frame.rows()))
            if onlooker.state() == before:
                answers.setdefault(before, set()).add(answer)
            if not order or order[-1] != before:
                order.append(before)
    assert len(order) == len(set(order))
    assert all(len(said) == 1 for said in answers.values())


def test_every_closing_of_another_process_is_another_state(tmp_path: Path) -> None:
    onlooker = EmbeddedBooks(tmp_path)
    seen = [onlooker.state()]
    with writing(CLOSER, tmp_path, 5) as closer:
        assert closer.stdout is not None
        closer.stdout.readline()
        for n in range(5):
            seen.append(onlooker.state())
            assert onlooker.flows(JUNE).quantity.max() == n
            go_on(closer)
    assert len(set(seen)) == 6


def test_a_kill_leaves_no_state_that_comes_again(tmp_path: Path) -> None:
    onlooker = EmbeddedReadings(tmp_path, park="park")
    states: dict[str, dict[tuple[str, int], float | None]] = {}
    for count in (3, 9, 4):
        with writing(WRITER, tmp_path, count) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            go_on(writer)
            writer.kill()
            writer.wait()
        (torn,) = sorted(tmp_path.glob("wal/*.wal"))[-1:]
        with torn.open("ab") as handle:
            handle.write(b"ZPW1 half a frame")
        found = values(onlooker.read(ALL))
        assert states.setdefault(onlooker.state(), found) == found


def test_a_seal_between_two_looks_brings_no_older_state_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedReadings(tmp_path, park="park") as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
        store.append(readings([("m1", 1, 1.0, 0)]))
        now, look = store.state(), Tail.newest

        def sealed_first(tail: Tail, *, after: int, mark: str) -> int:
            store.close()
            return look(tail, after=after, mark=mark)

        monkeypatch.setattr(Tail, "newest", sealed_first)
        assert EmbeddedReadings(tmp_path, park="park").state() == now


def test_readings_brought_back_from_a_copy_do_not_come_to_a_state_seen_before(
    tmp_path: Path,
) -> None:
    folder, copy = tmp_path / "readings", tmp_path / "copy"
    onlooker = EmbeddedReadings(folder, park="park")
    with EmbeddedReadings(folder, park="park") as store:
        store.append(readings([("m1", 0, 1.0, 0)]))
    shutil.copytree(folder, copy)
    seen = [onlooker.state()]
    for value in (2.0, 3.0):
        with EmbeddedReadings(folder, park="park") as store:
            store.append(readings([("m1", 1, value, 0)]))
            seen.append(onlooker.state())
            assert values(onlooker.read(ALL))["m1", 1] == value
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)
        assert onlooker.state() == seen[0]
    assert len(set(seen)) == 3


@pytest.mark.parametrize("value", [1.0, 2.0])
def test_a_store_made_anew_is_in_a_state_of_its_own(tmp_path: Path, value: float) -> None:
    onlooker = EmbeddedReadings(tmp_path / "readings", park="park")
    books = EmbeddedBooks(tmp_path / "books")
    states = set()
    for said in (1.0, value):
        store = EmbeddedReadings(tmp_path / "readings", park="park")
        store.append(readings([("m1", 0, said, 0)]))
        assert values(onlooker.read(ALL)) == {("m1", 0): said}
        books.put_flows(flows_of(said), findings={})
        states |= {onlooker.state(), books.state()}
        store.close()
        shutil.rmtree(tmp_path / "readings")
        shutil.rmtree(tmp_path / "books")
    assert len(states) == 4
    assert onlooker.state() == books.state() == "empty"
