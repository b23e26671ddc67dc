"""An allocation: which resource of the park moves by how much, to answer a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What each resource is to change by, in the direction of the call."""

    call: str
    """The id of the call."""
    axis: Axis
    """That of the call."""
    resources: tuple[str, ...]
    power_kw: NDArray[np.float64]
    """Shape (resources, steps), >= 0."""
    made_at: datetime
    """Aware, UTC."""
    from_step: int = 0
    """The first step that it speaks of anew: those before it are as an earlier one had them."""
    cost_cny: float
    """What the changes cost their owners by what the document says, starts included."""
    gap: float
    """How much more power, or how much less cost, another allocation could have at most, as a
    share; 0 where it is proven that there is none."""

    @property
    def total_kw(self) -> NDArray[np.float64]:
        """All resources together, shape (steps,)."""
        total: NDArray[np.float64] = self.power_kw.sum(axis=0)
        return total
