"""One event from notice to statement: openadr3-client above, our park below, HTTP between.

The loads are the same every day, so that baseline, delivery and pay are worked out by hand. 600 kW
less are asked for over two hours. The battery was never charged in the weeks before, so there is
nothing in it to count on; mill and repair hall give the 400 and 100 kW that they registered, and
100 kW are answered as a shortfall. 1,000 kWh at 1.20 CNY are 1,200.00 CNY.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli_runs import zeropark
from flexible_park import write_park
from interop_peer import Peer, model, peer
from response_cases import FRIDAY, local
from response_park import VIRTUAL_PLANT
from running_vtn import RunningVtn, SetClock, running_vtn
from zeropark.basis.timeline import parse_period
from zeropark.basis.units import Money
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.vtn_above import VtnAbove
from zeropark.shell.serving.openadr.turn import Turn, take_turn
from zeropark.shell.usecases.flex_dispatch import flex_dispatch
from zeropark.shell.usecases.flex_settle import flex_settle
from zeropark.shell.usecases.flex_statement import flex_statement
from zeropark.shell.usecases.flex_verify import flex_verify
from zeropark.shell.usecases.register_ven import register_ven
from zeropark.shell.usecases.send_report import asked_by, send_delivery

OPENADR = """
openadr:
  ven_name: tiny
  programs: [{name: Evening-DR, programme: dr}]
"""
FIRST = FRIDAY - timedelta(days=32)
RELATIVE = "DISPATCH_SETPOINT_RELATIVE"
REPORTED = {
    "LOAD_SHED_DELTA_AVAILABLE": "KW",
    "ZEROPARK_SHORTFALL": "KW",
    "USAGE": "KWH",
    "BASELINE": "KWH",
    "DELTA_USAGE": "KWH",
    "DATA_QUALITY": None,
    "OPERATING_STATE": None,
}


def readings(folder: Path, first: date, days: int, *, event: bool) -> Path:
    """What the meters say, a row a quarter-hour; the mill has a register, that goes on."""
    rows = ["time,m-cells/charge,m-cells/discharge,m-shop/energy,m-mill/energy"]
    start = local(first, "00:00")
    register = 96 * 2.25 * (first - FIRST).days
    for number in range(96 * days + 1):
        at = start + number * timedelta(minutes=15)
        called = event and 18 <= at.hour < 20
        given, shop, mill = (0.0, 25.0, 1.25) if called else (0.0, 50.0, 2.25)
        rows.append(f"{at:%Y-%m-%d %H:%M},0,{given},{shop},{register:.4f}")
        register += mill
    path = folder / f"{first}.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def closed(park: Path, first: date, days: int, *, event: bool = False) -> None:
    """Readings of some days, brought in and closed by the command line."""
    file = readings(park.parent, first, days, event=event)
    assert zeropark("import", park, file).code == 0
    period = f"{first}/{first + timedelta(days=days)}"
    done = zeropark("close", park, "--period", period)
    assert done.code == 0, done.out


@dataclass(frozen=True)
class Ends:
    vtn: RunningVtn
    above: Peer
    work: Workspace
    below: VtnAbove
    clock: SetClock
    park: Path

    def turns(self) -> Turn:
        at = self.clock.now()
        return take_turn(self.work, self.below, at=at, expected=lambda _: None, chance=lambda: 0.0)


@pytest.fixture
def ends(tmp_path: Path, peer_python: str) -> Iterator[Ends]:
    clock = SetClock(local(FRIDAY, "12:00"))
    park = write_park(tmp_path / "tiny", section=VIRTUAL_PLANT + OPENADR)
    closed(park, FIRST, 32)
    with (
        running_vtn(tmp_path / "above", clock=clock) as vtn,
        peer(peer_python) as above,
        bootstrap.workspace(park) as work,
    ):
        above.joins("bl-1", "bl", vtn.url, vtn.secrets["bl-1"])
        below = bootstrap.vtn_above(
            vtn.url, client_id="ven-1", secret=vtn.secrets["ven-1"], clock=clock
        )
        yield Ends(vtn, above, work, below, clock, park)


def posts(above: Peer, reported: Mapping[str, str | None] = REPORTED) -> dict[str, Any]:
    program = above.does(
        "bl-1",
        "programs",
        "create_program",
        new_program=model("program.program:NewProgram", programName="Evening-DR"),
    )
    payloads = [{"type": RELATIVE, "values": [-600.0]}, {"type": "PRICE", "values": [1.2]}]
    said = model(
        "event.event:NewEvent",
        programID=program["id"],
        eventName="Friday evening",
        intervalPeriod={"start": local(FRIDAY, "18:00").isoformat(), "duration": "PT2H"},
        intervals=[{"id": 0, "payloads": payloads}],
        payloadDescriptors=[
            {"payloadType": RELATIVE, "units": "KW"},
            {"payloadType": "PRICE", "units": "KWH", "currency": "CNY"},
        ],
        reportDescriptors=[
            {"payloadType": kind, "units": units} for kind, units in reported.items()
        ],
    )
    made: dict[str, Any] = above.does("bl-1", "events", "create_event", new_event=said)
    return made


def told(above: Peer, event: dict[str, Any], title: str) -> dict[str, list[dict[str, Any]]]:
    """What a report says, by resource and interval, as the client reads it."""
    none = {"pagination": None, "program_id": None, "client_name": "tiny"}
    found = above.does("bl-1", "reports", "get_reports", event_id=event["id"], **none)
    (report,) = [each for each in found if each["reportName"].endswith(title)]
    return {
        resource["resourceName"]: [
            {load["type"]: load["values"][0] for load in interval["payloads"]}
            for interval in resource["intervals"]
        ]
        for resource in report["resources"]
    }


def test_an_event_becomes_a_statement_that_sums_to_the_fen(ends: Ends) -> None:
    work, store = ends.work, ends.work.flexibility
    section, plant = work.park.openadr, work.park.virtual_plant
    assert section
    assert plant
    register_ven(section, plant.resources, vtn=ends.below)
    event = posts(ends.above)

    # notice: the event is a call, decomposed and answered
    turn = ends.turns()
    (call_id,) = turn.answered
    assert call_id == f"openadr-{event['id']}-down"
    reply = told(ends.above, event, "reply")["AGGREGATED_REPORT"]
    possible = {"LOAD_SHED_DELTA_AVAILABLE": -500.0, "ZEROPARK_SHORTFALL": 100.0}
    assert reply == [possible] * 8
    assert ends.turns().answered == ()

    # dispatch: who is to move by how much
    known: dict[str, Any] = {"park": work.park, "rules": work.rules, "books": work.books}
    found = flex_dispatch(call_id, store=store, at=ends.clock.now(), **known)
    moved = dict(zip(found.allocation.resources, found.allocation.power_kw[:, 0], strict=True))
    assert moved["mill-down"] == pytest.approx(400.0)
    assert moved["shop-down"] == pytest.approx(100.0)
    assert sum(moved.values()) == pytest.approx(500.0)

    # readings arrive and are closed; the call is verified
    closed(ends.park, FRIDAY, 1, event=True)
    ends.clock.instant = local(FRIDAY + timedelta(days=1), "09:00")
    delivery = flex_verify(call_id, store=store, at=ends.clock.now(), **known)
    assert delivery.delivered_kwh == pytest.approx(1000.0)

    # settled, and shared to the fen
    month = parse_period("2026-07")
    at = ends.clock.now()
    settled = flex_settle(month, park=work.park, rules=work.rules, store=store, at=at)
    statement = flex_statement(month, store=store)
    assert settled.total == Money(120000)
    assert statement.by_user == settled.by_user
    assert sum(statement.by_user.values(), Money(0)) == settled.total
    # 400 of 500 kW are the mill's, and 70 % of what they earn; 100 the repair hall's, and 80 %
    assert statement.of_user("mill") == Money(67200)
    assert statement.of_user("shop") == Money(19200)
    assert statement.of_user("park") == Money(33600)

    # what was delivered is read above by the client, whose token was of yesterday
    ends.above.joins("bl-1", "bl", ends.vtn.url, ends.vtn.secrets["bl-1"])
    asked = asked_by(call_id, seen=bootstrap.openadr_seen(ends.park))
    send_delivery(asked, delivery, openadr=section, vtn=ends.below)
    measured = told(ends.above, event, "measured")
    assert [each["DELTA_USAGE"] for each in measured["AGGREGATED_REPORT"]] == pytest.approx(
        [-125.0] * 8
    )
    assert measured["mill-down"][0]["USAGE"] == pytest.approx(125.0)
    assert measured["mill-down"][0]["BASELINE"] == pytest.approx(225.0)
    assert measured["shop-down"][0]["DATA_QUALITY"] == "OK"


def test_an_event_that_is_taken_back_is_asked_for_no_more(ends: Ends) -> None:
    event = posts(ends.above)
    (call_id,) = ends.turns().answered
    ends.above.does("bl-1", "events", "delete_event_by_id", event_id=event["id"])
    turn = ends.turns()
    assert turn.polled.withdrawn == (call_id,)
    assert kept(ends.work.flexibility).standing == ()
    month = parse_period("2026-07")
    settled = flex_settle(
        month,
        park=ends.work.park,
        rules=ends.work.rules,
        store=ends.work.flexibility,
        at=ends.clock.now(),
    )
    assert (settled.total, settled.findings) == (Money(0), ())


def test_a_descriptor_of_a_report_is_more_than_the_client_reads(ends: Ends) -> None:
    """The standard has REPORT_PAYLOAD_DESCRIPTOR; this client (2.4.2) knows the other kind alone.

    So the park describes only what an event did not: the test above reads all of its reports.
    """
    event = posts(ends.above, {"USAGE": "KWH"})
    assert ends.turns().answered
    none = {"pagination": None, "program_id": None, "client_name": None}
    outcome = ends.above.tries("bl-1", "reports", "get_reports", event_id=event["id"], **none)
    assert "EVENT_PAYLOAD_DESCRIPTOR" in outcome["invalid"]
