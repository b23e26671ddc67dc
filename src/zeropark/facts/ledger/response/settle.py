"""Settle a period: each verified call by its programme's pay rule, then who gets which part.

What one settlement has credited of a resource in a quarter-hour is not credited again: calls are
settled in the order in which they were issued, and a later one has what the earlier ones left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import VirtualPlant
from zeropark.basis.rules.programme import Pay, ProgrammeTable
from zeropark.basis.timeline import Period
from zeropark.basis.units import Money
from zeropark.facts.ledger.bills.metered import exact
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.facts.ledger.response.draw import Series
from zeropark.facts.ledger.response.parts import parts_of
from zeropark.facts.ledger.response.pay import Paid, paid_of
from zeropark.facts.ledger.response.settlement import (
    Credited,
    PayLine,
    Settlement,
    UserLine,
    What,
    overlap_kw,
)
from zeropark.facts.ledger.response.standby import standby


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A call that can be settled."""

    delivery: Delivery
    price_cny_per_kwh: float | None
    """What the call offered; None: the programme's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """One call with all that its settlement needs."""

    verified: Verified
    table: ProgrammeTable
    pay: Pay
    price_cny: Decimal
    credit_kw: Mapping[str, Series]
    """By resource: what may be credited, after what was credited before; may be below zero."""


def settle(
    period: Period,
    calls: Iterable[Verified],
    *,
    park: ParkDocument,
    programmes: Mapping[str, ProgrammeTable],
    credited: Iterable[Credited] = (),
) -> Settlement:
    """What a period brings.

    Args:
        period: whose calls these are; months of it without a call may be paid for standing by.
        calls: in the order in which they were issued.
        park: whose resources and agreements these are.
        programmes: the tables in force, by the programme's id in the document.
        credited: what earlier settlements of other calls have paid.
    """
    plant = park.virtual_plant
    if plant is None:
        return Settlement(period=period, lines=(), parts=(), credited=(), findings=())
    made = Settlement(period=period, lines=(), parts=(), credited=(), findings=())
    earlier = tuple(credited)
    verified = list(calls)
    for each in verified:
        before = (*earlier, *made.credited)
        made = _with(made, _of_call(each, park, plant, programmes, before, len(made.lines)))
    called = {each.delivery.programme for each in verified if not each.delivery.test}
    rest = standby(
        period, park=park, programmes=programmes, called=called, first_line=len(made.lines)
    )
    generated = any(each.delivery.generated for each in verified)
    return replace(_with(made, rest), generated=generated)


def _with(made: Settlement, more: Settlement) -> Settlement:
    return replace(
        made,
        lines=(*made.lines, *more.lines),
        parts=(*made.parts, *more.parts),
        credited=(*made.credited, *more.credited),
        findings=(*made.findings, *more.findings),
    )


def _of_call(
    each: Verified,
    park: ParkDocument,
    plant: VirtualPlant,
    programmes: Mapping[str, ProgrammeTable],
    before: Iterable[Credited],
    first_line: int,
) -> Settlement:
    delivery = each.delivery
    nothing = Settlement(period=delivery.axis.period, lines=(), parts=(), credited=(), findings=())
    table = programmes.get(delivery.programme)
    wrong = _unsettled(each, table)
    if wrong is not None or table is None or table.pay is None:
        return replace(nothing, findings=() if wrong is None else (wrong,))
    credit_kw, twice = _credit(delivery, plant, before)
    call = _Call(
        verified=each,
        table=table,
        pay=table.pay,
        price_cny=_price(each, table),
        credit_kw=credit_kw,
    )
    hours = delivery.axis.step_hours
    total = np.sum([*credit_kw.values(), np.zeros(delivery.axis.count)], axis=0)
    paid = paid_of(call.pay, delivered_kwh=total * hours, accepted_kwh=delivery.accepted_kw * hours)
    lines, parts = _shared(call, paid, park, first_line)
    kept = _credited(call) if lines and lines[0].what == "energy" else ()
    return replace(nothing, lines=lines, parts=parts, credited=kept, findings=twice)


def _price(each: Verified, table: ProgrammeTable) -> Decimal:
    """What the call offers, up to what the programme allows; else what the programme pays."""
    told = each.price_cny_per_kwh
    if told is None:
        told = table.paid_cny_per_kwh(each.delivery.direction)
    most = table.most_cny_per_kwh(each.delivery.direction)
    price = told or 0.0
    return Decimal(repr(price if most is None else min(price, most)))


def _unsettled(each: Verified, table: ProgrammeTable | None) -> Finding | None:
    """Why a call can't be settled; None where it can."""
    delivery = each.delivery
    place = f"call {delivery.call}"
    if table is None or table.pay is None:
        return Finding(
            code="settlement.no_pay_rule",
            place=place,
            problem_template="The programme {programme!r} has no pay rule, so nothing is settled.",
            remedy_template="Give its profile in the park's rules.yaml, with `pay`.",
            data={"programme": delivery.programme},
        )
    told = each.price_cny_per_kwh
    if told is None and table.paid_cny_per_kwh(delivery.direction) is None:
        return Finding(
            code="settlement.no_price",
            place=place,
            problem_template="Neither the call nor its programme {programme!r} says a price.",
            remedy_template="Receive the call again with price_cny_per_kwh.",
            data={"programme": delivery.programme},
        )
    if not all(resource.known for resource in delivery.resources):
        return Finding(
            code="settlement.not_known",
            place=place,
            problem_template="What was delivered is not known: a baseline is missing.",
            remedy_template="Import the days before the event and verify again.",
        )
    return None


def _credit(
    delivery: Delivery, plant: VirtualPlant, before: Iterable[Credited]
) -> tuple[dict[str, Series], tuple[Finding, ...]]:
    """What may be credited to each resource, and a finding for each that was paid already."""
    found: dict[str, Series] = {}
    findings: list[Finding] = []
    for each in delivery.resources:
        others = [
            other
            for other in before
            if other.call != delivery.call and _same(plant, each.resource, other.resource)
        ]
        taken = np.sum(
            [overlap_kw(other, delivery.axis) for other in others]
            or [np.zeros(delivery.axis.count)],
            axis=0,
        )
        found[each.resource] = each.delivered_kw - taken
        first = next((o for o in others if overlap_kw(o, delivery.axis).any()), None)
        if first is not None:
            findings.append(_paid_already(delivery, each, first, taken))
    return found, tuple(findings)


def _same(plant: VirtualPlant, one: str, other: str) -> bool:
    """Whether two resources are one adjustment: a direction of devices that they share."""
    if one == other:
        return True
    first, second = plant.resource_by_id.get(one), plant.resource_by_id.get(other)
    if first is None or second is None or first.direction != second.direction:
        return False
    return bool(set(first.devices) & set(second.devices))


def _paid_already(
    delivery: Delivery, each: ResourceDelivery, first: Credited, taken: Series
) -> Finding:
    return Finding(
        code="settlement.paid_already",
        place=f"call {delivery.call}, {each.resource}",
        problem_template="{energy:.1f} kWh of it are settled already, with {call} under "
        "{programme}; they are not paid again.",
        remedy_template="Nothing needs to be done; promise an adjustment to one programme only.",
        severity=Severity.WARNING,
        data={
            "energy": float(taken.sum() * delivery.axis.step_hours),
            "call": first.call,
            "programme": first.programme,
        },
    )


def _credited(call: _Call) -> tuple[Credited, ...]:
    delivery = call.verified.delivery
    return tuple(
        Credited(
            resource=each.resource,
            call=delivery.call,
            programme=delivery.programme,
            axis=delivery.axis,
            power_kw=np.clip(
                call.credit_kw[each.resource], 0.0, call.pay.most_share * each.assigned_kw
            ),
        )
        for each in delivery.resources
    )


def _shared(
    call: _Call, paid: Paid, park: ParkDocument, first_line: int
) -> tuple[tuple[PayLine, ...], tuple[UserLine, ...]]:
    delivery, hours = call.verified.delivery, call.verified.delivery.axis.step_hours
    brought = {
        each.resource: max(0.0, float(call.credit_kw[each.resource].sum() * hours))
        for each in delivery.resources
    }
    missed = {
        each.resource: float(
            np.maximum(each.assigned_kw - call.credit_kw[each.resource], 0.0).sum() * hours
        )
        for each in delivery.resources
    }
    penalty = -call.price_cny * Decimal(repr(call.pay.penalty_price_share))
    drawn = [(_energy_line(call, paid), brought)]
    if paid.short_kwh > 0 and penalty and not delivery.test:
        drawn.append((_line(call, "penalty", paid.short_kwh, penalty, paid), missed))
    parts = [
        part
        for n, (line, weights) in enumerate(drawn)
        for part in parts_of(first_line + n, line, weights, park)
    ]
    return tuple(line for line, _ in drawn), tuple(parts)


def _energy_line(call: _Call, paid: Paid) -> PayLine:
    if call.verified.delivery.test and not call.pay.tests_paid:
        return _line(call, "test", paid.paid_kwh, Decimal(0), paid)
    what: What = "energy" if paid.paid_kwh > 0 else "unpaid"
    return _line(call, what, paid.paid_kwh, call.price_cny, paid)


def _line(call: _Call, what: What, energy_kwh: float, price_cny: Decimal, paid: Paid) -> PayLine:
    quantity = exact(energy_kwh)
    return PayLine(
        what=what,
        programme=call.verified.delivery.programme,
        of=call.verified.delivery.call,
        quantity=quantity,
        unit="kWh",
        price_cny=price_cny,
        amount=Money.of_cny(quantity * price_cny),
        share=paid.share,
    )
