"""What the park answers to an event, read back above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from openadr_park import SECTION, Business, Park, park_at
from running_vtn import SetClock, running_vtn
from zeropark.basis.errors import InputError, Phrase
from zeropark.basis.park.parts import Name
from zeropark.basis.park.virtual_plant import Resource, Sustained
from zeropark.facts.ledger.response.call import Reply
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.shell import bootstrap
from zeropark.shell.usecases.register_ven import register_ven
from zeropark.shell.usecases.send_report import Asked, asked_by, send_delivery, send_reply


@dataclass(frozen=True)
class Two:
    above: Business
    park: Park
    asked: Asked


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    clock = SetClock()
    with running_vtn(tmp_path / "above", clock=clock) as vtn:
        above = Business.at(vtn)
        above.event(
            above.makes("programs", programName="DR"),
            reportDescriptors=[{"payloadType": "USAGE", "units": "KWH"}],
        )
        park = park_at(vtn, tmp_path / "park", clock)
        (call,) = park.polls().calls
        yield Two(above, park, asked_by(call.id, seen=bootstrap.openadr_seen(park.folder)))


def reply(two: Two, accepted: float, short: float) -> Reply:
    return Reply(
        call=two.asked.call.id,
        accepted_kw=np.full(4, accepted),
        shortfall_kw=np.full(4, short),
        reason=Phrase("Not more can be moved.") if short else None,
        at=two.park.clock.now(),
    )


def reports(two: Two) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = two.above.asks("GET", "reports").json()
    return listed


def payloads(report: dict[str, Any], interval: int, *, resource: int = 0) -> dict[str, Any]:
    found = report["resources"][resource]["intervals"][interval]["payloads"]
    return {load["type"]: load["values"][0] for load in found}


def test_what_is_accepted_is_a_change_of_load_and_what_is_not_a_shortfall(two: Two) -> None:
    send_reply(two.asked, reply(two, 300.0, 200.0), openadr=SECTION, vtn=two.park.vtn)
    (report,) = reports(two)
    assert report["clientID"] == "ven-1"
    assert report["resources"][0]["resourceName"] == "AGGREGATED_REPORT"
    assert report["resources"][0]["intervalPeriod"] == {
        "start": "2026-06-01T04:00:00Z",
        "duration": "PT15M",
    }
    assert payloads(report, 3) == {
        "LOAD_SHED_DELTA_AVAILABLE": -300.0,
        "ZEROPARK_SHORTFALL": 200.0,
    }
    units = {each["payloadType"]: each["units"] for each in report["payloadDescriptors"]}
    assert units == {"LOAD_SHED_DELTA_AVAILABLE": "KW", "ZEROPARK_SHORTFALL": "KW"}


def test_a_second_answer_takes_the_place_of_the_first(two: Two) -> None:
    for accepted in (300.0, 500.0):
        send_reply(
            two.asked, reply(two, accepted, 500.0 - accepted), openadr=SECTION, vtn=two.park.vtn
        )
    (report,) = reports(two)
    assert payloads(report, 0) == {"LOAD_SHED_DELTA_AVAILABLE": -500.0}


def moved(name: str, measured_kw: list[float], baseline_kw: float) -> ResourceDelivery:
    measured, baseline = np.array(measured_kw), np.full(4, baseline_kw)
    return ResourceDelivery(
        resource=name,
        assigned_kw=np.full(4, 250.0),
        baseline_kw=baseline,
        measured_kw=measured,
        substituted=np.zeros(4, dtype=np.bool_),
        delivered_kw=baseline - measured,
        method="test",
        days=(),
        factor=1.0,
    )


def delivery(two: Two, *resources: ResourceDelivery) -> Delivery:
    call = two.asked.call
    return Delivery(
        call=call.id,
        programme=call.programme,
        direction=call.direction,
        test=False,
        axis=call.axis,
        asked_kw=np.array([500.0, 500.0, 500.0, 0.0]),
        accepted_kw=np.full(4, 500.0),
        resources=resources,
        response_minutes=15.0,
        findings=(),
    )


def test_what_was_drawn_is_told_by_resource_and_of_all(two: Two) -> None:
    """Per quarter-hour: 4,000 kW are 1,000 kWh."""
    told = delivery(
        two,
        moved("line", [4000.0, 0.0, np.nan, 4800.0], 4500.0),
        moved("store", [-400.0, -400.0, -400.0, 0.0], 0.0),
    )
    send_delivery(two.asked, told, openadr=SECTION, vtn=two.park.vtn)
    (report,) = reports(two)
    assert [each["resourceName"] for each in report["resources"]] == [
        "line",
        "store",
        "AGGREGATED_REPORT",
    ]
    assert payloads(report, 0) == {
        "USAGE": 1000.0,
        "BASELINE": 1125.0,
        "DELTA_USAGE": -125.0,
        "DATA_QUALITY": "OK",
        "OPERATING_STATE": "RUNNING_CURTAILED",
    }
    assert payloads(report, 3)["OPERATING_STATE"] == "NORMAL"
    assert payloads(report, 1)["USAGE"] == 0.0
    store, total = payloads(report, 0, resource=1), payloads(report, 0, resource=2)
    assert "USAGE" not in store  # it gave, and the standard knows no usage below zero
    assert (store["BASELINE"], store["DELTA_USAGE"]) == (0.0, -100.0)
    assert (total["USAGE"], total["BASELINE"], total["DELTA_USAGE"]) == (900.0, 1125.0, -225.0)


def test_what_was_not_measured_is_said_to_be_missing_and_is_no_zero(two: Two) -> None:
    told = delivery(two, moved("line", [4000.0, 0.0, np.nan, 4800.0], 4500.0))
    send_delivery(two.asked, told, openadr=SECTION, vtn=two.park.vtn)
    (report,) = reports(two)
    for resource in (0, 1):
        assert payloads(report, 2, resource=resource) == {
            "BASELINE": 1125.0,
            "DATA_QUALITY": "MISSING",
            "OPERATING_STATE": "RUNNING_CURTAILED",
        }
    described = {each["payloadType"] for each in report["payloadDescriptors"]}
    assert "USAGE" not in described  # the event asked for it in kWh already
    assert {"BASELINE", "DELTA_USAGE"} <= described


def test_a_call_of_no_event_is_told(two: Two) -> None:
    with pytest.raises(InputError, match="means the call 'of-a-file'"):
        asked_by("of-a-file", seen=bootstrap.openadr_seen(two.park.folder))


def test_a_park_registers_itself_and_may_do_so_again(two: Two) -> None:
    def battery(power_kw: float) -> Resource:
        return Resource(
            id="battery",
            name=Name(zh="储能", en="Battery"),
            devices=("battery",),
            direction="down",
            capability=(
                Sustained(minutes=15, power_kw=power_kw),
                Sustained(minutes=60, power_kw=1000.0),
            ),
            response_min=1.0,
            cost_cny_per_kwh=0.3,
        )

    for power_kw in (2000.0, 2500.0):
        register_ven(SECTION, [battery(power_kw)], vtn=two.park.vtn)
    (ven,) = two.above.asks("GET", "vens").json()
    assert (ven["venName"], ven["clientID"]) == ("park", "ven-1")
    (resource,) = two.above.asks("GET", "resources").json()
    attributes = {each["type"]: each["values"] for each in resource["attributes"]}
    assert resource["venID"] == ven["id"]
    assert attributes == {
        "DESCRIPTION": ["储能", "Battery"],
        "ZEROPARK_CAPABILITY": ["down", 15, 2500.0, 60, 1000.0],
    }
