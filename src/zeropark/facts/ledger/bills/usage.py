"""What a bill is made from: import and export at one point, and what was known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import Flows


@dataclass(frozen=True, slots=True)
class Usage:
    """Energy through one point, per interval of the axis; NaN is missing."""

    axis: Axis
    import_kwh: NDArray[np.float64]
    """Shape (axis.count,); from the grid into the park."""
    export_kwh: NDArray[np.float64] | None = None
    """Shape (axis.count,); None where nothing can flow out."""
    quality: int = 0
    """Quality flags of all intervals, or-ed."""


@dataclass(frozen=True, slots=True)
class Before:
    """What happened outside the axis that the bill depends on."""

    peaks_kw: Mapping[tuple[str, str], float] = field(default_factory=lambda: MappingProxyType({}))
    """Peak by (component id, local month `2026-01`): of months before, for look-backs; of a
    month that the axis begins in, the peak already incurred."""
    year_kwh: Mapping[tuple[str, int], float] = field(default_factory=lambda: MappingProxyType({}))
    """Energy by (component id, local year) used before the axis begins, for yearly tiers."""
    month_kwh: Mapping[tuple[str, str], float] = field(default_factory=lambda: MappingProxyType({}))
    """Energy by (component id, local month) used before the axis begins, for monthly tiers."""


def usage_at(flows: Flows, *, point: str) -> Usage:
    """The electricity that passes a boundary point; a missing part makes its interval missing.

    Raises:
        MissingDataError: no flow of electricity comes from that point.
    """
    into = flows.rows(carrier="electricity", source=point)
    out = flows.rows(carrier="electricity", sink=point)
    if not into.size:
        raise MissingDataError(
            "No flow of electricity comes from {point!r}; give it a meter of gate `grid`.",
            point=point,
        )
    used = flows.quality[np.concatenate([into, out])]
    return Usage(
        flows.axis,
        flows.quantity[into].sum(axis=0),
        flows.quantity[out].sum(axis=0) if out.size else None,
        int(np.bitwise_or.reduce(used, axis=None)),
    )
