"""One turn of a park's VEN: ask, receive what is new, answer it; withdraw what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from zeropark.basis.errors import Finding
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.records import call_record
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.openadr.received import Expected
from zeropark.shell.openadr.understand import SOURCE
from zeropark.shell.ports.vtn_above import VtnAbove
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say; a call is checked where it is received again, and told once."""
        told = [finding for each in self.received for finding in each.findings]
        said = {str(finding): finding for finding in (*self.polled.findings, *told)}
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

    def hand_on(polled: Polled) -> None:
        for call_id in polled.withdrawn:
            flex_withdraw(call_id, store=work.flexibility, at=at)
        received.extend(_received(work, call, at) for call in polled.calls)

    polled = poll_openadr(
        section, vtn=vtn, seen=seen, at=at, chance=chance, expected=expected, hand_on=hand_on
    )
    answered = []
    for each in received:
        if each.decomposed is not None:
            asked = asked_by(each.call.id, seen=seen)
            send_reply(asked, each.decomposed.reply, openadr=section, vtn=vtn)
            answered.append(each.call.id)
    return Turn(polled=polled, received=tuple(received), answered=tuple(answered))


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
