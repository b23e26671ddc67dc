"""Why a bus does not close: the meter that one factor, one sign or one stuck value would explain.

If the residual r of a bus follows one of its flows q, r = c s q with s = +1 for an inflow and
-1 for an outflow, then the true flow is (1 - c) q: c = 2 says that the meter counts the wrong way,
c = 1 that it should not count here at all, c = -1 that it reads half, c = 0.5 that it reads double.
c is the least-squares slope over the days in which the residual is beyond the tolerance. A bus of
something that is kept in heaps and tanks is judged over the whole period: its stock comes and goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import Finding, Phrase, Severity, either
from zeropark.basis.timeline import Calendar
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.flow import Flows

Array = NDArray[np.float64]

_EXPLAINS: Final = 0.99
"""Share of the residual's squares that one factor accounts for where it is surely the reason."""
_MAY_EXPLAIN: Final = 0.9
"""The same where it may be, and no meter stood still: loads that hardly vary fit any factor."""
_AS_GOOD: Final = 0.02
"""Meters that fit worse than the best by less than this are named with it."""
_NEAR: Final = 0.1
_STOCKED: Final = frozenset({Dimension.MASS, Dimension.LIQUID_VOLUME})
_STUCK_SHARE: Final = 0.9
"""Share of equal neighbours from which a series is called stuck."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A fully metered bus: its measured inflow and outflow, each of shape (steps,)."""

    bus: str
    carrier: str
    inflow: Array
    outflow: Array


@dataclass(frozen=True, slots=True)
class _Excess:
    """The steps of a bus on days whose residual is beyond the tolerance."""

    bus: str
    unit: str
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
    """A finding a bus whose residual of a day is beyond the tolerance, with the likeliest reason.

    What can be kept in stock is judged over the whole period instead.
    """
    day_of = Calendar.of(flows.axis).day
    for suspect in suspects:
        spans = np.zeros_like(day_of) if _is_stocked(suspect.carrier) else day_of
        excess = _excess(suspect, day_of, spans, tolerance_share)
        if excess is not None:
            yield _finding(flows, excess)


def _is_stocked(carrier_id: str) -> bool:
    """Whether a carrier waits in heaps and tanks between coming and going: solids and liquids."""
    what = carrier(carrier_id)
    return what.dimension in _STOCKED and what.group is not Group.HEAT


def _excess(
    suspect: Suspect, day_of: NDArray[np.int64], spans: NDArray[np.int64], tolerance_share: float
) -> _Excess | None:
    """The steps of those spans (days, or the whole period) that are beyond the tolerance."""
    residual = suspect.inflow - suspect.outflow
    known = ~np.isnan(residual)
    throughput = np.where(known, np.maximum(suspect.inflow, suspect.outflow), 0.0)
    _, span_of = np.unique(spans, return_inverse=True)
    left = np.bincount(span_of, weights=np.where(known, residual, 0.0))
    through = np.bincount(span_of, weights=throughput)
    beyond = (np.abs(left) > tolerance_share * through)[span_of]
    if not beyond.any():
        return None
    days = np.unique(day_of[beyond])
    return _Excess(
        suspect.bus, carrier(suspect.carrier).unit, residual, throughput, beyond & known, days
    )


def _finding(flows: Flows, excess: _Excess) -> Finding:
    reason, meters = likely_reason(flows, excess.bus, excess.residual, steps=excess.steps)
    first, last = (str(day.astype("datetime64[D]")) for day in (excess.days[0], excess.days[-1]))
    return Finding(
        code="balance.residual",
        place=f"buses.{excess.bus}",
        problem_template=(
            "Bus {bus} does not close on {days} days from {first} to {last}: "
            "{residual} {unit} is left over, {share} of what went through. {reason}"
        ),
        remedy_template="Check {meters}; correct the meter or the park document and close again.",
        severity=Severity.WARNING,
        data={
            "bus": excess.bus,
            "days": int(excess.days.size),
            "first": first,
            "last": last,
            "residual": f"{excess.left_over:,.5g}",
            "unit": excess.unit,
            "share": f"{excess.share:.1%}",
            "reason": reason,
            "meters": ", ".join(meters) or Phrase("every meter of the bus"),
        },
        count=int(excess.days.size),
    )


def likely_reason(
    flows: Flows, bus: str, residual: Array, *, steps: NDArray[np.bool_]
) -> tuple[Phrase, tuple[str, ...]]:
    """The likeliest reason for a residual, as a sentence, and the meters it speaks of.

    Where several meters explain it equally well (in a bus with one way in and one out, a double
    reading in looks like a half reading out), all are named.
    """
    fits = sorted(_fits(flows, bus, residual[steps], steps), reverse=True)
    stuck = tuple(_stuck(flows, bus, steps))
    enough = _EXPLAINS if stuck else _MAY_EXPLAIN
    floor = max(enough, fits[0][0] - _AS_GOOD) if fits else enough
    best = [fit for fit in fits if fit[0] >= floor]
    if best:
        ways = either(_way(meter, slope) for _, slope, meter in best)
        meters = tuple(meter for *_, meter in best)
        return Phrase("It would close if {ways}.", {"ways": ways}), meters
    if stuck:
        return Phrase("{meters} did not move in that time.", {"meters": ", ".join(stuck)}), stuck
    return Phrase("No single meter explains it."), ()


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


def _way(meter: str, slope: float) -> Phrase:
    if abs(slope - 2.0) < _NEAR:
        return Phrase("{meter} counted the other way (a sign)", {"meter": meter})
    if abs(slope - 1.0) < _NEAR / 100:
        told = {"meter": meter}
        return Phrase("{meter} did not count here (another bus, or counted twice)", told)
    times = f"{1.0 - slope:.3g}"
    words = {"meter": meter, "times": times}
    return Phrase("{meter} were multiplied by {times} (a ratio or a unit)", words)


def _stuck(flows: Flows, bus: str, steps: NDArray[np.bool_]) -> Iterator[str]:
    """Meters of the bus that stood still in the excess, both ways, and moved outside it."""
    pairs = steps[1:] & steps[:-1]
    rests: dict[str, NDArray[np.bool_]] = {}
    for link, quantity in zip(flows.links, flows.quantity, strict=True):
        if bus in (link.source, link.sink) and link.meter is not None and pairs.any():
            rests[link.meter] = rests.get(link.meter, True) & (np.diff(quantity) == 0)
    for meter, rest in rests.items():
        if rest[pairs].mean() >= _STUCK_SHARE and not rest[~pairs].all():
            yield meter
