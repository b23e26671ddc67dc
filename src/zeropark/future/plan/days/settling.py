"""Two settlements (双结算): what was sold a day ahead, and what came otherwise in real time.

    cost = sum of day-ahead price x position + real-time price x (exchange - position)

A position is the net import that the day-ahead plan had. What is drawn beyond it is bought at the
real-time price, and what is not drawn is sold back at it, whatever the two prices are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.future.plan.assembly.account import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSettlements:
    """What the energy of one grid point came to in both."""

    position_cny: float
    """At day-ahead prices."""
    deviation_cny: float
    """At real-time prices; negative where more was given back than bought."""
    position_kwh: float
    deviation_kwh: float
    """Drawn beyond the position less what was not drawn of it."""

    @property
    def cost_cny(self) -> float:
        """Both."""
        return self.position_cny + self.deviation_cny


def two_settlements(
    *,
    position_kwh: Series,
    exchange_kwh: Series,
    day_ahead_cny_per_kwh: Series,
    real_time_cny_per_kwh: Series,
) -> TwoSettlements:
    """Settle net import against its position; one value per step each, export negative.

    >>> import numpy as np
    >>> two_settlements(position_kwh=np.array([100.0]), exchange_kwh=np.array([120.0]),
    ...     day_ahead_cny_per_kwh=np.array([0.3]), real_time_cny_per_kwh=np.array([0.5])).cost_cny
    40.0
    """
    deviation = exchange_kwh - position_kwh
    return TwoSettlements(
        position_cny=float(np.sum(day_ahead_cny_per_kwh * position_kwh)),
        deviation_cny=float(np.sum(real_time_cny_per_kwh * deviation)),
        position_kwh=float(position_kwh.sum()),
        deviation_kwh=float(deviation.sum()),
    )
