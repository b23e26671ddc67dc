"""Dispatch a call: who is to move by how much, anew where some deliver less than assigned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Period
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.facts.ledger.response.draw import draw_of
from zeropark.facts.ledger.response.quarters import quarter_axis
from zeropark.facts.ledger.response.records import allocation_record, reply_record
from zeropark.facts.ledger.response.verify import verify
from zeropark.future.flexibility.reallocate import reallocate
from zeropark.future.flexibility.spread import Fairness
from zeropark.shell.flexing.kept import Kept, kept
from zeropark.shell.flexing.known import joined, known_flows
from zeropark.shell.flexing.rulings import how_verified, plant_of, programme_table
from zeropark.shell.flexing.states import rooms_of, states_of
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """A call with who is to move by how much."""

    call: Call
    reply: Reply
    allocation: Allocation
    measured_steps: int
    """How many steps of the call are measured, and stood behind the allocation."""


def flex_dispatch(
    call_id: str,
    *,
    park: ParkDocument,
    rules: Rulebook,
    books: BooksStore,
    store: FlexibilityStore,
    at: datetime,
    fairness: Fairness = "pro_rata",
) -> Dispatched:
    """The allocation of a call, with what closed flows tell of it so far.

    A step counts as measured where its quarter-hour is closed and over.

    Raises:
        InputError: no such call was received.
        MissingDataError: its programme names no baseline, or a resource has no meter.
        StoreError: somebody else added to the store meanwhile.
    """
    there = kept(store)
    call = there.call(call_id)
    allocation, reply = there.allocations[call_id], there.replies[call_id]
    steps = _measured_steps(call, books, at)
    if not 0 < steps < call.axis.count:
        return Dispatched(call=call, reply=reply, allocation=allocation, measured_steps=steps)
    delivered = _delivered_kw(call, steps, park=park, rules=rules, books=books, there=there)
    issued = there.replies[call_id].at
    states = states_of(call, park=park, books=books, there=there, at=issued)
    found = reallocate(
        call,
        allocation,
        states,
        delivered_kw=delivered,
        rooms=rooms_of(call, states, park=park, books=books),
        at=at,
        fairness=fairness,
    )
    new_reply = replace(found.reply, at=at)
    store.put(
        [
            Record(sort="reply", id=call_id, at=at, body=reply_record(new_reply)),
            Record(sort="allocation", id=call_id, at=at, body=allocation_record(found.allocation)),
        ],
        seen=there.count,
    )
    return Dispatched(call=call, reply=new_reply, allocation=found.allocation, measured_steps=steps)


def _measured_steps(call: Call, books: BooksStore, at: datetime) -> int:
    """How many steps lie in quarter-hours that are closed and over."""
    ends = [period.end for period in joined(books.closed()) if period.start <= call.axis.start]
    known = min(max(ends, default=call.axis.start), at)
    quarters = quarter_axis(call.axis.period)
    whole = max(0, (known - quarters.start) // QUARTER_HOUR)
    until = quarters.start + whole * QUARTER_HOUR
    return int(np.clip((until - call.axis.start) // call.axis.step, 0, call.axis.count))


def _delivered_kw(
    call: Call, steps: int, *, park: ParkDocument, rules: Rulebook, books: BooksStore, there: Kept
) -> NDArray[np.float64]:
    """What each resource gave in the measured steps, shape (resources, steps)."""
    plant = plant_of(park)
    day = call.axis.start.astimezone(PARK_ZONE).date()
    table = programme_table(rules, plant.programme_by_id[call.programme].profile, at=day)
    how = how_verified(rules, table, programme=call.programme, at=day)
    allocation, reply = there.allocations[call.id], there.replies[call.id]
    axis = replace(call.axis, count=steps)
    past = replace(call, axis=axis, power_kw=call.power_kw[:steps])
    event = quarter_axis(axis.period).period
    back = (how.baseline.back_days or 1) + 2
    flows = known_flows(books, Period(event.start - timedelta(days=back), event.end))
    resources = [plant.resource_by_id[name] for name in allocation.resources]
    found = verify(
        past,
        replace(
            reply,
            accepted_kw=reply.accepted_kw[:steps],
            shortfall_kw=reply.shortfall_kw[:steps],
        ),
        replace(allocation, axis=axis, power_kw=allocation.power_kw[:, :steps]),
        draws={each.id: draw_of(flows, each.devices, meters=each.meters) for each in resources},
        left_out=there.left_out(plant, but=call.id),
        how=how,
    )
    at = found.axis.position(axis.starts())
    rows = [each.delivered_kw[at] for each in found.resources]
    return np.array(rows).reshape(len(rows), steps)
