"""Re-allocate during an event: who delivers less than assigned gives the rest to others.

A resource that has been assigned power is trusted with what it was seen to give, in the latest
steps that are measured; the others take over what is missing, within their limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.call import Call
from zeropark.future.flexibility.decompose import Decomposed, decompose
from zeropark.future.flexibility.readiness import Held, Ready
from zeropark.future.flexibility.rooms import Rooms
from zeropark.future.flexibility.spread import Fairness

_NOTHING_KW: Final = 1e-6


def reallocate(
    call: Call,
    before: Allocation,
    states: Sequence[Ready],
    *,
    delivered_kw: NDArray[np.float64],
    rooms: Rooms,
    at: datetime,
    fairness: Fairness = "pro_rata",
) -> Decomposed:
    """The allocation from the first step on that is not measured yet; the past stays as it was.

    Args:
        call: in progress.
        before: what was assigned.
        states: as at its start, in the order of `before.resources`.
        delivered_kw: what each resource gave in the steps that are over, shape (resources,
            measured steps); NaN where it is not known, which is trusted.
        rooms: of the feeders, over all steps.
        at: now.
        fairness: how resources of one cost share.
    """
    first = delivered_kw.shape[1]
    rest = replace(
        call,
        axis=Axis(
            call.axis.start + first * call.axis.step, call.axis.step, call.axis.count - first
        ),
        power_kw=call.power_kw[first:],
    )
    assigned = before.power_kw[:, :first]
    trusted = [
        _from_now(state, first, assigned[row], delivered_kw[row])
        for row, state in enumerate(states)
    ]
    found = decompose(
        rest,
        trusted,
        rooms=replace(rooms, room_kw=rooms.room_kw[:, first:]),
        at=at,
        fairness=fairness,
    )
    power = np.concatenate([assigned, found.allocation.power_kw], axis=1)
    whole = replace(
        found.allocation,
        axis=call.axis,
        power_kw=power,
        from_step=first,
        cost_cny=_cost_cny(call, states, power),
    )
    reply = replace(
        found.reply,
        accepted_kw=np.concatenate([before.total_kw[:first], found.reply.accepted_kw]),
        shortfall_kw=np.concatenate(
            [
                np.maximum(call.power_kw[:first] - before.total_kw[:first], 0.0),
                found.reply.shortfall_kw,
            ]
        ),
    )
    return replace(found, allocation=whole, reply=reply)


def _from_now(
    state: Ready,
    first: int,
    assigned_kw: NDArray[np.float64],
    delivered_kw: NDArray[np.float64],
) -> Ready:
    """A resource with what it has shown, and how long it has been held already."""
    used = np.flatnonzero(assigned_kw > _NOTHING_KW)
    running = first - int(used[0]) if used.size else 0
    still = bool(used.size) and used[-1] == first - 1
    usable, free = state.usable[first:], state.free_kw[first:]
    if used.size and not still:
        usable, free = np.zeros_like(usable), np.zeros_like(free)  # its one stretch is over
    elif used.size:
        free = np.minimum(free, _shown_kw(assigned_kw, delivered_kw, free))
    return replace(
        state,
        usable=usable & (free > _NOTHING_KW),
        free_kw=free,
        held_kw=_later(state.held_kw, first),
        running_steps=running if still else 0,
        running_kw=float(assigned_kw.max(initial=0.0)) if still else 0.0,
    )


def _shown_kw(
    assigned_kw: NDArray[np.float64],
    delivered_kw: NDArray[np.float64],
    free_kw: NDArray[np.float64],
) -> NDArray[np.float64]:
    """What it may be trusted with: all, or what it gave in the newest step that fell short."""
    known = np.flatnonzero(~np.isnan(delivered_kw) & (assigned_kw > _NOTHING_KW))
    if not known.size:
        return free_kw
    newest = int(known[-1])
    gave, wanted = float(delivered_kw[newest]), float(assigned_kw[newest])
    return free_kw if gave >= wanted - _NOTHING_KW else np.full(free_kw.shape, max(gave, 0.0))


def _later(held: Held, first: int) -> Held:
    def moved(step: int, count: int) -> float:
        return held(step + first, count)

    return moved


def _cost_cny(call: Call, states: Sequence[Ready], power_kw: NDArray[np.float64]) -> float:
    total = 0.0
    for state, row in zip(states, power_kw, strict=True):
        total += state.resource.cost_cny_per_kwh * float(row.sum()) * call.axis.step_hours
        total += state.resource.start_cost_cny * bool((row > _NOTHING_KW).any())
    return total
