"""A simulated year: the true flows of a park that nobody measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import UNMETERED, FlowLink
from zeropark.future.simulation.weather.chance import Series


@dataclass(frozen=True, slots=True)
class SimulatedYear:
    """True amounts on every connection of a park: `amount[i, t]` is link i during interval t.

    Never negative, never missing; every bus closes, with `losses`, `unmetered` and `curtailed`
    as the nodes beyond the document.
    """

    park: str
    seed: int
    axis: Axis
    links: tuple[FlowLink, ...]
    amount: NDArray[np.float64]
    """Shape (links, axis.count), in the carrier's inside unit."""
    contents: Mapping[str, Series]
    """What each store holds at the end of each interval, by device id."""
    capacities: Mapping[str, float]
    """The usable content of each store, by device id."""

    def flow(self, source: str, sink: str) -> Series:
        """What went from one node to another, shape (count,); zeros where nothing ever does."""
        rows = [
            i for i, link in enumerate(self.links) if (link.source, link.sink) == (source, sink)
        ]
        total: Series = self.amount[rows].sum(axis=0)
        return total

    def available(self, plant: str) -> Series:
        """What a plant could have given: generation and what was curtailed of it."""
        rows = [i for i, link in enumerate(self.links) if link.source == plant]
        total: Series = self.amount[rows].sum(axis=0)
        return total

    def shortfall(self) -> Mapping[str, float]:
        """Bus -> what the simulated supply could not carry in the whole year; empty is good."""
        rows = ((i, link) for i, link in enumerate(self.links) if link.source == UNMETERED)
        return {link.sink: float(self.amount[i].sum()) for i, link in rows}
