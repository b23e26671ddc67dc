"""Verify a call: baselines, measured draws, and the difference, resource by resource.

    delivered = sign (baseline - measured), sign +1 for less draw, -1 for more

Sources: Jiangsu 2015 (dP = (E_base - E_meas) / T over the response period), and baselines/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.rules.programme import BaselineTable, SubstitutionTable
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.baselines.baseline import Case, LeftOut
from zeropark.facts.ledger.response.baselines.find import find_baseline
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.facts.ledger.response.draw import Draw, Series
from zeropark.facts.ledger.response.quarters import on_quarters
from zeropark.facts.ledger.response.substitute import substituted


@dataclass(frozen=True, slots=True, kw_only=True)
class HowVerified:
    """The rules that a delivery is told by."""

    baseline: BaselineTable
    substitution: SubstitutionTable
    reached_share: float
    """The part of what was accepted from which on a response counts as reached."""


def verify(
    call: Call,
    reply: Reply,
    allocation: Allocation,
    *,
    draws: Mapping[str, Draw],
    left_out: Mapping[str, LeftOut],
    how: HowVerified,
) -> Delivery:
    """What was delivered of a call.

    Args:
        call: as it was received.
        reply: what was accepted.
        allocation: who was to move by how much.
        draws: quarter-hours of each resource that was, from the days of its baseline on.
        left_out: the days that its baseline is not made of, by resource.
        how: the rules.
    """
    onto = on_quarters(call.axis)
    accepted_kw = onto.mean_kw(reply.accepted_kw)
    assigned_kw = onto.mean_kw(allocation.power_kw)
    told = [
        _one(call, onto.axis, resource, assigned_kw[row], draws[resource], left_out, how)
        for row, resource in enumerate(allocation.resources)
    ]
    resources = tuple(each for each, _ in told)
    total = np.sum([each.delivered_kw for each in resources], axis=0)
    return Delivery(
        call=call.id,
        programme=call.programme,
        direction=call.direction,
        test=call.test,
        axis=onto.axis,
        asked_kw=onto.mean_kw(call.power_kw),
        accepted_kw=accepted_kw,
        resources=resources,
        response_minutes=_reached(call, onto.axis, total, accepted_kw, how) if resources else None,
        findings=tuple(finding for _, findings in told for finding in findings),
        generated=any(draws[resource].generated for resource in allocation.resources),
    )


def _one(
    call: Call,
    event: Axis,
    resource: str,
    assigned_kw: Series,
    draw: Draw,
    left_out: Mapping[str, LeftOut],
    how: HowVerified,
) -> tuple[ResourceDelivery, tuple[Finding, ...]]:
    case = Case(draw=draw, event=event, issued_at=call.issued_at, left_out=left_out[resource])
    base = find_baseline(case, how.baseline)
    measured = substituted(
        draw, event, baseline_kw=base.power_kw, table=how.substitution, of=resource
    )
    sign = 1.0 if call.direction == "down" else -1.0
    delivered = ResourceDelivery(
        resource=resource,
        assigned_kw=assigned_kw,
        baseline_kw=base.power_kw,
        measured_kw=measured.power_kw,
        substituted=measured.substituted,
        delivered_kw=sign * (base.power_kw - measured.power_kw),
        method=base.method,
        days=base.days,
        factor=base.factor,
    )
    return delivered, (*base.findings, *measured.findings)


def _reached(
    call: Call, event: Axis, delivered_kw: Series, accepted_kw: Series, how: HowVerified
) -> float | None:
    """Minutes from the call's start to the end of the first quarter-hour that reaches it."""
    enough = (accepted_kw > 0) & (delivered_kw >= how.reached_share * accepted_kw)
    if not enough.any():
        return None
    end = event.start + (int(np.flatnonzero(enough)[0]) + 1) * event.step
    return (end - call.axis.start) / timedelta(minutes=1)
