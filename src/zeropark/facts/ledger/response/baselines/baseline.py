"""A baseline: what a resource would have drawn in the quarter-hours of an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.facts.ledger.response.draw import Draw, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Days that no baseline is made of."""

    events: tuple[Period, ...] = ()
    """Calls on the same devices, tests as well: they moved the load."""
    atypical: frozenset[date] = field(default_factory=frozenset)
    """Holidays, stand-stills: what the park's document names."""

    def days(self) -> frozenset[date]:
        """All of them as local days; a call over midnight takes both."""
        touched: set[date] = set()
        for call in self.events:
            day, last = call.start.astimezone(PARK_ZONE).date(), call.last_day()
            while day <= last:
                touched.add(day)
                day += timedelta(days=1)
        return self.atypical | touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a baseline is made from."""

    draw: Draw
    """Quarter-hours before and during the event."""
    event: Axis
    """The quarter-hours of the event."""
    issued_at: datetime
    left_out: LeftOut

    @property
    def day(self) -> date:
        """The local day that the event starts on."""
        return self.event.start.astimezone(PARK_ZONE).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Power without the call, and what it was made of."""

    axis: Axis
    power_kw: Series
    """Net draw, shape (axis.count,); NaN where it can't be told."""
    method: str
    days: tuple[date, ...] = ()
    """The local days that it is the mean of, newest first; none where it is not made of days."""
    factor: float = 1.0
    """The same-day adjustment, after clipping."""
    findings: tuple[Finding, ...] = ()
