"""Why a bus does not close: the meter that one factor, one sign or one stuck value would explain.

If the residual r of a bus follows one of its flows q, r = c s q with s = +1 for an inflow and
-1 for an outflow, then the true flow is (1 - c) q: c = 2 says that the meter counts the wrong way,
c = 1 that it should not count here at all, c = -1 that it reads half, c = 0.5 that it reads double.
c is the least-squares slope over the days in which the residual is beyond the tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.timeline import Calendar
from zeropark.facts.ledger.flow import Flows

Array = NDArray[np.float64]

_EXPLAINS: Final = 0.9
"""Share of the residual's squares that a meter must account for to be named."""
_NEAR: Final = 0.1
_STUCK_SHARE: Final = 0.9
"""Share of equal neighbours from which a series is called stuck."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A fully metered bus: its measured inflow and outflow, each of shape (steps,)."""

    bus: str
    inflow: Array
    outflow: Array


@dataclass(frozen=True, slots=True)
class _Excess:
    """The steps of a bus on days whose residual is beyond the tolerance."""

    bus: str
    residual: Array
    throughput: Array
    steps: NDArray[np.bool_]
    days: NDArray[np.int64]
    """Local days since 1970-01-01."""

    @property
    def left_over(self) -> float:
        return float(self.residual[self.steps].sum())

    @property
    def share(self) -> float:
        return self.left_over / float(self.throughput[self.steps].sum())


def excess_findings(
    flows: Flows, suspects: Iterable[Suspect], *, tolerance_share: float
) -> Iterator[Finding]:
    """A finding a bus whose daily residual is beyond the tolerance, with the likeliest reason."""
    days, day_of = np.unique(Calendar.of(flows.axis).day, return_inverse=True)
    for suspect in suspects:
        excess = _excess(suspect, days, day_of, tolerance_share)
        if excess is not None:
            yield _finding(flows, excess)


def _excess(
    suspect: Suspect, days: NDArray[np.int64], day_of: NDArray[np.int64], tolerance_share: float
) -> _Excess | None:
    residual = suspect.inflow - suspect.outflow
    known = ~np.isnan(residual)
    throughput = np.where(known, np.maximum(suspect.inflow, suspect.outflow), 0.0)
    left = np.bincount(day_of, weights=np.where(known, residual, 0.0), minlength=days.size)
    through = np.bincount(day_of, weights=throughput, minlength=days.size)
    beyond = np.abs(left) > tolerance_share * through
    if not beyond.any():
        return None
    return _Excess(suspect.bus, residual, throughput, beyond[day_of] & known, days[beyond])


def _finding(flows: Flows, excess: _Excess) -> Finding:
    reason, meters = likely_reason(flows, excess.bus, excess.residual, steps=excess.steps)
    first, last = (str(day.astype("datetime64[D]")) for day in (excess.days[0], excess.days[-1]))
    return Finding(
        code="balance.residual",
        place=f"buses.{excess.bus}",
        problem_template=(
            "Bus {bus} does not close on {days} days from {first} to {last}: "
            "{residual} is left over, {share} of what went through. {reason}"
        ),
        remedy_template="Check {meters}; correct the meter or the park document and close again.",
        severity=Severity.WARNING,
        data={
            "bus": excess.bus,
            "days": int(excess.days.size),
            "first": first,
            "last": last,
            "residual": f"{excess.left_over:.6g}",
            "share": f"{excess.share:.1%}",
            "reason": reason,
            "meters": ", ".join(meters) or "every meter of the bus",
        },
        count=int(excess.days.size),
    )


def likely_reason(
    flows: Flows, bus: str, residual: Array, *, steps: NDArray[np.bool_]
) -> tuple[str, tuple[str, ...]]:
    """The likeliest reason for a residual, as a sentence, and the meters it speaks of.

    Where several meters explain it equally well (in a bus with one way in and one out, a double
    reading in looks like a half reading out), all are named.
    """
    fits = sorted(_fits(flows, bus, residual[steps], steps), reverse=True)
    best = [fit for fit in fits if fit[0] >= _EXPLAINS and fit[0] >= fits[0][0] - 0.02]
    if best:
        said = [f"{meter} {_factor_says(slope)}" for _, slope, meter in best]
        return f"It would close if {' or '.join(said)}.", tuple(meter for *_, meter in best)
    stuck = tuple(_stuck(flows, bus, steps))
    if stuck:
        return f"{', '.join(stuck)} did not move in that time.", stuck
    return "No single meter explains it.", ()


def _fits(
    flows: Flows, bus: str, residual: Array, steps: NDArray[np.bool_]
) -> Iterator[tuple[float, float, str]]:
    """Explained share, slope c and meter of every flow of the bus."""
    whole = float(residual @ residual)
    for link, quantity in zip(flows.links, flows.quantity, strict=True):
        if bus in (link.source, link.sink) and link.meter is not None:
            signed = quantity[steps] if link.sink == bus else -quantity[steps]
            size = float(signed @ signed)
            if size > 0:
                slope = float(signed @ residual) / size
                rest = residual - slope * signed
                yield 1.0 - float(rest @ rest) / whole, slope, link.meter


def _factor_says(slope: float) -> str:
    if abs(slope - 2.0) < _NEAR:
        return "counted the other way (a sign)"
    if abs(slope - 1.0) < _NEAR / 100:
        return "did not count here (another bus, or counted twice)"
    return f"were multiplied by {1.0 - slope:.3g} (a ratio or a unit)"


def _stuck(flows: Flows, bus: str, steps: NDArray[np.bool_]) -> Iterator[str]:
    """Meters of the bus that stood still in the excess and moved outside it."""
    pairs = steps[1:] & steps[:-1]
    for link, quantity in zip(flows.links, flows.quantity, strict=True):
        if bus in (link.source, link.sink) and link.meter is not None and pairs.any():
            same = np.diff(quantity) == 0
            moved_else = not same[~pairs].all()
            if same[pairs].mean() >= _STUCK_SHARE and moved_else:
                yield link.meter
