"""Planned flows by the quarter hour, for bills whose demand is read every fifteen minutes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.facts.ledger.flow import Flows


def in_quarters(flows: Flows) -> Flows:
    """The same flows, each step spread evenly over its quarter hours.

    Sums stay; the highest mean of a quarter hour becomes that of its step, for a plan by hours
    says nothing of what happens within one.
    """
    parts = flows.axis.step // QUARTER_HOUR
    if parts <= 1:
        return flows
    return replace(
        flows,
        axis=Axis(flows.axis.start, QUARTER_HOUR, flows.axis.count * parts),
        quantity=np.repeat(flows.quantity / parts, parts, axis=1),
        quality=np.repeat(flows.quality, parts, axis=1),
        kind=np.repeat(flows.kind, parts, axis=1),
    )
