"""What stands for a reading that is missing in a settlement window: by rule, and marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.rules.programme import SubstitutionTable
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.response.draw import Draw, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was drawn in the quarter-hours of an event, gaps closed."""

    power_kw: Series
    """Shape (steps,); NaN only where the baseline is missing too."""
    substituted: NDArray[np.bool_]
    """Which of them no meter told; same shape."""
    findings: tuple[Finding, ...]


def substituted(
    draw: Draw, event: Axis, *, baseline_kw: Series, table: SubstitutionTable, of: str
) -> Measured:
    """The powers of an event: short gaps bridged, in longer ones what would have been anyway.

    Args:
        draw: of the resource, around the event.
        event: its quarter-hours.
        baseline_kw: of the resource, shape (event.count,).
        table: the rule.
        of: the resource's id, for the finding.
    """
    reach = table.bridged_minutes // (event.step // timedelta(minutes=1))
    wide = Axis(event.start - event.step, event.step, event.count + 2)
    known = draw.over(wide)
    power = known.copy()
    for first, last in _gaps(known):
        inside = first > 0 and last < wide.count - 1
        if inside and last - first + 1 <= reach:
            ends = (known[first - 1], known[last + 1])
            power[first : last + 1] = np.linspace(*ends, last - first + 3)[1:-1]
    power = power[1:-1]
    missing = np.isnan(known[1:-1])
    power = np.where(np.isnan(power), baseline_kw, power)
    return Measured(
        power_kw=power,
        substituted=missing,
        findings=tuple(_told(event, missing, of)),
    )


def _gaps(values: Series) -> Iterator[tuple[int, int]]:
    """First and last place of each run of missing values."""
    edges = np.flatnonzero(np.diff(np.isnan(values).astype(np.int8), prepend=0, append=0))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(after) - 1


def _told(event: Axis, missing: NDArray[np.bool_], of: str) -> Iterator[Finding]:
    if not missing.any():
        return
    at = event.start + int(np.flatnonzero(missing)[0]) * event.step
    yield Finding(
        code="delivery.substituted",
        place=f"{of} {at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        problem_template="{count} quarter-hours of the event have no reading; a substitute by rule "
        "stands for them.",
        remedy_template="Import the readings and verify again.",
        severity=Severity.WARNING,
        data={"count": int(missing.sum())},
        count=int(missing.sum()),
    )
