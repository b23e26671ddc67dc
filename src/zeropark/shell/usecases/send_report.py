"""Answer an event at the VTN above: how much of a call is accepted, then what was drawn."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.errors import InputError
from zeropark.basis.park.openadr import OpenAdr
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.shell.openadr.answer import About, Measured, measured_report, reply_report
from zeropark.shell.openadr.objects import Event, Report, ReportRequest
from zeropark.shell.ports.openadr_seen import SeenEvents
from zeropark.shell.ports.vtn_above import VtnAbove


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call, and the event that it came of."""

    call: Call
    event: Event


def asked_by(call_id: str, *, seen: SeenEvents) -> Asked:
    """The event that a call came of.

    Raises:
        InputError: no event that was seen means this call.
    """
    for event in seen.all().values():
        for call in event.calls:
            if call.id == call_id:
                said = Event.model_validate(event.document["event"])
                return Asked(call=call, event=said)
    raise InputError(
        "No event of the VTN means the call {call!r}. See those that do: zeropark flex ven poll.",
        call=call_id,
    )


def send_reply(asked: Asked, reply: Reply, *, openadr: OpenAdr, vtn: VtnAbove) -> Report:
    """Tell the VTN how much of a call is accepted; a second answer takes the place of the first.

    Raises:
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
    """
    return _sent(reply_report(_about(asked, openadr), reply), vtn)


def send_delivery(asked: Asked, delivery: Delivery, *, openadr: OpenAdr, vtn: VtnAbove) -> Report:
    """Tell the VTN what was drawn, and what would have been; as `send_reply`.

    Raises:
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
    """
    hours = delivery.axis.step_hours
    measured = [
        Measured(
            resource=each.resource,
            usage_kwh=each.measured_kw * hours,
            baseline_kwh=each.baseline_kw * hours,
        )
        for each in delivery.resources
    ]
    about = _about(asked, openadr)
    return _sent(measured_report(about, delivery.axis, delivery.asked_kw, measured), vtn)


def _about(asked: Asked, openadr: OpenAdr) -> About:
    return About(event=asked.event, call=asked.call, ven_name=openadr.ven_name)


def _sent(said: ReportRequest, vtn: VtnAbove) -> Report:
    known = [each.id for each in vtn.reports(said.event_id).items if _same(each, said)]
    return vtn.put_report(said, known=known[0] if known else None)


def _same(there: Report, said: ReportRequest) -> bool:
    return (there.client_name, there.report_name) == (said.client_name, said.report_name)
