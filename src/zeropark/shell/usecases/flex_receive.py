"""Receive a call: check it, decompose it, answer it, and keep all three."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from zeropark.basis.errors import Finding, Severity, has_errors
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import VirtualPlant
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.response.call import Call, check_call
from zeropark.facts.ledger.response.records import (
    allocation_record,
    call_of,
    call_record,
    reply_record,
)
from zeropark.future.flexibility.decompose import Decomposed, decompose
from zeropark.future.flexibility.spread import Fairness
from zeropark.shell.flexing.kept import kept
from zeropark.shell.flexing.rulings import plant_of, programme_table
from zeropark.shell.flexing.states import rooms_of, states_of
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedCall:
    """A call and what became of it."""

    call: Call
    decomposed: Decomposed | None
    """None where a finding says why it can't be carried out, or it was received before."""
    again: bool
    """Whether the same call was there already."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HowReceived:
    """How a call came, and how it is to be answered."""

    source: str
    """What brought it."""
    test: bool = False
    """It is a drill, whatever it says itself."""
    fairness: Fairness = "pro_rata"
    """How resources of one cost share."""


def flex_receive(
    record: Mapping[str, Any],
    how: HowReceived,
    *,
    park: ParkDocument,
    rules: Rulebook,
    books: BooksStore,
    store: FlexibilityStore,
    at: datetime,
) -> ReceivedCall:
    """A call as it was received; a sound one is answered with what is possible.

    Args:
        record: the call as JSON.
        how: it came, and is to be answered.
        park: with a virtual plant.
        rules: with the park's own.
        books: for what is expected of the day.
        store: where calls rest.
        at: now.

    Raises:
        InputError: it can't be read as a call.
        MissingDataError: the park has no virtual plant.
        SolverError: several stretches are possible, and no solver is installed.
        StoreError: somebody else added to the store meanwhile.
    """
    plant, there = plant_of(park), kept(store)
    told = call_of(record, source=how.source, at=at)
    call = replace(told, test=told.test or how.test)
    findings = (*check_call(call, at=at), *_programme(call, plant, rules), *_late(call, at))
    before = there.calls.get(call.id)
    if before is not None and call.id not in there.withdrawn and _same(before, call):
        return ReceivedCall(call=before, decomposed=None, again=True, findings=findings)
    if before is not None and before.axis.start <= at and call.id not in there.withdrawn:
        findings = (*findings, _running(before))
    if has_errors(findings):
        return ReceivedCall(call=call, decomposed=None, again=False, findings=findings)
    states = states_of(call, park=park, books=books, there=there, at=at)
    rooms = rooms_of(call, states, park=park, books=books)
    found = decompose(call, states, rooms=rooms, at=at, fairness=how.fairness)
    store.put(
        [
            Record(sort="call", id=call.id, at=at, body=call_record(call)),
            Record(sort="reply", id=call.id, at=at, body=reply_record(found.reply)),
            Record(sort="allocation", id=call.id, at=at, body=allocation_record(found.allocation)),
        ],
        seen=there.count,
    )
    return ReceivedCall(
        call=call, decomposed=found, again=False, findings=(*findings, *_short(found))
    )


def _same(one: Call, other: Call) -> bool:
    return (
        (one.programme, one.direction, one.axis, one.test, one.price_cny_per_kwh)
        == (other.programme, other.direction, other.axis, other.test, other.price_cny_per_kwh)
    ) and np.array_equal(one.power_kw, other.power_kw)


def _programme(call: Call, plant: VirtualPlant, rules: Rulebook) -> Iterator[Finding]:
    programme = plant.programme_by_id.get(call.programme)
    place = f"call {call.id}"
    if programme is None:
        yield Finding(
            code="call.unknown_programme",
            place=place,
            problem_template="The park takes part in no programme {programme!r}.",
            remedy_template="Use one of {known}, or add it to the park document.",
            data={
                "programme": call.programme,
                "known": ", ".join(plant.programme_by_id) or "-",
            },
        )
        return
    day = call.axis.start.astimezone(PARK_ZONE).date()
    table = programme_table(rules, programme.profile, at=day)
    most = table.most_cny_per_kwh(call.direction)
    price = call.price_cny_per_kwh
    if most is not None and price is not None and price > most:
        yield Finding(
            code="call.price_above_the_programmes",
            place=place,
            problem_template="Its price of {price:g} CNY/kWh is above the {most:g} that the "
            "programme allows.",
            remedy_template="Ask the caller; settle what the programme allows.",
            severity=Severity.WARNING,
            data={"price": price, "most": most},
        )
    notice = table.notice_minutes
    if notice is not None and call.axis.start - call.issued_at < timedelta(minutes=notice):
        yield Finding(
            code="call.short_notice",
            place=place,
            problem_template="It gives less than the {notice:g} minutes of notice that the "
            "programme asks for.",
            remedy_template="Carry out what is possible, and tell the caller.",
            severity=Severity.WARNING,
            data={"notice": notice},
        )


def _late(call: Call, at: datetime) -> Iterator[Finding]:
    if call.issued_at <= call.axis.start < at:
        yield Finding(
            code="call.came_late",
            place=f"call {call.id}",
            problem_template="It had started already when it came, at {at}.",
            remedy_template="What is left of it is carried out; the rest is answered as a "
            "shortfall.",
            severity=Severity.WARNING,
            data={"at": at.isoformat()},
        )


def _running(before: Call) -> Finding:
    return Finding(
        code="call.changed_too_late",
        place=f"call {before.id}",
        problem_template="A call of this id has started at {start} and says something else.",
        remedy_template="Send what is new with an id of its own.",
        data={"start": f"{before.axis.start.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"},
    )


def _short(found: Decomposed) -> Iterator[Finding]:
    reason = found.reply.reason
    if reason is not None:
        yield Finding(
            code="call.beyond_capability",
            place=f"call {found.reply.call}",
            problem_template="{reason}",
            remedy_template="What is possible is accepted; the shortfall is in the reply.",
            severity=Severity.WARNING,
            data={"reason": reason},
        )
