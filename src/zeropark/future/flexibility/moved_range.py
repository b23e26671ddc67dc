"""What a device with a range can be moved by, and hold: the least room of every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.facts.ledger.response.call import Direction

Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRange:
    """Between which net draws a device may be moved, step by step."""

    draw_kw: Series
    """What it would draw, shape (steps,); below zero where it gives."""
    lowest_kw: Series
    highest_kw: Series
    longest_min: float | None = None
    """For how long at most; None: as long as it likes."""

    def room_kw(self, direction: Direction) -> Series:
        """What it can be moved by in each step, >= 0; NaN where the draw is not known."""
        room = (
            self.draw_kw - self.lowest_kw if direction == "down" else self.highest_kw - self.draw_kw
        )
        return np.where(np.isnan(room), np.nan, np.maximum(room, 0.0))


def held_in_range(
    moved: MovedRange, direction: Direction, *, steps: int, step_min: float
) -> Series:
    """The change that can be held from each step on for so many steps; shape (steps,).

    NaN where it would run over the end of what is known.
    """
    room = moved.room_kw(direction)
    held = np.full(room.size, np.nan)
    if moved.longest_min is not None and steps * step_min > moved.longest_min:
        return np.zeros(room.size)
    if steps <= room.size:
        windows = np.lib.stride_tricks.sliding_window_view(room, steps)
        held[: windows.shape[0]] = windows.min(axis=1)
    return held
