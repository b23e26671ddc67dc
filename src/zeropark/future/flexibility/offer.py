"""An offer: what a park would move for a programme, step by step, at which price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Period
from zeropark.facts.ledger.response.call import Direction
from zeropark.facts.ledger.response.promise import Promise

Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """So much at this price, on top of the segments before it."""

    power_kw: float
    price_cny_per_kwh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered; segments are sorted by price."""

    id: str
    programme: str
    direction: Direction
    axis: Axis
    segments: tuple[tuple[Segment, ...], ...]
    """Of each step; none where nothing is offered."""
    resources: tuple[str, ...]
    power_kw: Series
    """Shape (resources, steps): whose power the segments are made of; sums to theirs."""
    made_at: datetime

    @property
    def total_kw(self) -> Series:
        """What is offered in each step, shape (steps,)."""
        told = [sum(each.power_kw for each in step) for step in self.segments]
        return np.array(told, dtype=np.float64)

    def promises(self) -> Iterator[Promise]:
        """What it promises of each resource, step by step."""
        for row, resource in enumerate(self.resources):
            for step in np.flatnonzero(self.power_kw[row] > 0):
                start = self.axis.start + int(step) * self.axis.step
                yield Promise(
                    resource=resource,
                    period=Period(start, start + self.axis.step),
                    power_kw=float(self.power_kw[row, step]),
                    programme=self.programme,
                    by=self.id,
                )
