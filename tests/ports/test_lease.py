"""The lease of a park: who offers writing."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from zeropark.shell.ports.lease import Holder, Lease
from zeropark.shell.stores.lease import FolderLease

OpenLease = Callable[[], Lease]
NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def open_lease(tmp_path: Path) -> OpenLease:
    """Opens the lease; a second call gives the same lease as another server would see it."""
    return lambda: FolderLease(tmp_path / "data")


def test_a_lease_that_nobody_took_has_no_holder(open_lease: OpenLease) -> None:
    lease = open_lease()
    assert lease.holder() is None
    lease.release()
    assert lease.holder() is None


def test_whoever_took_it_is_its_holder_to_all(open_lease: OpenLease) -> None:
    first = open_lease()
    assert first.take("http://127.0.0.1:8765", at=NOON)
    expected = Holder(
        who="http://127.0.0.1:8765",
        process_id=os.getpid(),
        host=socket.gethostname(),
        since=NOON,
        lives=True,
    )
    assert first.holder() == expected
    assert open_lease().holder() == expected


def test_a_second_one_does_not_get_it_until_it_is_released(open_lease: OpenLease) -> None:
    first, second = open_lease(), open_lease()
    assert first.take("first", at=NOON)
    assert not second.take("second", at=NOON)
    second.release()
    found = second.holder()
    assert found is not None
    assert found.who == "first"
    first.release()
    assert second.holder() is None
    assert second.take("second", at=NOON)
    found = first.holder()
    assert found is not None
    assert found.who == "second"


def test_taking_it_again_leaves_it_as_it_was(open_lease: OpenLease) -> None:
    lease = open_lease()
    assert lease.take("first", at=NOON)
    assert lease.take("later", at=NOON + timedelta(hours=1))
    found = lease.holder()
    assert found is not None
    assert (found.who, found.since) == ("first", NOON)


def test_a_shorter_name_leaves_nothing_of_a_longer_one(open_lease: OpenLease) -> None:
    lease = open_lease()
    for who in ("http://[::1]:8765 开放写入 of the committee", "s"):
        assert lease.take(who, at=NOON)
        found = open_lease().holder()
        assert found is not None
        assert found.who == who
        lease.release()


def test_since_when_is_told_in_utc(open_lease: OpenLease) -> None:
    lease = open_lease()
    assert lease.take("server", at=NOON.astimezone(timezone(timedelta(hours=8))))
    found = lease.holder()
    assert found is not None
    assert found.since == NOON
    assert found.since.tzinfo is UTC
