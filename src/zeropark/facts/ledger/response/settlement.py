"""A settlement: what programmes pay for a period, line by line, and whose each line is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Axis, Period
from zeropark.basis.units import Money
from zeropark.facts.ledger.response.draw import Series

What = Literal["energy", "penalty", "standby", "test", "unpaid"]
"""`energy`: of a call; `penalty`: of what was short; `standby`: of a month without a call; `test`:
a drill that is recorded and not paid; `unpaid`: delivered, and below the least share."""

OPERATOR: Final = "park"
"""Who gets what the agreements leave: the park's operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLine:
    """One amount that a programme pays, or takes."""

    what: What
    programme: str
    of: str
    """The call, or the month."""
    quantity: Decimal
    """kWh paid or short; kW on standby."""
    unit: Literal["kWh", "kW"]
    price_cny: Decimal
    """Per unit; below zero for a penalty."""
    amount: Money
    """Quantity times price, half up to the fen."""
    share: float | None
    """Delivered over accepted, of a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserLine:
    """The part of a line that is one user's, by one resource."""

    line: int
    """Which of the settlement's lines."""
    resource: str
    user: str
    """The enterprise, or `park` for the operator."""
    quantity: float
    """What the resource brought to the line: delivered, short, or kW on standby; 0 for the
    operator at what is another's."""
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """What a settlement has paid of a resource: it is not paid again."""

    resource: str
    call: str
    programme: str
    axis: Axis
    """Quarter-hours."""
    power_kw: Series
    """Shape (axis.count,), >= 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """All that the programmes pay for a period; its users' parts sum to it to the fen."""

    period: Period
    lines: tuple[PayLine, ...]
    parts: tuple[UserLine, ...]
    credited: tuple[Credited, ...]
    findings: tuple[Finding, ...]
    generated: bool = False
    """Whether readings behind it are simulated."""

    @property
    def total(self) -> Money:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Money(0))

    @property
    def by_user(self) -> dict[str, Money]:
        """What each user gets, in the order in which users appear."""
        users = dict.fromkeys(part.user for part in self.parts)
        return {user: self.of_user(user) for user in users}

    def of_user(self, user: str) -> Money:
        """What one user gets."""
        return sum((part.amount for part in self.parts if part.user == user), Money(0))


def overlap_kw(credited: Credited, axis: Axis) -> Series:
    """What was credited in the quarter-hours of another axis; 0 elsewhere. Shape (axis.count,)."""
    found = np.zeros(axis.count)
    first = round((credited.axis.start - axis.start) / axis.step)
    start, stop = max(first, 0), min(first + credited.axis.count, axis.count)
    if start < stop:
        found[start:stop] = credited.power_kw[start - first : stop - first]
    return found
