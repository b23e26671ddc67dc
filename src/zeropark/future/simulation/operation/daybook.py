"""What has been decided so far: flows, and what each bus has left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.flow import CURTAILED, LOSSES, FlowLink
from zeropark.future.simulation.operation.network import LOSS_SHARE, Unit
from zeropark.future.simulation.weather.chance import Series

DUST: Final = 1e-9
"""Of a bus's flows: what sums of floats leave over, which is no flow."""


@dataclass(slots=True)
class Daybook:
    """Flows while they are being decided; grows, and is read at the end."""

    park: ParkDocument
    count: int
    left: dict[str, Series] = field(init=False)
    """Inflow minus outflow and losses of each bus so far."""
    contents: dict[str, Series] = field(default_factory=dict)
    capacities: dict[str, float] = field(default_factory=dict)
    _flows: dict[tuple[str, str, str], Series] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = {bus.id: np.zeros(self.count) for bus in self.park.buses}

    def draw(self, bus: str) -> float:
        """What a bus must have for one unit drawn from it: 1 plus the loss on the way."""
        return 1.0 + LOSS_SHARE.get(self.park.bus_by_id[bus].carrier, 0.0)

    def take(self, unit: Unit, port: str, amount: Series) -> None:
        """A unit takes from the bus at a port; a link loses nothing, its lower end does."""
        bus = unit.into[port]
        if unit.link:
            self.left[bus] = self.left[bus] - amount
            return
        self.move(bus, unit.id, amount)
        self.move(bus, LOSSES, amount * (self.draw(bus) - 1.0))

    def give(self, unit: Unit, port: str, amount: Series) -> None:
        """A unit gives to the bus at a port."""
        bus = unit.out[port]
        if unit.link:
            self.left[bus] = self.left[bus] + amount
            self._record(bus, unit.into["from"], bus, amount)
            return
        self.move(unit.id, bus, amount)

    def exchange(self, unit: Unit, port: str, amount: Series) -> None:
        """Take or give, whichever way the port goes."""
        if port in unit.into:
            self.take(unit, port, amount)
        else:
            self.give(unit, port, amount)

    def move(self, source: str, sink: str, amount: Series) -> None:
        """From a node to a node; one of them, or both, is a bus."""
        at = source if source in self.left else sink
        self._record(at, source, sink, amount)
        if source in self.left:
            self.left[source] = self.left[source] - amount
        if sink in self.left:
            self.left[sink] = self.left[sink] + amount

    def fit_takers(self, bus: str) -> None:
        """Let a bus's devices take what is there, no more and no less, in proportion.

        For materials, whose yards belong to the devices that draw on them, and for heat, of
        which there may be too little. A surplus of heat is left as it is.
        """
        carrier = self.park.bus_by_id[bus].carrier
        rows = [
            key
            for key in self._flows
            if key[1] == bus and (key[2] in self.park.device_by_id or key[2] == LOSSES)
        ]
        taken = np.sum([self._flows[key] for key in rows], axis=0) if rows else 0.0
        if not np.any(taken):
            return
        wanted = np.maximum(taken + self.left[bus], 0.0)
        if CARRIERS[carrier].group is not Group.MATERIAL:
            wanted = np.minimum(wanted, taken)
        share = np.divide(wanted, taken, out=np.ones(self.count), where=taken > 0.0)
        share[share < DUST] = 0.0
        for key in rows:
            self._flows[key] = self._flows[key] * share
        self.left[bus] = self.left[bus] + taken * (1.0 - share)

    def peak(self, bus: str) -> float:
        """The largest amount in an interval that any flow of a bus has."""
        rows = [flow for key, flow in self._flows.items() if bus in key]
        return max((float(flow.max()) for flow in rows), default=0.0)

    def curtail(self, unit: Unit, port: str, amount: Series) -> None:
        """What a source could have given and did not."""
        self._record(unit.out[port], unit.id, CURTAILED, amount)

    def links(self) -> Mapping[FlowLink, Series]:
        """Every link that anything was said of, with its amounts."""
        return {FlowLink(*key): amount for key, amount in self._flows.items()}

    def _record(self, bus: str, source: str, sink: str, amount: Series) -> None:
        if not amount.any():
            return
        key = (self.park.bus_by_id[bus].carrier, source, sink)
        self._flows[key] = self._flows.get(key, 0.0) + amount
