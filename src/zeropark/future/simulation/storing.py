"""Running a store through the year: the one recursion that can't be vectorised.

A store runs on what its bus has spare; where slow users (a synthesis that can't jump) live on
the same bus, the store's level leads them and it takes up what they can't follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.future.simulation.role import Store
from zeropark.future.simulation.weather.chance import Series

START_SHARE: Final = 0.5
"""How full every store is when the year begins."""
REFILL_SHARE: Final = 0.02
"""Once full, a store waits until so much of it is free: it does not trickle."""
IDLE_BELOW: Final = 0.15
FULL_ABOVE: Final = 0.85
"""Shares of the content between which slow users are led from nothing to all they can."""
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


@dataclass(frozen=True, slots=True)
class SlowUser:
    """What may be used per interval beyond the fixed need, and the largest change of it."""

    limit: float
    ramp: float


@dataclass(frozen=True, slots=True)
class Shared:
    """A store and the slow users of its bus, run together."""

    stored: Stored
    used: tuple[Series, ...]
    """By user, in the order given."""


def run_with_users(
    store: Store, surplus: Series, *, users: Sequence[SlowUser], draw: float
) -> Shared:
    """Lead slow users by the store's level; charge what they leave, give what they lack.

    They start at rest and change by no more than their ramp, save where the store runs empty
    and nothing is left to use.

    Args:
        store: limits and efficiencies; it may give at any time.
        surplus: what the bus has too much (positive) or too little of (negative) without them.
        users: limits per interval, as taken by the users.
        draw: what the bus loses per unit that is taken from it, 1 plus the loss on the way.
    """
    content = START_SHARE * store.full_content
    gain, yield_ = store.charge_efficiency, store.discharge_efficiency
    now = [0.0] * len(users)
    rows: list[tuple[float, ...]] = []
    for spare in surplus.tolist():
        content *= store.kept_per_interval
        now = [
            _step(user, used, _lead(content, store)) for user, used in zip(users, now, strict=True)
        ]
        net = spare - draw * sum(now)
        into = out = 0.0
        if net > 0.0:
            into = min(net / draw, store.charge_limit, (store.full_content - content) / gain)
            content = min(content + into * gain, store.full_content)
        else:
            out = min(-net, store.discharge_limit, content * yield_)
            content = max(content - out / yield_, 0.0)
            now = _cut_back(now, (-net - out) / draw)
        rows.append((into, out, content, *now))
    table = np.array(rows).reshape(len(rows), 3 + len(users)).T
    return Shared(Stored(*table[:3]), tuple(table[3:]))


def _lead(content: float, store: Store) -> float:
    """From 0 to 1 as the store fills: what its users are told."""
    level = content / store.full_content
    return min(max((level - IDLE_BELOW) / (FULL_ABOVE - IDLE_BELOW), 0.0), 1.0)


def _step(user: SlowUser, used: float, lead: float) -> float:
    """Towards what the level says, no faster than it can."""
    wanted = lead * user.limit
    return min(max(wanted, used - user.ramp), used + user.ramp)


def _cut_back(used: list[float], lacking: float) -> list[float]:
    """All less in proportion, by what is lacking; none below nothing."""
    total = sum(used)
    if lacking <= 0.0 or total <= 0.0:
        return used
    kept = max(1.0 - lacking / total, 0.0)
    return [each * kept for each in used]
