"""Our VTN behind Prism, which holds every answer against the standard's own OpenAPI document.

One thing is known to be wrong with the document of 3.1.0: the `objectType` of a VEN and of a
resource must be of two lists at once that share nothing, so that no answer is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openadr_park import HTTP, Business
from prism_running import prism_running
from running_vtn import running_vtn

CONTRADICTION = "objectType"


@dataclass(frozen=True)
class Scene:
    above: Business
    ven: Business


@pytest.fixture
def scene(tmp_path: Path, prism: str) -> Iterator[Scene]:
    with running_vtn(tmp_path) as vtn, prism_running(prism, before=vtn.url) as front:
        ends = [Business.at(vtn, name) for name in ("bl-1", "ven-1")]
        yield Scene(*(Business(url=front, token=end.token) for end in ends))


def judged(
    who: Business, method: str, path: str, status: int, *, but: str | None = None, **also: Any
) -> Any:
    """The answer, that Prism has nothing to say against but what is known."""
    answer = who.asks(method, path, **also)
    assert answer.status_code == status, answer.text
    said = json.loads(answer.headers.get("sl-violations", "[]"))
    wrong = [each for each in said if but is None or but not in json.dumps(each)]
    assert wrong == []
    return answer.json()


def every_way(who: Business, path: str, said: dict[str, Any], *, but: str | None = None) -> None:
    """Made, listed, read, changed and deleted."""
    made = judged(who, "POST", path, 201, json=said, but=but)
    one = f"{path}/{made['id']}"
    assert made in judged(who, "GET", path, 200, but=but)
    assert judged(who, "GET", one, 200, but=but) == made
    judged(who, "PUT", one, 200, json=said, but=but)
    judged(who, "DELETE", one, 200, but=but)
    judged(who, "GET", one, 404)


def an_event(program: Any) -> dict[str, Any]:
    return {
        "programID": program["id"],
        "eventName": "peak",
        "priority": 1,
        "duration": "PT2H",
        "targets": ["a"],
        "reportDescriptors": [{"payloadType": "USAGE", "units": "KWH"}],
        "payloadDescriptors": [
            {"objectType": "EVENT_PAYLOAD_DESCRIPTOR", "payloadType": "PRICE", "currency": "CNY"}
        ],
        "intervalPeriod": {
            "start": "2026-06-01T04:00:00Z",
            "duration": "PT1H",
            "randomizeStart": "PT5M",
        },
        "intervals": [
            {"id": 0, "payloads": [{"type": "PRICE", "values": [0.3]}]},
            {"id": 1, "payloads": [{"type": "CURVE", "values": [{"x": 1.0, "y": 2.0}]}]},
        ],
    }


def test_answers_about_every_kind_of_object_are_as_the_standard_has_them(scene: Scene) -> None:
    every_way(scene.above, "programs", {"programName": "DR", "attributes": []})
    program = judged(scene.above, "POST", "programs", 201, json={"programName": "DR 2"})
    every_way(scene.above, "events", an_event(program))
    said = an_event(program) | {"targets": []}
    event = judged(scene.above, "POST", "events", 201, json=said)
    usage = {"id": 0, "payloads": [{"type": "USAGE", "values": [1.5]}]}
    resource = {"resourceName": "park", "intervals": [usage]}
    report = {"eventID": event["id"], "clientName": "x", "resources": [resource]}
    every_way(scene.ven, "reports", report)
    operation = {
        "objects": ["EVENT"],
        "operations": ["CREATE"],
        "callbackUrl": "https://park.example/told",
    }
    every_way(scene.ven, "subscriptions", {"clientName": "x", "objectOperations": [operation]})
    ven = {"objectType": "VEN_VEN_REQUEST", "venName": "park"}
    every_way(scene.ven, "vens", ven, but=CONTRADICTION)
    made = judged(scene.ven, "POST", "vens", 201, json=ven, but=CONTRADICTION)
    below = {"objectType": "VEN_RESOURCE_REQUEST", "resourceName": "r", "venID": made["id"]}
    every_way(scene.ven, "resources", below, but=CONTRADICTION)


def test_refusals_are_problems_as_the_standard_has_them(scene: Scene) -> None:
    judged(scene.ven, "POST", "programs", 403, json={"programName": "x"})
    judged(scene.above, "POST", "events", 409, json={"programID": "none"})
    judged(scene.above, "GET", "events/none", 404)
    nobody = Business(url=scene.above.url, token="a.b.c")  # noqa: S106 - of nobody
    judged(nobody, "GET", "programs", 401)


def test_tokens_and_notifiers_are_as_the_standard_has_them(scene: Scene) -> None:
    assert judged(scene.above, "GET", "notifiers", 200) == {"WEBHOOK": True}
    answer = HTTP.get(f"{scene.above.url}/auth/server")
    assert answer.status_code == 200
    assert "sl-violations" not in answer.headers
    form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
    refused = HTTP.post(f"{scene.above.url}/auth/token", data=form)
    assert refused.status_code == 401
    assert "sl-violations" not in refused.headers
