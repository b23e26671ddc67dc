"""What OpenADR keeps: objects, clients, and what a VEN has seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call
from zeropark.shell.ports.openadr_clients import Client
from zeropark.shell.ports.openadr_objects import KeptObject
from zeropark.shell.ports.openadr_seen import SeenEvent
from zeropark.shell.stores.openadr.clients import FolderClients
from zeropark.shell.stores.openadr.embedded_objects import EmbeddedObjects
from zeropark.shell.stores.openadr.seen import EmbeddedSeen

NOW = datetime(2026, 6, 1, 2, 0, 0, 123456, tzinfo=UTC)
PROGRAM = KeptObject(
    kind="PROGRAM",
    id="p1",
    owner=None,
    name="DR",
    parent=None,
    body={"programName": "需求响应", "own": [1, 2.5, None, {"x": True}]},
    created=NOW,
    modified=NOW,
)


def test_an_object_is_there_as_it_was_put_by_whoever_opens_the_file(tmp_path: Path) -> None:
    EmbeddedObjects(tmp_path / "o.sqlite").put(PROGRAM)
    again = EmbeddedObjects(tmp_path / "o.sqlite")
    assert again.find("PROGRAM", "p1") == PROGRAM
    assert again.find("EVENT", "p1") is None
    later = replace(PROGRAM, body={"programName": "b"}, modified=NOW + timedelta(seconds=1))
    assert again.put(later)
    assert list(again.listed("PROGRAM")) == [later]
    again.remove("PROGRAM", "p1")
    again.remove("PROGRAM", "p1")
    assert list(again.listed("PROGRAM")) == []


def test_names_are_unique_within_their_parent(tmp_path: Path) -> None:
    store = EmbeddedObjects(tmp_path / "o.sqlite")
    assert store.put(PROGRAM)
    assert not store.put(replace(PROGRAM, id="p2"))
    assert store.find("PROGRAM", "p2") is None
    assert store.put(replace(PROGRAM, id="p2", parent="v1"))
    for number in range(2):
        assert store.put(replace(PROGRAM, id=f"e{number}", kind="EVENT", name=None))


def test_objects_are_listed_by_owner_and_parent_the_oldest_first(tmp_path: Path) -> None:
    store = EmbeddedObjects(tmp_path / "o.sqlite")
    for number, (owner, parent) in enumerate([("a", "x"), ("b", "x"), ("a", "y")]):
        store.put(replace(PROGRAM, id=f"r{number}", name=None, owner=owner, parent=parent))
    store.put(replace(PROGRAM, id="r0", name=None, owner="a", parent="x"))  # changed, not newer

    def ids(owner: str | None = None, parent: str | None = None) -> list[str]:
        return [each.id for each in store.listed("PROGRAM", owner=owner, parent=parent)]

    assert ids() == ["r0", "r1", "r2"]
    assert ids(owner="a") == ["r0", "r2"]
    assert ids(parent="x") == ["r0", "r1"]
    assert ids(owner="a", parent="x") == ["r0"]


def test_of_many_that_take_a_name_at_once_one_gets_it(tmp_path: Path) -> None:
    store = EmbeddedObjects(tmp_path / "o.sqlite")
    wanted = [replace(PROGRAM, id=f"p{number}") for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(store.put, wanted))
    assert sum(taken) == 1
    assert len(list(store.listed("PROGRAM"))) == 1


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "o.sqlite"
    path.write_bytes(b"no database at all, but long enough to look like one" * 20)
    with pytest.raises(StoreError, match="can't be used"):
        EmbeddedObjects(path)


def test_a_secret_lets_in_its_client_alone(tmp_path: Path) -> None:
    file = FolderClients(tmp_path / "openadr")
    one, other = Client(id="a", role="bl"), Client(id="b", role="ven")
    secrets = file.add(one), file.add(other)
    assert file.admitted("a", secrets[0]) == one
    for name, secret in (("a", secrets[1]), ("b", secrets[0]), ("a", ""), ("c", secrets[0])):
        assert file.admitted(name, secret) is None
    again = file.add(one)
    assert file.admitted("a", secrets[0]) is None
    assert file.admitted("a", again) == one
    assert file.listed() == (one, other)
    assert file.remove("a")
    assert not file.remove("a")
    assert file.admitted("a", again) is None


def test_nobody_is_let_in_by_what_stands_for_nobody(tmp_path: Path) -> None:
    file = FolderClients(tmp_path)
    for secret in ("", "00" * 32, "00" * 16):
        assert file.admitted("nobody", secret) is None


def test_the_key_stays_and_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    key = FolderClients(tmp_path / "openadr").signing_key()
    assert len(key) == 32
    assert FolderClients(tmp_path / "openadr").signing_key() == key
    assert (tmp_path / "openadr" / "signing.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["{", "\xff", ""])
def test_clients_that_can_not_be_read_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "clients.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(StoreError, match="Restore the file"):
        FolderClients(tmp_path).listed()


@settings(max_examples=20)
@given(
    st.lists(st.floats(0, 1e9), min_size=1, max_size=8),
    st.one_of(st.none(), st.floats(0, 100)),
    st.booleans(),
)
def test_what_was_seen_is_kept_to_the_last_bit(
    powers: list[float],
    price: float | None,
    test: bool,  # noqa: FBT001
) -> None:
    call = Call(
        id="openadr-e1-down",
        programme="dr",
        direction="down",
        axis=Axis(NOW.replace(microsecond=0), timedelta(minutes=5), len(powers)),
        power_kw=np.array(powers),
        issued_at=NOW,
        test=test,
        price_cny_per_kwh=price,
        source="openadr",
    )
    seen = SeenEvent(
        id="e1", document={"a": "中"}, revision=3, offset=0.25, asked=(call,), calls=(call, call)
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seen.sqlite"
        EmbeddedSeen(path).keep([seen, replace(seen, id="e2", asked=(), calls=())])
        EmbeddedSeen(path).keep([replace(seen, withdrawn=True)])
        found = EmbeddedSeen(path).all()
    assert list(found) == ["e1", "e2"]
    back = found["e1"]
    assert (back.withdrawn, back.revision, back.offset, back.document) == (
        True,
        3,
        0.25,
        {"a": "中"},
    )
    assert [each.power_kw.tolist() for each in back.calls] == [powers, powers]
    (asked,) = back.asked
    assert replace(asked, power_kw=call.power_kw) == replace(call, power_kw=call.power_kw)
