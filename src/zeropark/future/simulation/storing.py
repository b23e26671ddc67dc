"""Running a store through the year: the one recursion that can't be vectorised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.future.simulation.role import Store
from zeropark.future.simulation.weather.chance import Series

START_SHARE: Final = 0.5
"""How full every store is when the year begins."""
REFILL_SHARE: Final = 0.02
"""Once full, a store waits until so much of it is free: it does not trickle."""
_FULL: Final = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store did: per interval, at the bus; content at the end of each interval."""

    charged: Series
    discharged: Series
    content: Series


def run_store(store: Store, surplus: Series, *, most: Series, draw: float) -> Stored:
    """Charge from surplus, discharge into deficits.

    Args:
        store: limits and efficiencies.
        surplus: what its bus has too much (positive) or too little of (negative).
        most: the most it may discharge in each interval, besides its own limits.
        draw: what the bus loses of surplus per unit charged, 1 plus the loss on the way.
    """
    charged, discharged, contents = [], [], []
    content = START_SHARE * store.full_content
    gain, yield_ = store.charge_efficiency, store.discharge_efficiency
    filling = True
    for spare, may in zip(surplus.tolist(), most.tolist(), strict=True):
        content *= store.kept_per_interval
        into = out = 0.0
        filling = filling or store.full_content - content >= REFILL_SHARE * store.full_content
        if spare > 0.0 and filling:
            into = min(spare / draw, store.charge_limit, (store.full_content - content) / gain)
            content = min(content + into * gain, store.full_content)
            filling = content < store.full_content * _FULL
        elif spare < 0.0:
            out = min(-spare, may, store.discharge_limit, content * yield_)
            content = max(content - out / yield_, 0.0)
        charged.append(into)
        discharged.append(out)
        contents.append(content)
    return Stored(np.array(charged), np.array(discharged), np.array(contents))
