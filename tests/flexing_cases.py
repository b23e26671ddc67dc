"""Small systems for decomposing calls, and every way there is to answer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import numpy as np

from response_cases import FRIDAY, local
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call
from zeropark.future.flexibility.readiness import PastCall, Ready, ready
from zeropark.future.flexibility.rooms import Rooms

NOON = local(FRIDAY, "12:00")


def axis(steps: int, *, at: str = "18:00", minutes: int = 15) -> Axis:
    return Axis(local(FRIDAY, at), timedelta(minutes=minutes), steps)


def resource(
    name: str,
    capability: Sequence[tuple[int, float]] = ((240, 100.0),),
    *,
    cost: float = 0.3,
    **other: Any,
) -> Resource:
    told: dict[str, Any] = {
        "id": name,
        "name": {"zh": name, "en": name},
        "devices": (f"device-{name}",),
        "direction": "down",
        "capability": tuple({"minutes": m, "power_kw": float(kw)} for m, kw in capability),
        "response_min": 0.0,
        "cost_cny_per_kwh": cost,
    }
    return Resource.model_validate(told | other)


def call(powers_kw: Sequence[float], **other: Any) -> Call:
    told: dict[str, Any] = {
        "id": "c1",
        "programme": "dr",
        "direction": "down",
        "axis": axis(len(powers_kw)),
        "power_kw": np.array(powers_kw, dtype=np.float64),
        "issued_at": NOON,
        "source": "test",
    }
    return Call(**(told | other))


def states(
    resources: Sequence[Resource],
    asked: Call,
    *,
    past: Sequence[PastCall] = (),
    at: datetime = NOON,
) -> list[Ready]:
    return [ready(each, axis=asked.axis, at=at, past=past) for each in resources]


def no_feeders(resources: int, steps: int) -> Rooms:
    return Rooms(room_kw=np.zeros((0, steps)), behind=np.zeros((0, resources), dtype=np.bool_))


def feeders(
    rooms_kw: Sequence[float], behind: Sequence[Sequence[int]], *, of: int, steps: int
) -> Rooms:
    """Feeders of a room that is the same in each step, and which resources each carries."""
    there = np.array([[row in those for row in range(of)] for those in behind], dtype=np.bool_)
    room = np.repeat(np.array(rooms_kw, dtype=np.float64)[:, np.newaxis], steps, axis=1)
    return Rooms(room_kw=room, behind=there.reshape(len(rooms_kw), of))


@dataclass(frozen=True)
class Best:
    """The most energy that any way gives, and the least that it costs."""

    energy_kwh: float
    cost_cny: float


def best_by_trying(asked: Call, resources: Sequence[Resource], rooms: Rooms) -> Best:
    """Every whole number of kW for every resource and step: what no rule of ours is asked for.

    Where limits are whole numbers some best answer is, as the limits of one step are a tree.
    """
    steps, hours = asked.axis.count, asked.axis.step_hours
    minutes = asked.axis.step / timedelta(minutes=1)
    found = Best(energy_kwh=-1.0, cost_cny=0.0)
    rows = [list(_rows(each, steps, minutes)) for each in resources]
    for chosen in product(*rows):
        power = np.array(chosen, dtype=np.float64).reshape(len(resources), steps)
        total = power.sum(axis=0)
        if (total > asked.power_kw).any() or (rooms.behind @ power > rooms.room_kw).any():
            continue
        energy = float(total.sum() * hours)
        cost = sum(
            each.cost_cny_per_kwh * row.sum() * hours + each.start_cost_cny * bool(row.any())
            for each, row in zip(resources, power, strict=True)
        )
        better = energy > found.energy_kwh + 1e-9 or (
            energy > found.energy_kwh - 1e-9 and cost < found.cost_cny - 1e-12
        )
        if better:
            found = Best(energy_kwh=energy, cost_cny=float(cost))
    return found


def keeps_to(each: Resource, row: Sequence[float], minutes: float) -> bool:
    """Whether some stretch that the resource may be held for covers what it is moved by."""
    used = [step for step, power in enumerate(row) if power > 1e-9]
    if not used:
        return True
    for first in range(used[0] + 1):
        for last in range(used[-1], len(row)):
            length = (last - first + 1) * minutes
            if length < each.least_min or length > each.longest_min:
                continue
            if max(row) <= each.held_kw(length) + 1e-6:
                return True
    return False


def _rows(each: Resource, steps: int, minutes: float) -> Iterator[tuple[int, ...]]:
    for row in product(range(int(each.largest_kw) + 1), repeat=steps):
        if keeps_to(each, row, minutes):
            yield row
