"""Our VTN over real HTTP: who is let in, who sees what, what is refused, and in which words."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from openadr_park import HTTP, Business
from running_vtn import RunningVtn, SetClock, running_vtn
from zeropark.shell import bootstrap


@dataclass(frozen=True)
class Scene:
    vtn: RunningVtn
    above: Business
    ven: Business
    other: Business
    clock: SetClock
    folder: Path

    def program(self, **also: Any) -> dict[str, Any]:
        return self.above.makes("programs", **({"programName": "DR"} | also))


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    clock = SetClock()
    with running_vtn(tmp_path, clock=clock) as vtn:
        ends = [Business.at(vtn, name) for name in ("bl-1", "ven-1", "ven-2")]
        yield Scene(vtn, *ends, clock, tmp_path)


def form(scene: Scene, **also: str) -> dict[str, str]:
    said = {
        "grant_type": "client_credentials",
        "client_id": "ven-1",
        "client_secret": scene.vtn.secrets["ven-1"],
    }
    return said | also


def test_a_token_is_given_for_a_secret_in_the_form_or_in_a_header(scene: Scene) -> None:
    url = f"{scene.vtn.url}/auth/token"
    told = HTTP.post(url, data=form(scene)).json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 3600)
    assert set(told["scope"].split()) == {
        "read_targets",
        "read_ven_objects",
        "write_reports",
        "write_subscriptions",
        "write_vens",
    }
    secret = scene.vtn.secrets["ven-1"]
    basic = base64.b64encode(f"ven-1:{secret}".encode()).decode()
    answer = HTTP.post(
        url,
        data={"grant_type": "client_credentials", "scope": "read_targets"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.json()["scope"] == "read_targets"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "read_all"}, 400, "invalid_scope"),
    ],
)
def test_no_token_is_given_otherwise(
    scene: Scene, change: dict[str, str], status: int, error: str
) -> None:
    answer = HTTP.post(f"{scene.vtn.url}/auth/token", data=form(scene, **change))
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["status"] == status
    assert ("www-authenticate" in answer.headers) == (status == 401)


@pytest.mark.parametrize("header", [None, "Bearer x.y.z", "Basic YTpi", "Bearer"])
def test_who_shows_no_token_is_not_let_in(scene: Scene, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = HTTP.get(f"{scene.vtn.url}/programs", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["title"] == "Unauthorized"


def test_a_token_expires(scene: Scene) -> None:
    scene.clock.pass_(minutes=59)
    assert scene.ven.asks("GET", "programs").status_code == 200
    scene.clock.pass_(minutes=1)
    assert scene.ven.asks("GET", "programs").status_code == 401


def test_a_client_that_is_removed_is_refused_at_once(scene: Scene) -> None:
    bootstrap.openadr_clients(scene.folder).remove("ven-1")
    assert scene.ven.asks("GET", "programs").status_code == 401
    assert scene.other.asks("GET", "programs").status_code == 200


def test_tokens_and_objects_outlive_a_restart(tmp_path: Path) -> None:
    with running_vtn(tmp_path, clients={"bl-1": "bl"}) as vtn:
        above = Business.at(vtn)
        made = above.makes("programs", programName="DR")
    with running_vtn(tmp_path, clients={"ven-1": "ven"}) as vtn:
        again = Business(url=vtn.url, token=above.token)
        assert again.asks("GET", "programs").json() == [made]


def test_secrets_rest_as_hashes_that_their_owner_alone_may_read(scene: Scene) -> None:
    folder = scene.folder / "openadr"
    assert folder.stat().st_mode & 0o077 == 0
    for name in ("clients.json", "signing.key"):
        assert (folder / name).stat().st_mode & 0o077 == 0
    said = (folder / "clients.json").read_text()
    assert not [secret for secret in scene.vtn.secrets.values() if secret in said]


@pytest.mark.parametrize(
    ("who", "method", "path"),
    [
        ("ven", "POST", "programs"),
        ("ven", "POST", "events"),
        ("above", "POST", "reports"),
        ("ven", "DELETE", "programs/1"),
        ("above", "PUT", "reports/1"),
    ],
)
def test_who_may_not_write_is_told_the_scope(
    scene: Scene, who: str, method: str, path: str
) -> None:
    body = {
        "programName": "x",
        "programID": "x",
        "eventID": "x",
        "clientName": "x",
        "resources": [],
    }
    answer = getattr(scene, who).asks(method, path, json=body)
    assert answer.status_code == 403
    assert f"write_{path.partition('/')[0]}" in answer.json()["detail"]


def test_metadata_is_the_vtns_own(scene: Scene) -> None:
    said = {"programName": "DR", "id": "mine", "createdDateTime": "2000-01-01T00:00:00Z"}
    made = scene.above.makes("programs", **said)
    assert made["id"] != "mine"
    assert made["createdDateTime"] == made["modificationDateTime"] == "2026-06-01T02:00:00Z"
    assert made["objectType"] == "PROGRAM"


def test_keys_that_the_standard_does_not_know_are_kept(scene: Scene) -> None:
    made = scene.program(gansuZone="河西", intervalPeriod=None)
    read = scene.ven.asks("GET", f"programs/{made['id']}").json()
    assert read["gansuZone"] == "河西"
    assert "intervalPeriod" not in read  # the standard does not take null there


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{}", "programName"),
        (b'{"programName": ""}', "programName"),
        (b"[]", "body"),
        (b"{", "body"),
        (b'{"programName": "x", "intervalPeriod": {"duration": "1h"}}', "intervalPeriod.duration"),
        (b'{"programName": "x", "targets": [""]}', "targets.0"),
    ],
)
def test_a_body_that_can_not_be_used_is_told_where(scene: Scene, body: bytes, place: str) -> None:
    answer = scene.above.asks("POST", "programs", content=body)
    assert answer.status_code == 400
    assert f"{place}: " in answer.json()["detail"]


def test_a_body_beyond_what_is_taken_is_refused(scene: Scene) -> None:
    large = b'{"programName": "' + b"x" * (2 * 1024 * 1024) + b'"}'
    assert scene.above.asks("POST", "programs", content=large).status_code == 413
    assert scene.ven.asks("POST", "programs", content=large).status_code == 413

    def drop_by_drop() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    assert scene.above.asks("POST", "programs", content=drop_by_drop()).status_code == 413
    form = b"a=" + b"x" * 20_000
    assert HTTP.post(f"{scene.vtn.url}/auth/token", content=form).status_code == 413


@pytest.mark.parametrize(
    "query",
    ["skip=-1", "skip=x", "limit=51", "limit=1.5", "colour=red", "skip=²", "active=yes"],
)
def test_a_query_out_of_bounds_is_told(scene: Scene, query: str) -> None:
    answer = scene.ven.asks("GET", f"events?{query}")
    assert (answer.status_code, answer.json()["title"]) == (400, "Bad Request")


def test_names_are_unique_where_the_standard_has_it(scene: Scene) -> None:
    first, second = scene.program(), scene.program(programName="other")
    assert scene.above.asks("POST", "programs", json={"programName": "DR"}).status_code == 409
    clash = scene.above.asks("PUT", f"programs/{second['id']}", json={"programName": "DR"})
    assert clash.status_code == 409
    same = scene.above.asks("PUT", f"programs/{first['id']}", json={"programName": "DR"})
    assert same.status_code == 200
    events = [scene.above.event(first, eventName="same") for _ in range(2)]
    assert events[0]["id"] != events[1]["id"]


def test_a_part_needs_its_whole_and_a_whole_outlives_its_parts(scene: Scene) -> None:
    program = scene.program()
    event = scene.above.event(program)
    orphan = scene.above.asks("POST", "events", json={"programID": "none"})
    assert orphan.status_code == 409
    assert scene.above.asks("DELETE", f"programs/{program['id']}").status_code == 409
    report = scene.ven.makes("reports", eventID=event["id"], clientName="x", resources=[])
    assert scene.above.asks("DELETE", f"events/{event['id']}").json() == event
    assert scene.above.asks("GET", "reports").json() == [report]  # it says what happened
    assert scene.above.asks("DELETE", f"programs/{program['id']}").status_code == 200


def test_one_end_does_not_see_what_another_made(scene: Scene) -> None:
    event = scene.above.event(scene.program())
    ven = scene.ven.makes("vens", objectType="VEN_VEN_REQUEST", venName="one")
    report = scene.ven.makes("reports", eventID=event["id"], clientName="one", resources=[])
    callback = {"objects": ["EVENT"], "operations": ["CREATE"], "callbackUrl": "http://a.example"}
    subscription = scene.ven.makes(
        "subscriptions", clientName="one", objectOperations=[callback | {"bearerToken": "s"}]
    )
    for path, made in (("vens", ven), ("reports", report), ("subscriptions", subscription)):
        assert scene.other.asks("GET", path).json() == []
        assert scene.other.asks("GET", f"{path}/{made['id']}").status_code == 404
        assert scene.other.asks("DELETE", f"{path}/{made['id']}").status_code == 404
        assert scene.ven.asks("GET", path).json() == [made]
        assert scene.above.asks("GET", f"{path}/{made['id']}").status_code == 200


def test_nobody_grants_targets_to_himself(scene: Scene) -> None:
    said = {"objectType": "VEN_VEN_REQUEST", "venName": "one", "targets": ["secret"]}
    ven = scene.ven.makes("vens", **said)
    assert "targets" not in ven
    forged = scene.ven.asks(
        "POST", "vens", json=said | {"objectType": "BL_VEN_REQUEST", "clientID": "ven-2"}
    )
    assert forged.status_code == 403
    granted = {
        "objectType": "BL_VEN_REQUEST",
        "venName": "one",
        "clientID": "ven-1",
        "targets": ["zone-1"],
    }
    scene.above.asks("PUT", f"vens/{ven['id']}", json=granted)
    changed = scene.ven.asks("PUT", f"vens/{ven['id']}", json=said).json()
    assert changed["targets"] == ["zone-1"]  # what was granted stays, and no more comes


def test_targets_are_matched_and_hidden(scene: Scene) -> None:
    granted = {"objectType": "BL_VEN_REQUEST", "venName": "one", "clientID": "ven-1"}
    scene.above.makes("vens", **granted, targets=["a", "b"])
    program = scene.program()
    both = scene.above.event(program, targets=["a", "b", "c"])
    only = scene.above.event(program, targets=["a"])
    free = scene.above.event(program)

    def seen(who: Business, *targets: str) -> dict[str, list[str] | None]:
        listed = who.asks("GET", "events", params={"targets": list(targets)}).json()
        return {event["id"]: event.get("targets") for event in listed}

    assert seen(scene.ven) == {free["id"]: None}
    assert seen(scene.ven, "a") == {both["id"]: ["a"], only["id"]: ["a"]}
    assert seen(scene.ven, "a", "b") == {both["id"]: ["a", "b"]}
    assert seen(scene.ven, "c") == {}
    assert seen(scene.other, "a") == {}
    assert seen(scene.above, "a", "c") == {both["id"]: ["a", "b", "c"]}
    assert len(seen(scene.above)) == 3
    assert scene.ven.asks("GET", f"events/{both['id']}").json()["targets"] == ["a", "b"]
    assert scene.other.asks("GET", f"events/{both['id']}").status_code == 404


def test_filters_are_additive(scene: Scene) -> None:
    program, other = scene.program(), scene.program(programName="other")
    event, elsewhere = scene.above.event(program), scene.above.event(other)
    for name, of in (("one", event), ("two", event), ("one", elsewhere)):
        scene.ven.makes("reports", eventID=of["id"], clientName=name, resources=[])

    def count(**query: str) -> int:
        return len(scene.above.asks("GET", "reports", params=query).json())

    assert count() == 3
    assert count(clientName="one") == 2
    assert count(eventID=event["id"]) == 2
    assert count(eventID=event["id"], clientName="one") == 1
    assert count(programID=other["id"]) == 1
    assert count(programID=other["id"], clientName="two") == 0


def test_events_that_are_over_may_be_left_out(scene: Scene) -> None:
    event = scene.above.event(scene.program())  # until 05:00
    scene.clock.pass_(hours=2, minutes=59)
    token = Business.at(scene.vtn, "ven-1")
    assert [e["id"] for e in token.asks("GET", "events?active=true").json()] == [event["id"]]
    scene.clock.pass_(minutes=1)
    assert token.asks("GET", "events?active=true").json() == []
    assert len(token.asks("GET", "events?active=false").json()) == 1


def test_answers_are_dated_by_the_clock_of_the_vtn(scene: Scene) -> None:
    answer = scene.ven.asks("GET", "programs")
    assert parsedate_to_datetime(answer.headers["date"]) == scene.clock.now()


def test_addresses_that_are_not_there_are_problems_too(scene: Scene) -> None:
    for path in ("nothing", "notifiers/mqtt/topics/events"):
        answer = scene.ven.asks("GET", path)
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert scene.ven.asks("PATCH", "programs").status_code == 405
    assert scene.ven.asks("GET", "notifiers").json() == {"WEBHOOK": True}
    assert HTTP.get(f"{scene.vtn.url}/auth/server").json() == {
        "tokenURL": f"{scene.vtn.url}/auth/token"
    }
