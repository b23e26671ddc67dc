"""The green share of what a store holds: a weighted average, kept interval by interval.

What is charged mixes with what is there; what is released has the share of the mix at that time
(decision 5). The content is kept in energy that can be released, so that what is lost on the way
lowers green and other energy alike. What was in the store before the first interval counts as
not green: nobody can show where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mixed:
    """What came out of a store that was green, and how much of it is still inside, in kWh."""

    released_kwh: Array
    """Green energy released in each interval; shape (steps,), NaN where the release is missing."""
    left_kwh: float
    """Green energy still in the store after the last interval, as it could be released."""


def mix(*, green_in_kwh: Array, in_kwh: Array, out_kwh: Array) -> Mixed:
    """Follow the green share through a store.

    Within an interval the store is charged before it is released. The efficiency is what was
    measured over the whole period, out over in, at most 1; what is still inside at the end of a
    period of few cycles is so told too low, and the loss too high, while the shares stay right.

    Args:
        green_in_kwh: green energy charged, at the meter; shape (steps,), <= in_kwh.
        in_kwh: all energy charged, at the meter.
        out_kwh: all energy released, at the meter.
    """
    efficiency = _efficiency(in_kwh, out_kwh)
    known_green = np.nan_to_num(green_in_kwh) * efficiency
    known_in = np.nan_to_num(in_kwh) * efficiency
    released = np.zeros(out_kwh.size)
    content = green = 0.0
    # The content of one interval depends on the one before: no array operation does this.
    flows = zip(known_green.tolist(), known_in.tolist(), out_kwh.tolist(), strict=True)
    for step, (green_in, all_in, out) in enumerate(flows):
        content, green = content + all_in, green + green_in
        if out > 0 and content > 0:
            share_out = min(out / content, 1.0)
            released[step] = green * share_out
            content, green = content * (1.0 - share_out), green * (1.0 - share_out)
    return Mixed(np.where(np.isnan(out_kwh), np.nan, released), green)


def _efficiency(in_kwh: Array, out_kwh: Array) -> float:
    known = ~(np.isnan(in_kwh) | np.isnan(out_kwh))
    charged, released = float(in_kwh[known].sum()), float(out_kwh[known].sum())
    # before the first release nothing is known of losses
    return min(1.0, released / charged) if charged > 0 and released > 0 else 1.0
