"""Our VEN against our VTN, over real HTTP: what is new, what changed, what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openadr_events import steady
from openadr_park import Business, Park, park_at
from running_vtn import RunningVtn, SetClock, running_vtn
from zeropark.basis.errors import StoreError
from zeropark.shell import bootstrap
from zeropark.shell.usecases.poll_openadr import Polled


@dataclass(frozen=True)
class Two:
    vtn: RunningVtn
    above: Business
    park: Park
    program: dict[str, Any]
    clock: SetClock


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    clock = SetClock()
    with running_vtn(tmp_path / "above", clock=clock) as vtn:
        above = Business.at(vtn)
        program = above.makes("programs", programName="DR")
        yield Two(vtn, above, park_at(vtn, tmp_path / "park", clock), program, clock)


def codes(polled: Polled) -> list[str]:
    return [finding.code for finding in polled.findings]


def ids(polled: Polled) -> list[str]:
    return [call.id for call in polled.calls]


def test_an_event_is_handed_on_once(two: Two) -> None:
    event = two.above.event(two.program)
    first = two.park.polls()
    (call,) = first.calls
    assert call.id == f"openadr-{event['id']}-down"
    assert call.programme == "gansu_dr"
    assert call.power_kw.tolist() == [500.0] * 4
    assert (first.events, first.withdrawn) == (1, ())
    second = two.park.polls()
    assert (second.events, second.calls, second.withdrawn) == (1, (), ())


def test_a_changed_event_is_another_call_and_the_first_holds_no_more(two: Two) -> None:
    event = two.above.event(two.program)
    (first,) = two.park.polls().calls
    said = {key: event[key] for key in ("programID", "intervalPeriod", "payloadDescriptors")}
    payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-800.0]}
    two.clock.pass_(minutes=1)
    two.above.asks(
        "PUT",
        f"events/{event['id']}",
        json=said | {"intervals": [{"id": 0, "payloads": [payload]}]},
    )
    changed = two.park.polls()
    assert changed.withdrawn == (first.id,)
    assert [(c.id, c.power_kw[0]) for c in changed.calls] == [(f"{first.id}.1", 800.0)]
    assert two.park.polls().calls == ()


def test_a_change_of_words_is_no_other_call(two: Two) -> None:
    event = two.above.event(two.program)
    two.park.polls()
    kept = {"id", "createdDateTime", "modificationDateTime", "objectType"}
    said = {key: value for key, value in event.items() if key not in kept}
    two.above.asks("PUT", f"events/{event['id']}", json=said | {"eventName": "peak"})
    polled = two.park.polls()
    assert (polled.calls, polled.withdrawn) == ((), ())


def test_an_event_that_is_deleted_takes_its_call_back(two: Two) -> None:
    event = two.above.event(two.program)
    (call,) = two.park.polls().calls
    two.above.asks("DELETE", f"events/{event['id']}")
    polled = two.park.polls()
    assert polled.withdrawn == (call.id,)
    assert codes(polled) == ["openadr.not_registered", "openadr.taken_back"]
    assert two.park.polls().withdrawn == ()


def test_an_event_that_is_over_may_go_without_a_word(two: Two) -> None:
    event = two.above.event(two.program)
    two.park.polls()
    two.clock.pass_(hours=4)
    two.above.asks("DELETE", f"events/{event['id']}")
    polled = two.park.polls()
    assert (polled.withdrawn, codes(polled)) == ((), ["openadr.not_registered"])


def test_an_event_that_was_over_before_it_was_seen_is_told(two: Two) -> None:
    two.above.event(two.program)
    two.clock.pass_(hours=4)
    polled = two.park.polls()
    assert polled.calls == ()
    assert "openadr.over" in codes(polled)


def test_a_later_event_of_higher_priority_takes_its_hours(two: Two) -> None:
    low = two.above.event(two.program, priority=5)
    (first,) = two.park.polls().calls
    period = {"start": "2026-06-01T04:30:00Z", "duration": "PT30M"}
    high = two.above.event(two.program, -900.0, priority=0, intervalPeriod=period)
    polled = two.park.polls()
    assert polled.withdrawn == (first.id,)
    powers = {call.id: call.power_kw.tolist() for call in polled.calls}
    assert powers == {
        f"openadr-{low['id']}-down.1": [500.0, 500.0, 0.0, 0.0],
        f"openadr-{high['id']}-down": [900.0, 900.0],
    }
    assert "openadr.yields" in codes(polled)
    two.above.asks("DELETE", f"events/{high['id']}")
    back = two.park.polls()
    assert [(c.id, c.power_kw.tolist()) for c in back.calls] == [
        (f"openadr-{low['id']}-down.2", [500.0] * 4)
    ]


def test_what_could_not_be_handed_on_is_handed_on_again(two: Two) -> None:
    two.above.event(two.program)
    kept = two.park.handed

    class Full(list[Polled]):
        def append(self, _: Polled) -> None:
            raise StoreError("The disk is full. Make room.")

    two.park.handed = Full()
    with pytest.raises(StoreError):
        two.park.polls()
    two.park.handed = kept
    assert len(two.park.polls().calls) == 1


def test_the_offset_by_chance_is_chosen_once(two: Two) -> None:
    period = {"start": "2026-06-01T04:00:00Z", "duration": "PT1H", "randomizeStart": "PT30M"}
    event = two.above.event(two.program, intervalPeriod=period)
    two.park.chance = 0.5
    (first,) = two.park.polls().calls
    assert first.axis.start == datetime(2026, 6, 1, 4, 15, tzinfo=UTC)
    two.park.chance = 0.9
    said = {"programID": two.program["id"], "intervalPeriod": period | {"duration": "PT2H"}}
    intervals = {"intervals": event["intervals"], "payloadDescriptors": event["payloadDescriptors"]}
    two.above.asks("PUT", f"events/{event['id']}", json=said | intervals)
    (second,) = two.park.polls().calls
    assert second.axis.start == first.axis.start
    assert second.axis.period.duration == timedelta(hours=2)


def test_targets_that_were_granted_are_asked_for(two: Two) -> None:
    granted = {"objectType": "BL_VEN_REQUEST", "clientID": "ven-1", "venName": "park"}
    two.above.makes("vens", **granted, targets=["zone-1", "zone-2"])
    one = two.above.event(two.program, targets=["zone-1"])
    both = two.above.event(two.program, targets=["zone-2", "zone-1"])
    two.above.event(two.program, targets=["elsewhere"])
    polled = two.park.polls()
    assert ids(polled) == [f"openadr-{event['id']}-down" for event in (one, both)]
    assert codes(polled) == []


def test_a_program_that_the_vtn_has_not_is_told_with_those_that_it_has(two: Two) -> None:
    other = two.park.section.programs[0].model_copy(update={"name": "DR 2027"})
    two.park.section = two.park.section.model_copy(update={"programs": (other,)})
    polled = two.park.polls()
    (finding,) = [each for each in polled.findings if each.code == "openadr.no_program"]
    assert finding.problem == "The VTN has no program 'DR 2027' for this park; it has: DR."


def test_an_event_that_waits_for_an_expected_draw_is_understood_later(two: Two) -> None:
    payload = {"type": "IMPORT_CAPACITY_LIMIT", "values": [8000.0]}
    descriptor = {
        "objectType": "EVENT_PAYLOAD_DESCRIPTOR",
        "payloadType": payload["type"],
        "units": "KW",
    }
    two.above.event(
        two.program,
        intervals=[{"id": 0, "payloads": [payload]}],
        payloadDescriptors=[descriptor],
    )
    assert "openadr.no_expected_draw" in codes(two.park.polls())
    (call,) = two.park.polls(steady(10_000.0)).calls
    assert call.power_kw.tolist() == [2000.0] * 4


def test_more_events_than_a_page_holds_are_all_read(two: Two) -> None:
    for number in range(61):
        period = {"start": f"2026-06-02T{number % 24:02}:00:00Z", "duration": "PT15M"}
        two.above.event(two.program, intervalPeriod=period)
    assert two.park.polls().events == 61


@pytest.mark.parametrize(("seconds", "told"), [(59, False), (-59, False), (62, True), (-62, True)])
def test_clocks_that_are_apart_are_told(two: Two, seconds: int, told: bool) -> None:  # noqa: FBT001
    two.park.clock = SetClock(two.clock.now() - timedelta(seconds=seconds))
    above = bootstrap.vtn_above(
        two.vtn.url, client_id="ven-1", secret=two.vtn.secrets["ven-1"], clock=two.park.clock
    )
    two.park.vtn = above
    assert ("openadr.clock" in codes(two.park.polls())) == told
