"""The pay rule of one delivery: how many kWh are paid, and how many were short.

Over an event, or quarter-hour by quarter-hour, with share = delivered / accepted:

    below none_below_share       nothing
    up to most_share             what was delivered
    beyond                       most_share of what was accepted
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.basis.rules.programme import Pay
from zeropark.facts.ledger.response.draw import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What a pay rule makes of a delivery."""

    paid_kwh: float
    short_kwh: float
    """What is charged as short; 0 where the rule charges nothing."""
    share: float
    """Delivered over accepted, of the whole event; 0 where nothing was accepted."""


def paid_of(pay: Pay, *, delivered_kwh: Series, accepted_kwh: Series) -> Paid:
    """What is paid and what is short.

    Args:
        pay: the rule.
        delivered_kwh: net, of all resources together; shape (steps,), none missing.
        accepted_kwh: same shape, >= 0.
    """
    delivered, accepted = float(delivered_kwh.sum()), float(accepted_kwh.sum())
    if pay.judged_over == "event":
        delivered_kwh, accepted_kwh = np.array([delivered]), np.array([accepted])
    enough = delivered_kwh >= pay.none_below_share * accepted_kwh
    counted = np.clip(delivered_kwh, 0.0, pay.most_share * accepted_kwh)
    short = np.maximum(pay.penalty_below_share * accepted_kwh - delivered_kwh, 0.0)
    return Paid(
        paid_kwh=float(np.where(enough, counted, 0.0).sum()),
        short_kwh=float(np.minimum(short, accepted_kwh).sum()),
        share=delivered / accepted if accepted > 0 else 0.0,
    )
