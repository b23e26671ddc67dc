"""Deliveries and settlements as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Period
from zeropark.basis.units import Money
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.facts.ledger.response.records import array_of, axis_of, axis_record, numbers
from zeropark.facts.ledger.response.settlement import Credited, PayLine, Settlement, UserLine


def delivery_record(delivery: Delivery) -> dict[str, Any]:
    """All of a delivery, and its score."""
    return {
        "call": delivery.call,
        "programme": delivery.programme,
        "direction": delivery.direction,
        "test": delivery.test,
        "axis": axis_record(delivery.axis),
        "asked_kw": numbers(delivery.asked_kw),
        "accepted_kw": numbers(delivery.accepted_kw),
        "delivered_kw": numbers(delivery.delivered_kw),
        "response_minutes": delivery.response_minutes,
        "score": delivery.score,
        "generated": delivery.generated,
        "resources": [_resource_record(each) for each in delivery.resources],
        "findings": [finding.record() for finding in delivery.findings],
    }


def _resource_record(each: ResourceDelivery) -> dict[str, Any]:
    return {
        "resource": each.resource,
        "assigned_kw": numbers(each.assigned_kw),
        "baseline_kw": numbers(each.baseline_kw),
        "measured_kw": numbers(each.measured_kw),
        "substituted": each.substituted.tolist(),
        "delivered_kw": numbers(each.delivered_kw),
        "method": each.method,
        "days": [day.isoformat() for day in each.days],
        "factor": each.factor,
    }


def delivery_of(record: Mapping[str, Any]) -> Delivery:
    """The delivery that a record was made of."""
    return Delivery(
        call=record["call"],
        programme=record["programme"],
        direction=record["direction"],
        test=record["test"],
        axis=axis_of(record["axis"]),
        asked_kw=array_of(record["asked_kw"]),
        accepted_kw=array_of(record["accepted_kw"]),
        resources=tuple(_resource_of(each) for each in record["resources"]),
        response_minutes=record["response_minutes"],
        findings=tuple(Finding.of_record(each) for each in record["findings"]),
        generated=record["generated"],
    )


def _resource_of(record: Mapping[str, Any]) -> ResourceDelivery:
    return ResourceDelivery(
        resource=record["resource"],
        assigned_kw=array_of(record["assigned_kw"]),
        baseline_kw=array_of(record["baseline_kw"]),
        measured_kw=array_of(record["measured_kw"]),
        substituted=np.array(record["substituted"], dtype=np.bool_),
        delivered_kw=array_of(record["delivered_kw"]),
        method=record["method"],
        days=tuple(date.fromisoformat(day) for day in record["days"]),
        factor=record["factor"],
    )


def settlement_record(settlement: Settlement) -> dict[str, Any]:
    """All of a settlement; money as decimal text."""
    return {
        "start": settlement.period.start.isoformat(),
        "end": settlement.period.end.isoformat(),
        "generated": settlement.generated,
        "total_cny": str(settlement.total.cny),
        "by_user": {user: str(money.cny) for user, money in settlement.by_user.items()},
        "lines": [_line_record(line) for line in settlement.lines],
        "parts": [
            {
                "line": part.line,
                "resource": part.resource,
                "user": part.user,
                "quantity": part.quantity,
                "amount_cny": str(part.amount.cny),
            }
            for part in settlement.parts
        ],
        "credited": [
            {
                "resource": each.resource,
                "call": each.call,
                "programme": each.programme,
                "axis": axis_record(each.axis),
                "power_kw": numbers(each.power_kw),
            }
            for each in settlement.credited
        ],
        "findings": [finding.record() for finding in settlement.findings],
    }


def _line_record(line: PayLine) -> dict[str, Any]:
    return {
        "what": line.what,
        "programme": line.programme,
        "of": line.of,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "price_cny": str(line.price_cny),
        "amount_cny": str(line.amount.cny),
        "share": line.share,
    }


def settlement_of(record: Mapping[str, Any]) -> Settlement:
    """The settlement that a record was made of."""
    start, end = (datetime.fromisoformat(record[key]) for key in ("start", "end"))
    return Settlement(
        period=Period(start, end),
        lines=tuple(_line_of(line) for line in record["lines"]),
        parts=tuple(
            UserLine(
                line=part["line"],
                resource=part["resource"],
                user=part["user"],
                quantity=part["quantity"],
                amount=_money(part["amount_cny"]),
            )
            for part in record["parts"]
        ),
        credited=tuple(
            Credited(
                resource=each["resource"],
                call=each["call"],
                programme=each["programme"],
                axis=axis_of(each["axis"]),
                power_kw=array_of(each["power_kw"]),
            )
            for each in record["credited"]
        ),
        findings=tuple(Finding.of_record(each) for each in record["findings"]),
        generated=record["generated"],
    )


def _line_of(record: Mapping[str, Any]) -> PayLine:
    return PayLine(
        what=record["what"],
        programme=record["programme"],
        of=record["of"],
        quantity=Decimal(record["quantity"]),
        unit=record["unit"],
        price_cny=Decimal(record["price_cny"]),
        amount=_money(record["amount_cny"]),
        share=record["share"],
    )


def _money(text: str) -> Money:
    return Money.of_cny(Decimal(text))
