"""Withdraw a call that its sender took back: what has not happened of it is asked for no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import to_array
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.records import (
    allocation_record,
    call_record,
    reply_record,
)
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


def flex_withdraw(call_id: str, *, store: FlexibilityStore, at: datetime) -> Call | None:
    """The call as it holds now; steps that began before stay, for they happened.

    What it was before stays in the history of the store. None where it was never received.

    Raises:
        StoreError: somebody else added to the store meanwhile.
    """
    there = kept(store)
    call = there.calls.get(call_id)
    if call is None:
        return None
    happened = call.axis.starts() < to_array(at)
    left = replace(call, power_kw=_kept(call.power_kw, happened))
    reply, allocation = there.replies[call_id], there.allocations[call_id]
    new_reply = replace(
        reply,
        accepted_kw=_kept(reply.accepted_kw, happened),
        shortfall_kw=_kept(reply.shortfall_kw, happened),
        at=at,
    )
    moved = _kept(allocation.power_kw, happened)
    whole = float(allocation.power_kw.sum())
    share = float(moved.sum()) / whole if whole else 0.0  # a start counts with what it started
    cost_cny = allocation.cost_cny * share
    new_allocation = replace(allocation, power_kw=moved, cost_cny=cost_cny)
    store.put(
        [
            Record(sort="call", id=call_id, at=at, body=call_record(left)),
            Record(sort="reply", id=call_id, at=at, body=reply_record(new_reply)),
            Record(sort="allocation", id=call_id, at=at, body=allocation_record(new_allocation)),
        ],
        seen=there.count,
    )
    return left


def _kept(values: NDArray[np.float64], steps: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.where(steps, values, 0.0)
