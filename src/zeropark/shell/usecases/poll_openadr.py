"""Ask the VTN above for events, and find out what is new, what changed and what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, InputError, Severity, has_errors
from zeropark.basis.park.openadr import OpenAdr, OpenAdrProgram
from zeropark.facts.ledger.response.call import Call, check_call
from zeropark.shell.openadr.objects import Event, Program
from zeropark.shell.openadr.priority import Ranked, yielded
from zeropark.shell.openadr.received import Expected, Price
from zeropark.shell.openadr.understand import Context, understand
from zeropark.shell.ports.openadr_seen import SeenEvent, SeenEvents
from zeropark.shell.ports.vtn_above import VtnAbove

MOST_SKEW: Final = timedelta(seconds=60)
"""How far two clocks may be apart before it is told: times in events are full minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll found."""

    calls: tuple[Call, ...]
    """New ones, and those of events that changed."""
    withdrawn: tuple[str, ...]
    """Ids of calls that hold no more: their events changed or were taken back."""
    prices: tuple[Price, ...]
    events: int
    """How many events there are."""
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Round:
    """What comes together while one poll is made."""

    at: datetime
    seen: Mapping[str, SeenEvent]
    chance: Callable[[], float]
    expected: Expected
    live: dict[str, tuple[SeenEvent, int | None]] = field(default_factory=dict)
    """Events that are there, as they are now, with their priority."""
    prices: list[Price] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def poll_openadr(
    openadr: OpenAdr,
    *,
    vtn: VtnAbove,
    seen: SeenEvents,
    at: datetime,
    chance: Callable[[], float],
    expected: Expected,
    hand_on: Callable[[Polled], None],
) -> Polled:
    """One poll: what the VTN's events say to this park now that they did not say before.

    What is found is handed on before it is remembered: whoever is killed in between hears it
    again, with the same ids, and never misses it.

    Args:
        openadr: what the park document says.
        vtn: that is asked.
        seen: what was seen before; what is seen now is kept there.
        at: now; aware.
        chance: a number from 0 to 1, another one each time.
        expected: what the park expects to draw.
        hand_on: takes calls and withdrawals; raises where it can't, so that nothing is remembered.

    Raises:
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
        StoreError: what was seen can't be read or kept.
    """
    turn = _Round(at=at, seen=seen.all(), chance=chance, expected=expected)
    targets = _targets(openadr, vtn, turn)
    listed = vtn.programs(targets=targets)
    turn.findings.extend(listed.findings)
    by_name = {program.program_name: program for program in listed.items}
    for agreed in openadr.programs:
        program = by_name.get(agreed.name)
        if program is None:
            turn.findings.append(_no_program(agreed, sorted(by_name)))
            continue
        found = vtn.events(program.id, targets=targets)
        turn.findings.extend(found.findings)
        for event in found.items:
            turn.live[event.id] = _looked_at(event, program, agreed, turn), event.priority
    turn.findings.extend(_clocks(vtn))
    polled, now_seen = _settled(turn)
    hand_on(polled)
    seen.keep(now_seen)
    return polled


def _targets(openadr: OpenAdr, vtn: VtnAbove, turn: _Round) -> tuple[str, ...]:
    """All targets that the VTN granted to this park's VEN and its resources."""
    vens = [ven for ven in vtn.vens().items if ven.ven_name == openadr.ven_name]
    if not vens:
        turn.findings.append(_not_registered(openadr))
        return ()
    granted = list(vens[0].targets or ())
    for resource in vtn.resources(vens[0].id).items:
        granted.extend(resource.targets or ())
    return tuple(dict.fromkeys(granted))


def _looked_at(event: Event, program: Program, agreed: OpenAdrProgram, turn: _Round) -> SeenEvent:
    """An event as it is now; one that asks for nothing yet is understood afresh every time."""
    document = {"event": event.document(), "program": program.document()}
    before = turn.seen.get(event.id)
    same = before is not None and before.document == document and not before.withdrawn
    if before is not None and same and before.asked:
        return before
    offset = turn.chance() if before is None else before.offset
    context = Context(
        program=program, agreed=agreed, at=turn.at, offset=offset, expected=turn.expected
    )
    received = understand(event, context)
    turn.findings.extend(received.findings)
    turn.prices.extend(received.prices)
    return SeenEvent(
        id=event.id,
        document=document,
        revision=0 if before is None else before.revision,
        offset=offset,
        asked=tuple(_sound(received.calls, turn)),
        calls=() if before is None else before.calls,
    )


def _sound(calls: tuple[Call, ...], turn: _Round) -> Iterator[Call]:
    """Those that can still be carried out."""
    for call in calls:
        if call.axis.period.end <= turn.at:
            turn.findings.append(_over(call))
            continue
        findings = check_call(call, at=turn.at)
        turn.findings.extend(findings)
        if not has_errors(findings):
            yield call


def _settled(turn: _Round) -> tuple[Polled, tuple[SeenEvent, ...]]:
    """What is new against what was handed on before, and what to remember."""
    ranked = [
        Ranked(call=call, priority=priority)
        for event, priority in turn.live.values()
        for call in event.asked
    ]
    calls: list[Call] = []
    withdrawn: list[str] = []
    now_seen: list[SeenEvent] = []
    for event, priority in turn.live.values():
        left = tuple(yielded(call, priority, ranked) for call in event.asked)
        turn.findings.extend(_yields(event.asked, left))
        asked = tuple(call for call in left if (call.power_kw > 0).any())
        if _alike(asked, event.calls):
            now_seen.append(event)
            continue
        known = event.id in turn.seen
        revision = event.revision + 1 if known and (event.calls or event.revision) else 0
        handed = tuple(replace(call, id=_numbered(call.id, revision)) for call in asked)
        withdrawn.extend(call.id for call in event.calls if call.axis.period.end > turn.at)
        calls.extend(handed)
        now_seen.append(replace(event, revision=revision, calls=handed))
    for gone in _taken_back(turn):
        withdrawn.extend(call.id for call in gone.calls)
        later = gone.revision + 1
        now_seen.append(replace(gone, asked=(), calls=(), withdrawn=True, revision=later))
    polled = Polled(
        calls=tuple(calls),
        withdrawn=tuple(withdrawn),
        prices=tuple(turn.prices),
        events=len(turn.live),
        findings=tuple(turn.findings),
    )
    return polled, tuple(now_seen)


def _taken_back(turn: _Round) -> Iterator[SeenEvent]:
    """Events that are listed no more, and were not over: their calls hold no more."""
    for event_id, before in turn.seen.items():
        running = any(call.axis.period.end > turn.at for call in before.calls)
        if running and event_id not in turn.live:
            turn.findings.append(_withdrawn(event_id))
            yield before


def _alike(new: tuple[Call, ...], old: tuple[Call, ...]) -> bool:
    """Whether two sets of calls ask for the same, whatever their ids."""
    return len(new) == len(old) and all(
        (one.direction, one.axis, one.programme, one.test)
        == (other.direction, other.axis, other.programme, other.test)
        and np.array_equal(one.power_kw, other.power_kw)
        for one, other in zip(new, old, strict=True)
    )


def _numbered(call_id: str, revision: int) -> str:
    """An id of its own for each time that what an event asks for changed."""
    return f"{call_id}.{revision}" if revision else call_id


def _yields(asked: tuple[Call, ...], left: tuple[Call, ...]) -> Iterator[Finding]:
    for whole, part in zip(asked, left, strict=True):
        if not np.array_equal(whole.power_kw, part.power_kw):
            yield _finding(
                "openadr.yields",
                f"call {whole.id}",
                problem="A part of it falls into the time of an event of higher priority.",
                remedy="That part is not asked for. Look at the priorities of the two events.",
                severity=Severity.NOTE,
            )


def openadr_of(section: OpenAdr | None) -> OpenAdr:
    """What the park document says of OpenADR.

    Raises:
        InputError: it says nothing.
    """
    if section is None:
        raise InputError.of(
            _finding(
                "openadr.not_agreed",
                "park.yaml",
                problem="The park document has no section `openadr`.",
                remedy="Write the VEN's name and its programs there; see docs/openadr.md.",
            )
        )
    return section


def _clocks(vtn: VtnAbove) -> Iterator[Finding]:
    skew = vtn.skew()
    if skew is not None and abs(skew) > MOST_SKEW:
        yield _finding(
            "openadr.clock",
            "VTN",
            problem="Its clock is {seconds:.0f} seconds ahead of the one here (behind: negative).",
            remedy="Set the clock that is wrong; events are taken by the clock here.",
            severity=Severity.WARNING,
            seconds=skew.total_seconds(),
        )


def _no_program(agreed: OpenAdrProgram, there: list[str]) -> Finding:
    return _finding(
        "openadr.no_program",
        "park.yaml: openadr.programs",
        problem="The VTN has no program {name!r} for this park; it has: {there}.",
        remedy="Write its name as the VTN has it, or ask there to be let in.",
        name=agreed.name,
        there=", ".join(there) or "-",
    )


def _not_registered(openadr: OpenAdr) -> Finding:
    return _finding(
        "openadr.not_registered",
        "VTN",
        problem="The VTN knows no VEN {name!r} of this client.",
        remedy="Register it: zeropark flex ven register. Events without targets are seen anyway.",
        severity=Severity.WARNING,
        name=openadr.ven_name,
    )


def _over(call: Call) -> Finding:
    return _finding(
        "openadr.over",
        f"call {call.id}",
        problem="It was over before it was seen; nothing is done.",
        remedy="Ask more often, or let the VTN tell: zeropark flex ven watch.",
        severity=Severity.WARNING,
    )


def _withdrawn(event_id: str) -> Finding:
    return _finding(
        "openadr.taken_back",
        f"event {event_id}",
        problem="The VTN took it back; its calls hold no more.",
        remedy="What was promised for it is free again.",
        severity=Severity.NOTE,
    )


def _finding(
    code: str,
    place: str,
    /,
    *,
    problem: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
    **data: object,
) -> Finding:
    return Finding(
        code=code,
        place=place,
        problem_template=problem,
        remedy_template=remedy,
        severity=severity,
        data=data,
    )
