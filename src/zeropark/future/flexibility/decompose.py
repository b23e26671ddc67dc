"""Decompose a call: who moves by how much, and what can't be met.

First which resources can answer, then one stretch for each, then step by step the cheapest first.
Never beyond what a resource holds for so long, what a feeder carries, or what is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Phrase
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.future.flexibility.choose_windows import Choice, choose_windows, limits_of
from zeropark.future.flexibility.readiness import Ready
from zeropark.future.flexibility.rooms import Rooms
from zeropark.future.flexibility.spread import Fairness, spread
from zeropark.future.flexibility.windows import windows_of

_NOTHING_KW = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposed:
    """A call, decomposed."""

    allocation: Allocation
    reply: Reply
    left_out: Mapping[str, Phrase]
    """Why a resource takes no part, by id."""


def decompose(
    call: Call,
    states: Sequence[Ready],
    *,
    rooms: Rooms,
    at: datetime,
    fairness: Fairness = "pro_rata",
) -> Decomposed:
    """The allocation of the most power at the least cost.

    Args:
        call: a sound one.
        states: the resources of its programme and direction, as it finds them.
        rooms: of the feeders, its columns in the order of `states`.
        at: now.
        fairness: how resources of one cost share.

    Raises:
        SolverError: several stretches are possible, and the solver that chooses is not there.
    """
    windows = [windows_of(state, call.axis) for state in states]
    chosen = choose_windows(
        Choice(
            asked_kw=call.power_kw,
            windows=windows,
            cost_cny_per_kwh=[state.resource.cost_cny_per_kwh for state in states],
            start_cost_cny=[
                0.0 if state.running_steps else state.resource.start_cost_cny for state in states
            ],
            rooms=rooms,
            step_hours=call.axis.step_hours,
        )
    )
    power = spread(
        call.power_kw,
        limit_kw=limits_of(chosen.windows, call.axis.count),
        cost=[state.resource.cost_cny_per_kwh for state in states],
        rooms=rooms,
        fairness=fairness,
        last_called=[state.last_called for state in states],
    )
    allocation = Allocation(
        call=call.id,
        axis=call.axis,
        resources=tuple(state.resource.id for state in states),
        power_kw=power,
        made_at=at,
        cost_cny=_cost_cny(call, states, power),
        gap=chosen.gap,
    )
    left_out = {
        state.resource.id: state.why_not or Phrase("it can't be held for as long as it must")
        for state, those in zip(states, windows, strict=True)
        if not those
    }
    return Decomposed(
        allocation=allocation, reply=_reply(call, allocation, left_out, at), left_out=left_out
    )


def _cost_cny(call: Call, states: Sequence[Ready], power_kw: NDArray[np.float64]) -> float:
    """What the changes cost their owners, a start for each that is used and not running yet."""
    total = 0.0
    for state, row in zip(states, power_kw, strict=True):
        resource = state.resource
        total += resource.cost_cny_per_kwh * float(row.sum()) * call.axis.step_hours
        if (row > _NOTHING_KW).any() and not state.running_steps:
            total += resource.start_cost_cny
    return total


def _reply(
    call: Call, allocation: Allocation, left_out: Mapping[str, Phrase], at: datetime
) -> Reply:
    accepted = np.minimum(allocation.total_kw, call.power_kw)
    short = call.power_kw - accepted
    short[short < _NOTHING_KW] = 0.0
    accepted = call.power_kw - short
    return Reply(
        call=call.id,
        accepted_kw=accepted,
        shortfall_kw=short,
        reason=_why_short(short, call, left_out),
        at=at,
    )


def _why_short(
    short_kw: NDArray[np.float64], call: Call, left_out: Mapping[str, Phrase]
) -> Phrase | None:
    if not short_kw.any():
        return None
    energy = float(short_kw.sum() * call.axis.step_hours)
    told: dict[str, object] = {"most": float(short_kw.max()), "energy": energy}
    if not left_out:
        return Phrase(
            "Up to {most:.1f} kW ({energy:.1f} kWh) are beyond what the resources and their "
            "feeders can hold.",
            told,
        )
    name, why = next(iter(left_out.items()))
    return Phrase(
        "Up to {most:.1f} kW ({energy:.1f} kWh) are beyond what the resources and their feeders "
        "can hold; {count} take no part, {name} first: {why}.",
        {**told, "count": len(left_out), "name": name, "why": why},
    )
