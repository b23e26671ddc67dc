"""One turn of a park's VEN: ask, receive what is new, answer it; withdraw what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zeropark.basis.errors import Finding, InputError, Severity
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.records import call_record
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.flexing.kept import kept
from zeropark.shell.openadr.received import Expected
from zeropark.shell.openadr.understand import SOURCE
from zeropark.shell.ports.vtn_above import VtnAbove, VtnRefusedError
from zeropark.shell.ports.web import UnreachableError
from zeropark.shell.usecases.flex_receive import HowReceived, ReceivedCall, flex_receive
from zeropark.shell.usecases.flex_withdraw import flex_withdraw
from zeropark.shell.usecases.poll_openadr import Polled, openadr_of, poll_openadr
from zeropark.shell.usecases.send_report import asked_by, send_reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a poll found, and what became of it."""

    polled: Polled
    received: tuple[ReceivedCall, ...]
    answered: tuple[str, ...]
    """Ids of the calls that the VTN was told the answer to."""
    also: tuple[Finding, ...]
    """Calls that could not be withdrawn, and what the VTN could not be told."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say; a call is checked where it is received again, and told once."""
        told = [finding for each in self.received for finding in each.findings]
        said = {str(finding): finding for finding in (*self.polled.findings, *told, *self.also)}
        return tuple(said.values())


def take_turn(
    work: Workspace,
    vtn: VtnAbove,
    *,
    at: datetime,
    expected: Expected,
    chance: Callable[[], float],
) -> Turn:
    """Ask the VTN once, and do what it asks for.

    Args:
        work: the park.
        vtn: that is asked.
        at: now; aware.
        expected: what the park expects to draw.
        chance: a number from 0 to 1, another one each time.

    Raises:
        InputError: the park document says nothing of OpenADR.
        MissingDataError: the park has no virtual plant.
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
        StoreError: the park's folder can't be used.
    """
    section, seen = openadr_of(work.park.openadr), bootstrap.openadr_seen(work.folder)
    received: list[ReceivedCall] = []
    running: list[Finding] = []

    def hand_on(polled: Polled) -> None:
        running.extend(_withdrawn(polled.withdrawn, work, at))
        received.extend(_received(work, call, at) for call in polled.calls)

    polled = poll_openadr(
        section, vtn=vtn, seen=seen, at=at, chance=chance, expected=expected, hand_on=hand_on
    )
    answered, unanswered = _answered(received, work, vtn)
    return Turn(
        polled=polled,
        received=tuple(received),
        answered=tuple(answered),
        also=(*running, *unanswered),
    )


def _withdrawn(call_ids: Iterable[str], work: Workspace, at: datetime) -> Iterator[Finding]:
    """Let calls hold no more that their sender took back; of one that runs, say so."""
    standing = {call.id for call in kept(work.flexibility).standing}
    for call_id in standing.intersection(call_ids):
        try:
            flex_withdraw(call_id, store=work.flexibility, at=at)
        except InputError as error:
            yield _runs_on(call_id, error)


def _answered(
    received: list[ReceivedCall], work: Workspace, vtn: VtnAbove
) -> tuple[list[str], list[Finding]]:
    """Tell the VTN what is accepted, of calls too that were received before and not answered.

    A call is received whether its answer arrives or not; what does not arrive can be sent again.
    """
    section, seen = openadr_of(work.park.openadr), bootstrap.openadr_seen(work.folder)
    replies = kept(work.flexibility).replies
    answered: list[str] = []
    findings: list[Finding] = []
    for call_id in (each.call.id for each in received if each.call.id in replies):
        try:
            send_reply(asked_by(call_id, seen=seen), replies[call_id], openadr=section, vtn=vtn)
        except (VtnRefusedError, UnreachableError) as error:
            findings.append(_not_answered(call_id, error))
        else:
            answered.append(call_id)
    return answered, findings


def _runs_on(call_id: str, error: InputError) -> Finding:
    return Finding(
        code="openadr.runs_on",
        place=f"call {call_id}",
        problem_template="The VTN changed it or took it back. {why}",
        remedy_template="It stays as it was received.",
        severity=Severity.WARNING,
        data={"why": error.told},
    )


def _not_answered(call_id: str, error: VtnRefusedError | UnreachableError) -> Finding:
    return Finding(
        code="openadr.not_answered",
        place=f"call {call_id}",
        problem_template="The VTN was not told the answer. {why}",
        remedy_template="The call is received all the same. Send the answer again: "
        "zeropark flex ven report.",
        severity=Severity.WARNING,
        data={"why": error.told},
    )


def _received(work: Workspace, call: Call, at: datetime) -> ReceivedCall:
    return flex_receive(
        call_record(call),
        HowReceived(source=SOURCE),
        park=work.park,
        rules=work.rules,
        books=work.books,
        store=work.flexibility,
        at=at,
    )
