"""Spread the power of one step over resources: the cheapest first, alike among equals.

The limits are a tree: each resource's own, each feeder's, and what is asked for. Over such limits
taking the cheapest first gives the most power that is possible, at the least cost (the greedy
algorithm on a polymatroid), so no search is needed. Among resources of one cost power is shared by
what each can give, or goes to those that were called the longest ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.future.flexibility.rooms import Rooms

Series = NDArray[np.float64]
Fairness = Literal["pro_rata", "least_recent"]
_NOTHING_KW: Final = 1e-9


def spread(
    asked_kw: Series,
    *,
    limit_kw: Series,
    cost: Sequence[float],
    rooms: Rooms,
    fairness: Fairness,
    last_called: Sequence[datetime | None],
) -> Series:
    """The power of each resource in each step, shape (resources, steps).

    Args:
        asked_kw: shape (steps,).
        limit_kw: of each resource, shape (resources, steps), >= 0.
        cost: of a kWh of each resource.
        rooms: of the feeders.
        fairness: how resources of one cost share.
        last_called: of each resource.
    """
    groups = _groups(cost, fairness, last_called)
    found = np.zeros(limit_kw.shape)
    for step in range(asked_kw.size):
        left, room = float(asked_kw[step]), rooms.room_kw[:, step].copy()
        for group in groups:
            given = _share(left, limit_kw[group, step], room, rooms.behind[:, group])
            found[group, step] = given
            room -= rooms.behind[:, group] @ given
            left -= float(given.sum())
            if left <= _NOTHING_KW:
                break
    return np.maximum(found, 0.0)


def _groups(
    cost: Sequence[float], fairness: Fairness, last_called: Sequence[datetime | None]
) -> list[NDArray[np.int64]]:
    """Resources that share, the first to be taken first."""

    def since(row: int) -> float:
        called = last_called[row]
        return -np.inf if called is None else called.timestamp()

    def key(row: int) -> tuple[float, float, int]:
        if fairness == "pro_rata":
            return (cost[row], 0.0, 0)
        return (cost[row], since(row), row)

    rows = sorted(range(len(cost)), key=key)
    return [np.array(list(group), dtype=np.int64) for _, group in groupby(rows, key=key)]


def _share(left_kw: float, limit_kw: Series, room_kw: Series, behind: NDArray[np.bool_]) -> Series:
    """All of a group raised alike, by the part of what each can give, until something binds."""
    given = np.zeros(limit_kw.size)
    active = limit_kw > _NOTHING_KW
    level = 0.0
    while left_kw > _NOTHING_KW and active.any():
        rise = np.where(active, limit_kw, 0.0)
        over = behind @ rise
        steps = [1.0 - level, left_kw / float(rise.sum())]
        binding = over > _NOTHING_KW
        steps.extend(np.maximum(room_kw[binding], 0.0) / over[binding])
        by = max(0.0, min(steps))
        given += by * rise
        left_kw -= by * float(rise.sum())
        room_kw = room_kw - by * over
        level += by
        full = binding & (room_kw <= _NOTHING_KW)
        if level >= 1.0 - _NOTHING_KW or (not full.any() and left_kw > _NOTHING_KW and by == 0.0):
            break
        active &= ~(full @ behind)
    return given
