"""openadr3-client, as business logic and as VEN, against our VTN over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from interop_peer import Peer, model, peer
from listening import Heard, listening
from running_vtn import RunningVtn, running_vtn


@dataclass(frozen=True)
class Ends:
    vtn: RunningVtn
    peer: Peer
    heard: Heard


@pytest.fixture
def ends(tmp_path: Path, peer_python: str) -> Iterator[Ends]:
    with running_vtn(tmp_path) as vtn, peer(peer_python) as client, listening() as heard:
        client.joins("bl-1", "bl", vtn.url, vtn.secrets["bl-1"])
        for name in ("ven-1", "ven-2"):
            client.joins(name, "ven", vtn.url, vtn.secrets[name])
        yield Ends(vtn, client, heard)


PERIOD = {"start": "2026-06-01T04:00:00Z", "duration": "PT1H"}


def new_program(client: Peer, name: str = "DR", **also: Any) -> Any:
    wanted = model("program.program:NewProgram", programName=name, **also)
    return client.does("bl-1", "programs", "create_program", new_program=wanted)


def an_event(program: Any, **also: Any) -> dict[str, Any]:
    payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-500.0]}
    said: dict[str, Any] = {
        "programID": program["id"],
        "eventName": "evening peak",
        "priority": 1,
        "payloadDescriptors": [{"payloadType": payload["type"], "units": "KW"}],
        "reportDescriptors": [{"payloadType": "USAGE", "units": "KWH"}],
        "intervalPeriod": PERIOD,
        "intervals": [{"id": 0, "payloads": [payload]}],
    }
    return said | also


def new_event(client: Peer, program: Any, **also: Any) -> Any:
    wanted = model("event.event:NewEvent", **an_event(program, **also))
    return client.does("bl-1", "events", "create_event", new_event=wanted)


def test_a_program_is_made_read_changed_and_deleted(ends: Ends) -> None:
    made = new_program(ends.peer, attributes=[{"type": "RETAILER_NAME", "values": ["Gansu"]}])
    assert made["programName"] == "DR"
    read = ends.peer.does("ven-1", "programs", "get_program_by_id", program_id=made["id"])
    assert read == made
    wanted = model("program.program:ProgramUpdate", programName="DR 2026")
    changed = ends.peer.does(
        "bl-1", "programs", "update_program_by_id", program_id=made["id"], updated_program=wanted
    )
    assert (changed["id"], changed["programName"]) == (made["id"], "DR 2026")
    assert changed["createdDateTime"] == made["createdDateTime"]
    assert changed["modificationDateTime"] > made["modificationDateTime"]
    ends.peer.does("bl-1", "programs", "delete_program_by_id", program_id=made["id"])
    gone = ends.peer.tries("bl-1", "programs", "get_program_by_id", program_id=made["id"])
    assert (gone["status"], gone["problem"]["status"]) == (404, 404)


def test_an_event_keeps_all_that_was_said(ends: Ends) -> None:
    program = new_program(ends.peer)
    made = new_event(ends.peer, program, duration="PT1H", targets=None)
    for name in ("bl-1", "ven-1"):
        read = ends.peer.does(name, "events", "get_event_by_id", event_id=made["id"])
        assert read == made
    assert made["intervals"][0]["payloads"] == [
        {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-500.0]}
    ]
    assert datetime.fromisoformat(made["intervalPeriod"]["start"]) == datetime(
        2026, 6, 1, 4, tzinfo=UTC
    )
    assert made["reportDescriptors"][0]["payloadType"] == "USAGE"
    changed = ends.peer.does(
        "bl-1",
        "events",
        "update_event_by_id",
        event_id=made["id"],
        updated_event=model("event.event:EventUpdate", **an_event(program, priority=0)),
    )
    assert changed["priority"] == 0
    ends.peer.does("bl-1", "events", "delete_event_by_id", event_id=made["id"])
    filters = {"target": None, "pagination": None, "program_id": program["id"]}
    assert ends.peer.does("ven-1", "events", "get_events", **filters) == []


def test_lists_are_given_in_pages(ends: Ends) -> None:
    program = new_program(ends.peer)
    other = new_program(ends.peer, "tariff")
    made = [new_event(ends.peer, program, priority=number)["id"] for number in range(5)]
    new_event(ends.peer, other)

    def page(skip: int, limit: int) -> list[str]:
        found = ends.peer.does(
            "ven-1",
            "events",
            "get_events",
            target=None,
            program_id=program["id"],
            pagination=model("PaginationFilter", skip=skip, limit=limit),
        )
        return [event["id"] for event in found]

    assert page(0, 2) + page(2, 2) + page(4, 2) + page(6, 2) == made


def test_targets_open_an_event_to_whom_they_were_granted(ends: Ends) -> None:
    program = new_program(ends.peer)
    granted = model("ven.ven:NewVenBlRequest", venName="a", clientID="ven-1", targets=["zone-1"])
    ends.peer.does("bl-1", "vens", "create_ven", new_ven=granted)
    new_event(ends.peer, program, targets=["zone-1", "secret"])

    def seen(name: str, targets: list[str] | None) -> list[list[str]]:
        asked = model("TargetFilter", targets=targets) if targets else None
        found = ends.peer.does(
            name, "events", "get_events", target=asked, pagination=None, program_id=None
        )
        return [event["targets"] for event in found]

    assert seen("bl-1", None) == [["zone-1", "secret"]]
    assert seen("ven-1", ["zone-1"]) == [["zone-1"]]
    assert seen("ven-1", None) == []
    assert seen("ven-1", ["secret"]) == []
    assert seen("ven-2", ["zone-1"]) == []


def test_a_ven_registers_itself_and_its_resources(ends: Ends) -> None:
    wanted = model("ven.ven:NewVenVenRequest", venName="park")
    ven = ends.peer.does("ven-1", "vens", "create_ven", new_ven=wanted)
    assert ven["clientID"] == "ven-1"
    attributes = [{"type": "MAX_POWER_CONSUMPTION", "values": [5000.0]}]
    resource = model(
        "resource.resource:NewResourceVenRequest",
        resourceName="battery",
        venID=ven["id"],
        attributes=attributes,
    )
    made = ends.peer.does("ven-1", "resources", "create_resource", new_resource=resource)
    assert made["attributes"] == attributes
    found = ends.peer.does("bl-1", "resources", "get_resources", ven_id=ven["id"])
    assert found == [made]
    assert ends.peer.does("ven-2", "resources", "get_resources") == []
    hidden = ends.peer.tries("ven-2", "vens", "get_ven_by_id", ven_id=ven["id"])
    assert hidden["status"] == 404
    twice = ends.peer.tries("ven-2", "vens", "create_ven", new_ven=wanted)
    assert twice["status"] == 409
    update = model("ven.ven:VenUpdateVenRequest", venName="park two")
    changed = ends.peer.does(
        "ven-1", "vens", "update_ven_by_id", ven_id=ven["id"], updated_ven=update
    )
    assert changed["venName"] == "park two"
    kept = ends.peer.tries("ven-1", "vens", "delete_ven_by_id", ven_id=ven["id"])
    assert kept["status"] == 409  # its resource is still there
    ends.peer.does("ven-1", "resources", "delete_resource_by_id", resource_id=made["id"])
    ends.peer.does("ven-1", "vens", "delete_ven_by_id", ven_id=ven["id"])


def test_a_report_is_sent_by_a_ven_and_read_above(ends: Ends) -> None:
    event = new_event(ends.peer, new_program(ends.peer))
    usage = {"id": 0, "payloads": [{"type": "USAGE", "values": [123.5]}]}
    resource = {"resourceName": "park", "intervalPeriod": PERIOD, "intervals": [usage]}
    wanted = model(
        "report.report:NewReport", eventID=event["id"], clientName="park", resources=[resource]
    )
    made = ends.peer.does("ven-1", "reports", "create_report", new_report=wanted)
    filters = {"pagination": None, "program_id": event["programID"], "client_name": None}
    found = ends.peer.does("bl-1", "reports", "get_reports", event_id=event["id"], **filters)
    assert found == [made]
    assert found[0]["resources"][0]["intervals"][0]["payloads"][0]["values"] == [123.5]
    assert found[0]["clientID"] == "ven-1"
    assert ends.peer.does("ven-2", "reports", "get_reports", event_id=None, **filters) == []


def test_a_subscriber_is_told_of_changes(ends: Ends) -> None:
    """The client names operations by HTTP methods, as 3.0 did; the notification says CREATE."""
    operation = {
        "objects": ["EVENT"],
        "operations": ["POST", "DELETE"],
        "callbackUrl": ends.heard.url,
        "bearerToken": "let-me-in",
    }
    wanted = model(
        "subscriptions.subscription:NewSubscription",
        clientName="park",
        programID=None,
        objectOperations=[operation],
    )
    made = ends.peer.does("ven-1", "subscriptions", "create_subscription", new_subscription=wanted)
    assert made["objectOperations"][0]["operations"] == ["POST", "DELETE"]
    event = new_event(ends.peer, new_program(ends.peer))
    ends.peer.does("bl-1", "events", "delete_event_by_id", event_id=event["id"])
    told = ends.heard.wait(2)
    assert [(one.body["operation"], one.body["object"]["id"]) for one in told] == [
        ("CREATE", event["id"]),
        ("DELETE", event["id"]),
    ]
    assert told[0].headers["authorization"] == "Bearer let-me-in"
    ends.peer.does(
        "ven-1", "subscriptions", "delete_subscription_by_id", subscription_id=made["id"]
    )
    assert ends.vtn.undelivered == []


def test_who_has_no_right_secret_or_scope_is_refused(ends: Ends) -> None:
    ends.peer.joins("ven-1", "bl", ends.vtn.url, "wrong")
    none = {"target": None, "pagination": None}
    assert ends.peer.tries("ven-1", "programs", "get_programs", **none) == {
        "refused": "invalid_client"
    }
    ends.peer.joins("ven-1", "bl", ends.vtn.url, ends.vtn.secrets["ven-1"])
    wanted = model("program.program:NewProgram", programName="mine")
    refused = ends.peer.tries("ven-1", "programs", "create_program", new_program=wanted)
    assert refused["status"] == 403
    ends.peer.joins("ven-1", "bl", ends.vtn.url, ends.vtn.secrets["ven-1"], scopes=["read_all"])
    assert ends.peer.tries("ven-1", "programs", "get_programs", **none) == {
        "refused": "invalid_scope"
    }


def test_what_notifiers_and_token_servers_there_are_is_told(ends: Ends) -> None:
    """The standard requires `WEBHOOK` alone; this client (2.4.2) can't do without `MQTT`."""
    told = ends.peer.tries("ven-1", "notifiers", "get_notifiers")["invalid"]
    assert told.startswith("1 validation error for NotifierDetails\nMQTT\n  Field required")
    assert "input_value={'WEBHOOK': True}" in told
    server = ends.peer.does("ven-1", "auth", "get_auth_server")
    assert server["tokenURL"] == f"{ends.vtn.url}/auth/token"
