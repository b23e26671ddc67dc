"""Whether every bus closes: what flows in flows out, in every step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zeropark.basis.carriers import carrier
from zeropark.facts.ledger.balance.balance import bus_sums
from zeropark.future.plan.years.checks.figure import Figure
from zeropark.future.plan.years.plan import Plan


def balances(plan: Plan) -> Iterator[Figure]:
    """Inflow and outflow of each bus; they differ by the worst step, relative to the highest flow.

    A material bus may keep what a step leaves over, but all of them close here: what is let go
    flows to `losses`.
    """
    sums = bus_sums(plan.flows, park=plan.park)
    for bus in plan.park.buses:
        inflow, outflow = sums.inflow[bus.id], sums.outflow[bus.id]
        highest = float(max(inflow.max(initial=0.0), outflow.max(initial=0.0)))
        apart = float(np.abs(inflow - outflow).max(initial=0.0))
        if highest > 0:
            yield Figure(
                group="balance",
                of=bus.id,
                unit=carrier(bus.carrier).unit,
                planned=float(inflow.sum()),
                again=float(outflow.sum()),
                off=apart / highest,
            )
