"""A delivery: what each resource did in an event, against what it would have done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Direction
from zeropark.facts.ledger.response.draw import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDelivery:
    """One resource in one event; arrays have the shape (quarter-hours,)."""

    resource: str
    assigned_kw: Series
    """What it was to change by, mean of each quarter-hour."""
    baseline_kw: Series
    """Net draw without the call."""
    measured_kw: Series
    """Net draw as metered, substitutes included."""
    substituted: NDArray[np.bool_]
    delivered_kw: Series
    """Change in the direction of the call: below zero where it went the other way."""
    method: str
    days: tuple[date, ...]
    """The days of its baseline."""
    factor: float

    @property
    def known(self) -> bool:
        """Whether every quarter-hour has a delivery."""
        return not bool(np.isnan(self.delivered_kw).any())


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a park delivered of a call."""

    call: str
    programme: str
    direction: Direction
    test: bool
    axis: Axis
    """The quarter-hours that the call touches."""
    asked_kw: Series
    """What was asked for, mean of each quarter-hour."""
    accepted_kw: Series
    """What the park had accepted of it."""
    resources: tuple[ResourceDelivery, ...]
    response_minutes: float | None
    """From the start of the call to the end of the first quarter-hour with the share of what was
    accepted that counts as reached; None where it never was."""
    findings: tuple[Finding, ...]
    generated: bool = False
    """Whether readings behind it are simulated."""

    @property
    def delivered_kw(self) -> Series:
        """All resources together; those that went the other way count against the others."""
        total: Series = np.sum([each.delivered_kw for each in self.resources], axis=0)
        return total if self.resources else np.zeros(self.axis.count)

    @property
    def score(self) -> float | None:
        """The part of what was accepted that was delivered, nothing beyond it counted; 0 to 1.

        None where nothing was accepted, or the delivery is not known.
        """
        accepted = float(self.accepted_kw.sum())
        met = float(np.clip(self.delivered_kw, 0.0, self.accepted_kw).sum())
        return None if accepted <= 0 or np.isnan(met) else met / accepted

    @property
    def delivered_kwh(self) -> float:
        """Net energy over the event; NaN where a part is not known."""
        return float(self.delivered_kw.sum() * self.axis.step_hours)

    @property
    def accepted_kwh(self) -> float:
        """What was accepted over the event."""
        return float(self.accepted_kw.sum() * self.axis.step_hours)

    @property
    def minutes(self) -> float:
        """How long the quarter-hours of the event are together."""
        return self.axis.count * (self.axis.step / timedelta(minutes=1))
