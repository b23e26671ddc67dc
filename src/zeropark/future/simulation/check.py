"""What always holds of a simulated year: buses close, stores stay inside their walls."""

from __future__ import annotations

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.future.simulation.year import SimulatedYear


def worst_imbalance(year: SimulatedYear, park: ParkDocument) -> float:
    """The largest |in - out| of any bus and interval, as a share of that bus's peak throughput."""
    worst = 0.0
    for bus in park.buses:
        into = [i for i, link in enumerate(year.links) if link.sink == bus.id]
        out = [i for i, link in enumerate(year.links) if link.source == bus.id]
        inflow, outflow = year.amount[into].sum(axis=0), year.amount[out].sum(axis=0)
        peak = float(max(inflow.max(initial=0.0), outflow.max(initial=0.0)))
        if peak > 0.0:
            worst = max(worst, float(np.abs(inflow - outflow).max()) / peak)
    return worst


def worst_overfill(year: SimulatedYear) -> float:
    """How far any store leaves [0, capacity], as a share of its capacity; zero or less is good."""
    breaches = [
        max(float(content.max()) - year.capacities[store], -float(content.min()))
        / year.capacities[store]
        for store, content in year.contents.items()
    ]
    return max(breaches, default=0.0)


def smallest_amount(year: SimulatedYear) -> float:
    """The smallest amount anywhere: a flow is never negative."""
    return float(year.amount.min(initial=0.0))
