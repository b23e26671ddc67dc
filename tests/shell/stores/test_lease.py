from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readings_rows import at, readings, values
from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Period
from zeropark.shell.stores.lease import FolderLease
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings

NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
SERVER = """
import os, sys, time
from datetime import UTC, datetime
from pathlib import Path
from zeropark.shell.stores.lease import FolderLease
lease = FolderLease(Path(sys.argv[1]))
taken = lease.take("server", at=datetime(2026, 6, 1, 4, tzinfo=UTC))
child = os.fork() if "fork" in sys.argv else None
if child != 0:
    print(taken, child, flush=True)
time.sleep(60)
"""


@contextmanager
def server(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A process that holds the lease, and what it said when it had it; killed at the end."""
    command = [sys.executable, "-c", SERVER, str(folder), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()
        finally:
            process.kill()


def test_another_process_is_told_by_its_number(tmp_path: Path) -> None:
    lease = FolderLease(tmp_path)
    with server(tmp_path) as (process, said):
        assert said == ["True", "None"]
        found = lease.holder()
        assert found is not None
        assert (found.who, found.process_id, found.lives) == ("server", process.pid, True)
        assert not lease.take("second", at=NOON)


def test_the_lease_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    lease = FolderLease(tmp_path)
    with server(tmp_path) as (process, _):
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert lease.holder() is None
        assert lease.take("second", at=NOON)
        found = FolderLease(tmp_path).holder()
        assert found is not None
        assert (found.who, found.process_id) == ("second", os.getpid())


def test_a_lease_that_a_child_of_a_killed_process_holds_says_so(tmp_path: Path) -> None:
    with server(tmp_path, "fork") as (process, said):
        child = int(said[1])
        try:
            process.kill()
            process.wait()
            found = FolderLease(tmp_path).holder()
            assert found is not None
            assert (found.process_id, found.lives) == (process.pid, False)
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_holder_on_another_host_is_not_said_to_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = FolderLease(tmp_path)
    lease.take("server", at=NOON)
    monkeypatch.setattr("socket.gethostname", lambda: "elsewhere")
    found = FolderLease(tmp_path).holder()
    assert found is not None
    assert found.lives is None


def test_a_process_of_another_user_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lease = FolderLease(tmp_path)
    lease.take("server", at=NOON)

    def refused(_: int, __: int) -> None:
        raise PermissionError

    monkeypatch.setattr("os.kill", refused)
    found = lease.holder()
    assert found is not None
    assert found.lives


def test_who_asks_does_not_stand_in_the_way_of_who_takes(tmp_path: Path) -> None:
    asking = threading.Event()
    asking.set()

    def ask() -> None:
        while asking.is_set():
            FolderLease(tmp_path).holder()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    lease = FolderLease(tmp_path)
    taken = []
    for _ in range(100):
        taken.append(lease.take("server", at=NOON))
        lease.release()
    asking.clear()
    for thread in threads:
        thread.join()
    assert all(taken)


def test_of_many_that_take_it_at_once_one_gets_it(tmp_path: Path) -> None:
    leases = [FolderLease(tmp_path) for _ in range(8)]
    taken = [False] * 8

    def take(n: int) -> None:
        taken[n] = leases[n].take(str(n), at=NOON)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = leases[0].holder()
    assert found is not None
    assert taken.count(True) == 1
    assert taken[int(found.who)]


def test_a_lease_does_not_keep_a_command_from_appending(tmp_path: Path) -> None:
    with server(tmp_path) as (process, _):
        with EmbeddedReadings(tmp_path / "readings", park="park") as store:
            assert store.append(readings([("m1", 0, 1.0, 0)])) == 1
            assert values(store.read(Period(at(0), at(9)))) == {("m1", 0): 1.0}
        assert process.poll() is None


def test_a_lease_goes_with_the_one_who_forgets_it(tmp_path: Path) -> None:
    lease = FolderLease(tmp_path)
    lease.take("server", at=NOON)
    del lease
    assert FolderLease(tmp_path).holder() is None


def test_a_full_disk_leaves_the_lease_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    lease = FolderLease(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("os.pwrite", full)
        with pytest.raises(StoreError, match="No space left"):
            lease.take("server", at=NOON)
    assert lease.holder() is None
    assert lease.take("server", at=NOON)


def test_a_folder_that_is_a_file_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match=r"writer\.lease"):
        FolderLease(tmp_path / "data").take("server", at=NOON)
