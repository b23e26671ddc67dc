"""The store of offers and calls: one suite on every adapter."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zeropark.basis.errors import StoreError
from zeropark.shell.ports.flexibility import FlexibilityStore, Record
from zeropark.shell.stores.flexibility import EmbeddedFlexibility
from zeropark.shell.stores.memory_flexibility import MemoryFlexibility

Opened = Callable[[], FlexibilityStore]
NOON = datetime(2026, 7, 24, 4, tzinfo=UTC)


@pytest.fixture(params=["memory", "embedded"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the store; a second call gives the same store as another process would see it."""
    if request.param == "memory":
        memory = MemoryFlexibility()
        return lambda: memory
    return lambda: EmbeddedFlexibility(tmp_path / "flexibility")


def record(name: str, **body: object) -> Record:
    return Record(sort="call", id=name, at=NOON, body=body)


def test_a_store_that_nobody_wrote_to_is_empty(opened: Opened) -> None:
    store = opened()
    assert (store.count(), store.newest("call"), store.history("call", "c")) == (0, (), ())


def test_the_newest_version_stands_and_the_older_ones_stay(opened: Opened) -> None:
    one, other, again = record("c1", power=1.5), record("c2"), record("c1", power=2.5)
    assert opened().put([one, other]) == 2
    assert opened().put([again]) == 3
    assert opened().newest("call") == (again, other)
    assert opened().history("call", "c1") == (one, again)
    assert opened().newest("offer") == ()


def test_who_has_not_seen_the_newest_adds_nothing(opened: Opened) -> None:
    opened().put([record("c1")], seen=0)
    with pytest.raises(StoreError, match="somebody else"):
        opened().put([record("c2")], seen=0)
    assert [each.id for each in opened().newest("call")] == ["c1"]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "flexibility.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="Restore it from a copy"):
        EmbeddedFlexibility(tmp_path).put([record("c1")])


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from zeropark.shell.ports.flexibility import Record
from zeropark.shell.stores.flexibility import EmbeddedFlexibility
store = EmbeddedFlexibility(Path(sys.argv[1]))
for n in range(10**6):
    at = datetime(2026, 7, 24, tzinfo=UTC)
    store.put([Record(sort=sort, id=f"c{n}", at=at, body={"n": n}) for sort in ("call", "reply")])
    print(n, flush=True)
"""


def test_what_was_acknowledged_is_there_after_a_kill_and_pairs_stay_whole(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(5)]
        time.sleep(0.05)
        os.kill(writer.pid, signal.SIGKILL)
    store = EmbeddedFlexibility(tmp_path)
    calls, replies = store.newest("call"), store.newest("reply")
    assert len(calls) >= int(said[-1]) + 1
    assert [each.id for each in calls] == [each.id for each in replies]
    with sqlite3.connect(tmp_path / "flexibility.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
