"""Notifications: to whom they concern, with the token asked for, and no further than allowed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from listening import Heard, listening
from openadr_park import Business
from running_vtn import RunningVtn, running_vtn


@dataclass(frozen=True)
class Scene:
    vtn: RunningVtn
    above: Business
    ven: Business
    heard: Heard

    def subscribes(self, who: Business, objects: list[str], **also: Any) -> dict[str, Any]:
        operation = {
            "objects": objects,
            "operations": ["CREATE", "UPDATE", "DELETE"],
            "callbackUrl": self.heard.url,
        }
        return who.makes("subscriptions", clientName="x", objectOperations=[operation], **also)

    def told(self, count: int) -> list[tuple[str, str]]:
        return [(one.body["operation"], one.body["objectType"]) for one in self.heard.wait(count)]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_vtn(tmp_path) as vtn, listening() as heard:
        yield Scene(vtn, Business.at(vtn), Business.at(vtn, "ven-1"), heard)


def test_what_was_asked_for_is_told_in_its_order(scene: Scene) -> None:
    scene.subscribes(scene.ven, ["PROGRAM", "EVENT"])
    program = scene.above.makes("programs", programName="DR")
    event = scene.above.event(program)
    scene.ven.makes("reports", eventID=event["id"], clientName="x", resources=[])
    scene.above.asks("PUT", f"programs/{program['id']}", json={"programName": "DR 2"})
    scene.above.asks("DELETE", f"events/{event['id']}")
    assert scene.told(4) == [
        ("CREATE", "PROGRAM"),
        ("CREATE", "EVENT"),
        ("UPDATE", "PROGRAM"),
        ("DELETE", "EVENT"),
    ]
    assert scene.heard.requests[1].body["object"] == event
    assert "authorization" not in scene.heard.requests[0].headers


def test_a_subscription_may_be_to_one_program(scene: Scene) -> None:
    one = scene.above.makes("programs", programName="one")
    other = scene.above.makes("programs", programName="other")
    scene.subscribes(scene.above, ["EVENT", "REPORT"], programID=one["id"])
    for program in (other, one):
        event = scene.above.event(program)
        scene.ven.makes("reports", eventID=event["id"], clientName="x", resources=[])
    scene.heard.wait(2)
    assert [r.body["object"].get("programID") for r in scene.heard.requests] == [one["id"], None]
    assert scene.told(2) == [("CREATE", "EVENT"), ("CREATE", "REPORT")]


def test_nobody_is_told_of_what_he_may_not_see(scene: Scene) -> None:
    scene.subscribes(scene.ven, ["EVENT", "VEN", "REPORT"])
    program = scene.above.makes("programs", programName="DR")
    hidden = scene.above.event(program, targets=["elsewhere"])
    other = Business.at(scene.vtn, "ven-2")
    other.makes("vens", objectType="VEN_VEN_REQUEST", venName="two")
    open_ = scene.above.event(program)
    assert scene.told(1) == [("CREATE", "EVENT")]
    told = scene.heard.requests[0].body["object"]["id"]
    assert told == open_["id"] != hidden["id"]


def test_a_subscriber_of_a_target_is_told_of_its_events_alone(scene: Scene) -> None:
    granted = {"objectType": "BL_VEN_REQUEST", "venName": "one", "clientID": "ven-1"}
    scene.above.makes("vens", **granted, targets=["a", "b"])
    scene.subscribes(scene.ven, ["EVENT"], targets=["a"])
    program = scene.above.makes("programs", programName="DR")
    scene.above.event(program, targets=["b"])
    event = scene.above.event(program, targets=["a", "secret"])
    (told,) = scene.heard.wait(1)
    assert told.body["object"]["id"] == event["id"]
    assert told.body["object"]["targets"] == ["a"]


def test_a_failure_that_passes_is_tried_again(scene: Scene) -> None:
    scene.heard.statuses.append(503)
    scene.subscribes(scene.ven, ["PROGRAM"])
    scene.above.makes("programs", programName="DR")
    assert scene.told(2) == [("CREATE", "PROGRAM")] * 2
    assert scene.vtn.undelivered == []


def undelivered(scene: Scene, count: int) -> list[str]:
    deadline = time.monotonic() + 10
    while len(scene.vtn.undelivered) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    return [str(each) for each in scene.vtn.undelivered]


def test_what_can_not_be_delivered_is_told_and_left(scene: Scene) -> None:
    scene.heard.statuses.extend([500] * 2)
    scene.subscribes(scene.ven, ["PROGRAM"])
    made = scene.above.makes("programs", programName="DR")
    (said,) = undelivered(scene, 1)
    assert said == (
        f"{scene.heard.url} was not told of the PROGRAM {made['id']}: it answered with status 500. "
        "It can still ask for it."
    )
    assert len(scene.heard.requests) == 2


def test_callbacks_inside_need_leave(tmp_path: Path) -> None:
    with running_vtn(tmp_path, callbacks_to=()) as vtn, listening() as heard:
        scene = Scene(vtn, Business.at(vtn), Business.at(vtn, "ven-1"), heard)
        scene.subscribes(scene.ven, ["PROGRAM"])
        scene.above.makes("programs", programName="DR")
        (said,) = undelivered(scene, 1)
        assert "callbacks to it are not allowed" in said
        assert heard.requests == []
