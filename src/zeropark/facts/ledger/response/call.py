"""A call: somebody outside asks the park to draw less or more than it would have; and its reply.

A call speaks of the park as a whole. Powers are changes against the baseline and are never
negative: the direction says which way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Phrase, Severity
from zeropark.basis.timeline import Axis

Direction = Literal["down", "up"]
"""`down`: draw less from the grid, or give it more; `up`: draw more, or give less."""

STEPS: Final = tuple(timedelta(minutes=minutes) for minutes in (15, 5, 1))
"""The steps that a call may have: those that meters and markets settle by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An instruction to the park as a whole: change your draw by this much, in these steps."""

    id: str
    """Unique among the calls of a park; a repeat with the same id is the same call."""
    programme: str
    """The programme that it is made under: an id of the document's `virtual_plant.programmes`."""
    direction: Direction
    axis: Axis
    power_kw: NDArray[np.float64]
    """Change against the baseline, mean of each step; shape (axis.count,), >= 0."""
    issued_at: datetime
    """Aware, UTC: when the caller says that it was made."""
    test: bool = False
    """A drill: recorded and verified as any other, paid only where the programme says so."""
    price_cny_per_kwh: float | None = None
    """What the caller offers; None: the programme's own."""
    source: str
    """Who or what brought it: a file's name, `openadr`."""

    @property
    def energy_kwh(self) -> float:
        """What it asks for over all of its steps."""
        return float(self.power_kw.sum() * self.axis.step_hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the park answers to a call: accepted and short add up to what was asked for."""

    call: str
    """The id of the call."""
    accepted_kw: NDArray[np.float64]
    """Shape (steps of the call,), >= 0."""
    shortfall_kw: NDArray[np.float64]
    """What was asked for beyond what is possible; same shape, >= 0."""
    reason: Phrase | None
    """Why there is a shortfall; None where there is none."""
    at: datetime
    """Aware, UTC: when it was made."""

    @property
    def whole(self) -> bool:
        """Whether all that was asked for is accepted."""
        return not (self.shortfall_kw > 0).any()


def check_call(call: Call, *, at: datetime) -> tuple[Finding, ...]:
    """What is wrong with a call as it is received; nothing where it can be carried out as it says.

    Args:
        call: as it was read, whatever it says.
        at: now, by the park's clock; aware.
    """
    return (*_times(call, at), *_powers(call))


def _times(call: Call, at: datetime) -> Iterator[Finding]:
    place, axis = f"call {call.id}", call.axis
    if axis.step not in STEPS:
        yield Finding(
            code="call.step",
            place=place,
            problem_template="Its steps are {minutes:g} minutes long.",
            remedy_template="Send it in steps of 15, 5 or 1 minutes.",
            data={"minutes": axis.step / timedelta(minutes=1)},
        )
    if axis.count < 1:
        yield Finding(
            code="call.no_time",
            place=place,
            problem_template="It ends before it starts, or as it does.",
            remedy_template="Send it with at least one step.",
        )
    if axis.start < call.issued_at:
        yield Finding(
            code="call.starts_before_it_was_issued",
            place=place,
            problem_template="It starts at {start}, before it was issued at {issued}.",
            remedy_template="Compare the clocks of the two sides, and send it again with a start "
            "that is still to come.",
            data={"start": axis.start.isoformat(), "issued": call.issued_at.isoformat()},
        )
    if call.issued_at > at:
        yield Finding(
            code="call.issued_later_than_now",
            place=place,
            problem_template="It says that it was issued at {issued}, and it is {now} here.",
            remedy_template="Compare the clocks of the two sides.",
            severity=Severity.WARNING,
            data={"issued": call.issued_at.isoformat(), "now": at.isoformat()},
        )


def _powers(call: Call) -> Iterator[Finding]:
    place, power = f"call {call.id}", call.power_kw
    if power.shape != (max(call.axis.count, 0),):
        yield Finding(
            code="call.powers",
            place=place,
            problem_template="It has {powers} powers for {steps} steps.",
            remedy_template="Send one power a step.",
            data={"powers": power.size, "steps": call.axis.count},
        )
    if not np.isfinite(power).all() or (power < 0).any():
        yield Finding(
            code="call.negative_power",
            place=place,
            problem_template="A power of it is below zero, or no number.",
            remedy_template="Send the change against the baseline as a number of kW from zero up, "
            "and say by its direction which way it goes.",
        )
    price = call.price_cny_per_kwh
    if price is not None and not (np.isfinite(price) and price >= 0):
        yield Finding(
            code="call.price",
            place=place,
            problem_template="Its price is below zero, or no number.",
            remedy_template="Send a price of zero or more, or none.",
        )
