"""What an event turned out to say: calls, prices, and what could not be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What the park expects to take from the grid and to give it; one of the two is zero."""

    import_kw: NDArray[np.float64]
    """Mean of each step, shape (steps,), >= 0; NaN where nothing is expected."""
    export_kw: NDArray[np.float64]
    """As `import_kw`."""


Expected = Callable[[Axis], Draw | None]
"""What the park expects of an axis; None where it has no idea."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Prices that an event tells."""

    event: str
    """Its id at the VTN."""
    side: Literal["import", "export"]
    axis: Axis
    price_cny_per_kwh: NDArray[np.float64]
    """Shape (axis.count,); NaN where the event says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """All that one event says."""

    event: str
    """Its id at the VTN."""
    calls: tuple[Call, ...] = ()
    """One a direction at most."""
    prices: tuple[Price, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What could not be understood, and what to know about the rest."""
