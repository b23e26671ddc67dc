"""Windows: the stretches over which a resource may be held for one call.

A resource answers a call in one stretch; how much it can hold depends on how long the stretch is.
Of stretches with the same power only the longest are looked at: within a stretch it may be moved
by less, so a longer one can do all that a shorter one can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis
from zeropark.future.flexibility.readiness import Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One stretch of one resource."""

    first: int
    count: int
    limit_kw: NDArray[np.float64]
    """The most that it may be moved by, 0 outside of the stretch; shape (steps of the call,)."""


def windows_of(state: Ready, axis: Axis) -> tuple[Window, ...]:
    """The stretches of a resource that none of the others can replace."""
    found = list(_all_of(state, axis))
    kept: list[Window] = []
    for window in sorted(found, key=lambda each: -each.count):
        if not any((other.limit_kw >= window.limit_kw).all() for other in kept):
            kept.append(window)
    return tuple(kept)


def _all_of(state: Ready, axis: Axis) -> Iterator[Window]:
    step_min = axis.step / timedelta(minutes=1)
    running = state.running_steps
    least = max(1, -int(-state.resource.least_min // step_min) - running)
    most = int(state.resource.longest_min // step_min) - running
    lengths = sorted(_lengths(state, step_min, running) | {least, most})
    for first in [0] if running else range(axis.count):
        runs = _usable_from(state, first)
        for length in {min(each, runs) for each in lengths}:
            if not least <= length <= most:
                continue
            held = state.held_kw(first - running, length + running)
            if held <= 0.0 or held < state.running_kw:
                continue
            limit = np.zeros(axis.count)
            part = slice(first, first + length)
            limit[part] = np.minimum(held, state.free_kw[part])
            yield Window(first=first, count=length, limit_kw=limit)


def _lengths(state: Ready, step_min: float, running: int) -> set[int]:
    """The numbers of steps at which what can be held changes by what is registered."""
    told = (int(each.minutes // step_min) - running for each in state.resource.capability)
    return {length for length in told if length > 0}


def _usable_from(state: Ready, first: int) -> int:
    """How many steps from here on it is usable without a break."""
    blocked = np.flatnonzero(~state.usable[first:])
    return int(blocked[0]) if blocked.size else state.usable.size - first
