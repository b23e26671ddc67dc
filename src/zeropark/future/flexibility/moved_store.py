"""What a store can be moved by, and hold: bounded by its power and by what is in it.

Content is worked out from what it would take and give; a plan that says how full it begins is
followed, else the content is placed on the safe side: as low as it can be for giving more, as high
as it can be for taking more. What a change takes out must be put back after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.facts.ledger.response.call import Direction

Series = NDArray[np.float64]
_HALVINGS: Final = 50
"""After these the power is known to a 10^15th of its range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStore:
    """A store as planned."""

    taken_kw: Series
    """Into it, shape (steps,), >= 0."""
    given_kw: Series
    charge_kw: float
    """Its limits."""
    discharge_kw: float
    lowest_kwh: float
    highest_kwh: float
    efficiency: float
    """There and back; half of the losses, as a factor, on each way."""
    start_kwh: float | None = None
    """What is in it at the first step; None: not known."""

    def content_kwh(self, direction: Direction, hours: float) -> Series:
        """What is in it at the start of each step and after the last, shape (steps + 1,)."""
        change = inside_kw(self.taken_kw - self.given_kw, self.efficiency) * hours
        path = np.concatenate([[0.0], np.cumsum(change)])
        if self.start_kwh is not None:
            return self.start_kwh + path
        if direction == "down":
            return self.lowest_kwh + path - float(path.min())
        return self.highest_kwh + path - float(path.max())


def inside_kw(net_kw: Series, efficiency: float) -> Series:
    """How fast the content grows at a net power at the meter."""
    way = sqrt(efficiency)
    return np.where(net_kw >= 0, net_kw * way, net_kw / way)


def held_by_store(store: MovedStore, direction: Direction, *, steps: int, hours: float) -> Series:
    """The change that can be held from each step on for so many steps; shape (steps,).

    NaN where it would run over the end of what is known, or something in it is not.
    """
    net = store.taken_kw - store.given_kw
    held = np.full(net.size, np.nan)
    if steps > net.size or np.isnan(net).any():
        return held
    content = store.content_kwh(direction, hours)
    nets = np.lib.stride_tricks.sliding_window_view(net, steps)
    after = np.lib.stride_tricks.sliding_window_view(content[1:], steps)
    sign = -1.0 if direction == "down" else 1.0
    room = store.discharge_kw + nets if direction == "down" else store.charge_kw - nets
    high = np.maximum(room.min(axis=1), 0.0)
    low = np.zeros(high.size)

    def fits(power: Series) -> NDArray[np.bool_]:
        moved = inside_kw(nets + sign * power[:, np.newaxis], store.efficiency)
        drift = np.cumsum(moved - inside_kw(nets, store.efficiency), axis=1) * hours
        reached = after + drift
        below = store.lowest_kwh - reached if direction == "down" else reached - store.highest_kwh
        fitting: NDArray[np.bool_] = np.max(below, axis=1) <= 0.0
        return fitting

    whole = fits(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        good = fits(middle)
        low, high = np.where(good, middle, low), np.where(good, high, middle)
    most = np.maximum(room.min(axis=1), 0.0)
    held[: low.size] = np.where(whole, most, low)
    return held
