"""A turn of the park's VEN: events are received and answered, and withdrawn where taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flexible_park import close_days, write_park
from openadr_park import Business
from response_cases import FRIDAY, local
from response_park import VIRTUAL_PLANT
from running_vtn import RunningVtn, SetClock, running_vtn
from zeropark.basis.errors import InputError, StoreError
from zeropark.basis.timeline import parse_period
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.vtn_above import VtnAbove
from zeropark.shell.ports.web import UnreachableError
from zeropark.shell.serving.openadr.turn import Turn, take_turn
from zeropark.shell.stores.openadr.seen import EmbeddedSeen
from zeropark.shell.usecases.flex_settle import flex_settle
from zeropark.shell.usecases.flex_withdraw import flex_withdraw
from zeropark.shell.usecases.send_report import asked_by

OPENADR = """
openadr:
  ven_name: tiny
  programs: [{name: DR, programme: dr}]
"""


@dataclass(frozen=True)
class Scene:
    vtn: RunningVtn
    above: Business
    work: Workspace
    below: VtnAbove
    clock: SetClock

    def turns(self) -> Turn:
        return take_turn(
            self.work,
            self.below,
            at=self.clock.now(),
            expected=lambda _: None,
            chance=lambda: 0.0,
        )

    def event(self, value: float = -600.0, **also: Any) -> Any:
        programs = self.above.asks("GET", "programs").json()
        program = programs[0] if programs else self.above.makes("programs", programName="DR")
        start = local(FRIDAY, "18:00").astimezone(UTC).isoformat()
        period = {"start": start, "duration": "PT2H"}
        return self.above.event(program, value, intervalPeriod=period, **also)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    clock = SetClock(local(FRIDAY, "12:00"))
    park = write_park(tmp_path / "tiny", section=VIRTUAL_PLANT + OPENADR)
    close_days(park, {}, days=f"2026-06-22/{FRIDAY}")
    with (
        running_vtn(tmp_path / "above", clock=clock) as vtn,
        bootstrap.workspace(park) as work,
    ):
        below = bootstrap.vtn_above(
            vtn.url, client_id="ven-1", secret=vtn.secrets["ven-1"], clock=clock
        )
        yield Scene(vtn, Business.at(vtn), work, below, clock)


def accepted(report: dict[str, Any]) -> list[float]:
    intervals = report["resources"][0]["intervals"]
    return [each["payloads"][0]["values"][0] for each in intervals]


def test_a_call_is_received_and_its_answer_is_above(scene: Scene) -> None:
    event = scene.event()
    turn = scene.turns()
    (received,) = turn.received
    assert turn.answered == (f"openadr-{event['id']}-down",)
    assert received.decomposed
    reply = received.decomposed.reply
    assert (reply.accepted_kw + reply.shortfall_kw).tolist() == [600.0] * 8
    (report,) = scene.above.asks("GET", "reports").json()
    assert accepted(report) == (-reply.accepted_kw).tolist()
    there = kept(scene.work.flexibility)
    assert there.call(turn.answered[0]).source == "openadr"
    assert scene.turns().received == ()


def test_a_changed_event_replaces_its_call(scene: Scene) -> None:
    event = scene.event()
    (first,) = scene.turns().answered
    keys = ("programID", "intervalPeriod", "payloadDescriptors")
    payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-100.0]}
    said = {key: event[key] for key in keys} | {"intervals": [{"id": 0, "payloads": [payload]}]}
    scene.above.asks("PUT", f"events/{event['id']}", json=said)
    (second,) = scene.turns().answered
    there = kept(scene.work.flexibility)
    assert second == f"{first}.1"
    assert [call.id for call in there.standing] == [second]
    assert there.replies[second].accepted_kw.tolist() == [100.0] * 8
    plant = scene.work.park.virtual_plant
    assert plant
    assert {each.call for each in there.past(plant, but="")} == {second}


def test_a_call_that_runs_already_stays_and_that_is_told(scene: Scene) -> None:
    event = scene.event()
    (call_id,) = scene.turns().answered
    scene.clock.instant = local(FRIDAY, "18:45")
    Business.at(scene.vtn).asks("DELETE", f"events/{event['id']}")
    turn = scene.turns()
    assert turn.polled.withdrawn == (call_id,)
    assert "openadr.runs_on" in [finding.code for finding in turn.findings]
    assert [call.id for call in kept(scene.work.flexibility).standing] == [call_id]


def test_a_call_that_was_withdrawn_by_hand_may_be_taken_back(scene: Scene) -> None:
    event = scene.event()
    (call_id,) = scene.turns().answered
    flex_withdraw(call_id, store=scene.work.flexibility, at=scene.clock.now())
    scene.above.asks("DELETE", f"events/{event['id']}")
    turn = scene.turns()
    assert turn.polled.withdrawn == (call_id,)
    assert turn.also == ()


def test_a_call_that_was_taken_back_is_not_missed_in_a_settlement(scene: Scene) -> None:
    event = scene.event()
    (call_id,) = scene.turns().answered

    def codes() -> list[str]:
        settled = flex_settle(
            parse_period("2026-07"),
            park=scene.work.park,
            rules=scene.work.rules,
            store=scene.work.flexibility,
            at=scene.clock.now(),
        )
        return [finding.code for finding in settled.findings]

    assert codes() == ["settlement.not_verified"]
    scene.above.asks("DELETE", f"events/{event['id']}")
    assert scene.turns().polled.withdrawn == (call_id,)
    assert codes() == []


def test_what_nothing_here_can_do_is_answered_as_a_shortfall(scene: Scene) -> None:
    scene.event(500.0)  # nothing here can draw more
    turn = scene.turns()
    (received,) = turn.received
    assert received.call.direction == "up"
    assert received.decomposed
    assert np.all(received.decomposed.reply.accepted_kw == 0.0)
    assert "call.beyond_capability" in [finding.code for finding in turn.findings]


class Mute:
    """A VTN that lists, and takes no reports."""

    def __init__(self, vtn: VtnAbove) -> None:
        self._vtn = vtn

    def __getattr__(self, name: str) -> Any:
        if name == "put_report":
            raise UnreachableError("The cable is cut.")
        return getattr(self._vtn, name)


def test_an_answer_that_does_not_arrive_is_told_and_the_call_received(scene: Scene) -> None:
    scene.event()
    turn = take_turn(
        scene.work,
        Mute(scene.below),
        at=scene.clock.now(),
        expected=lambda _: None,
        chance=lambda: 0.0,
    )
    assert turn.answered == ()
    (finding,) = turn.also
    assert finding.problem == "The VTN was not told the answer. The cable is cut."
    assert kept(scene.work.flexibility).calls


def test_a_call_that_was_received_and_not_remembered_is_answered(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two: the call comes again with the same id, and nothing is doubled."""
    scene.event()

    def killed(*_: Any, **__: Any) -> None:
        raise StoreError("Killed.")

    monkeypatch.setattr(EmbeddedSeen, "keep", killed)
    with pytest.raises(StoreError):
        scene.turns()
    monkeypatch.undo()
    turn = scene.turns()
    assert [each.again for each in turn.received] == [True]
    assert len(turn.answered) == 1
    assert len(scene.work.flexibility.history("call", turn.answered[0])) == 1


def test_a_call_of_a_file_has_no_event(scene: Scene) -> None:
    seen = bootstrap.openadr_seen(scene.work.folder)
    with pytest.raises(InputError):
        asked_by("call-1", seen=seen)
