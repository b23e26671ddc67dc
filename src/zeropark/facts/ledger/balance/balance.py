"""Balance: at every bus, what went in equals what came out plus a residual that has a name.

Takes the measured flows, gives the flows that are missing for the buses to close. Always: the
measured flows and the residuals together close at every metered bus in every interval in which
all of the bus's flows are known; in the others the residual is missing too, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from operator import not_
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.balance.diagnose import Suspect, excess_findings
from zeropark.facts.ledger.balance.infer import Inferred, infer
from zeropark.facts.ledger.balance.unmetered import Pair, open_pairs
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality

Array = NDArray[np.float64]

# Sums of a few thousand doubles differ in their last digits; that is no loss.
_ROUNDING_SHARE: Final = 1e-12


class State(StrEnum):
    """What can be said of a bus."""

    BALANCED = "balanced"
    """Every connection is metered: the residual is losses, or an error of a meter."""
    INFERRED = "inferred"
    """Some connections are unmetered: the residual is theirs, losses included."""
    NOT_METERED = "not_metered"
    """No meter touches it: nothing is known, which is not the same as in balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusBalance:
    """One bus over the period, in the inside unit of its carrier; known intervals only."""

    bus: str
    carrier: str
    state: State
    inflow: float
    """Measured, plus what was inferred from neighbouring buses."""
    outflow: float
    over: float
    """Sum of the positive residuals: more came in than was seen to leave."""
    under: float
    """Sum of the negative residuals, as a positive number: more left than was seen to come."""
    missing_steps: int
    """Intervals in which some flow of the bus is missing, and so is the residual."""
    unmetered: tuple[Pair, ...]
    """The connections that no meter stands on."""

    @property
    def residual_share(self) -> float | None:
        """(over - under) / the larger of inflow and outflow; None where nothing flowed."""
        throughput = max(self.inflow, self.outflow)
        return (self.over - self.under) / throughput if throughput > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The flows that were measured, and those that every bus needs to close."""

    flows: Flows
    residual: Flows
    """Links to `losses`, from or to `unmetered`, or named after the only unmetered connection
    of a bus; all of `Kind.RESIDUAL`."""
    idle: Flows
    """The residuals that say nothing of their own, but are missing or flagged somewhere as their
    bus is; all of `Kind.IDLE`."""
    buses: tuple[BusBalance, ...]
    findings: tuple[Finding, ...]

    def closed(self) -> Flows:
        """The measured flows and the residuals, as one."""
        return joined(self.flows, self.residual)

    def kept(self) -> Flows:
        """What the books keep: the idle residuals too.

        A residual may flow in the stretch beside this one; read together with it, it is missing
        in the gaps of this one, never zero.
        """
        return joined(self.closed(), self.idle)


def balance(flows: Flows, *, park: ParkDocument, tolerance_share: float = 0.05) -> Balance:
    """Close every bus of the park in every interval.

    A positive residual flows from the bus to `losses`, a negative one from `unmetered` to the
    bus. Where a bus has unmetered connections, the residual is theirs: named after the
    connection if there is one, else `unmetered` (see `infer`).

    Args:
        flows: measured and filled flows; NaN is missing.
        park: says which connections there are, and so which are unmetered.
        tolerance_share: a fully metered bus whose residual is a larger share of its throughput
            on some day gets a finding. 0.05 by default: transformers and short lines lose some
            2 to 3 %, and two class-1 meters at their limits differ by 2 %.
    """
    sums = bus_sums(flows, park=park)
    view = _View(park, open_pairs(park, flows.links), _touched(flows))
    known = {bus: _residual_of(sums, bus) for bus in sums.inflow if bus in view.touched}
    inferred = infer(known, park=park, pairs=view.pairs)
    total = _with_inferred(sums, inferred)
    suspects = [
        Suspect(bus.id, bus.carrier, sums.inflow[bus.id], sums.outflow[bus.id])
        for bus in park.buses
        if view.state(bus.id) is State.BALANCED
    ]
    saying = [_says_something(item, sums) for item in inferred]
    residual = _as_flows(flows, compress(inferred, saying), park=park, kind=Kind.RESIDUAL)
    silent = _as_flows(flows, compress(inferred, map(not_, saying)), park=park, kind=Kind.IDLE)
    return Balance(
        flows=flows,
        residual=residual,
        idle=silent.on_rows(np.flatnonzero(silent.quality.any(axis=1))),
        buses=tuple(_bus_balance(bus.id, total, inferred, view) for bus in park.buses),
        findings=tuple(excess_findings(flows, suspects, tolerance_share=tolerance_share)),
    )


@dataclass(frozen=True, slots=True)
class BusSums:
    """Inflow and outflow by bus, each of shape (steps,), in the carrier's inside unit."""

    inflow: dict[str, Array]
    outflow: dict[str, Array]


@dataclass(frozen=True, slots=True)
class _View:
    """The park as its meters see it."""

    park: ParkDocument
    pairs: Mapping[str, tuple[Pair, ...]]
    touched: frozenset[str]

    def state(self, bus: str) -> State:
        if bus not in self.touched:
            return State.NOT_METERED
        return State.INFERRED if self.pairs[bus] else State.BALANCED

    def is_end(self, node: str) -> bool:
        """Whether a flow to or from there leaves the buses."""
        return node not in self.park.bus_by_id


def _touched(flows: Flows) -> frozenset[str]:
    return frozenset(node for link in flows.links for node in (link.source, link.sink))


def bus_sums(flows: Flows, *, park: ParkDocument) -> BusSums:
    """Inflow and outflow of every bus in every interval; NaN where any part is missing.

    The product of the incidence of links on buses with the quantities, written as row sums:
    a dense product would carry a missing flow to buses that it does not touch.
    """
    inflow = {bus.id: np.zeros(flows.axis.count) for bus in park.buses}
    outflow = {bus.id: np.zeros(flows.axis.count) for bus in park.buses}
    for link, quantity in zip(flows.links, flows.quantity, strict=True):
        if link.sink in inflow:
            inflow[link.sink] += quantity
        if link.source in outflow:
            outflow[link.source] += quantity
    return BusSums(inflow, outflow)


def joined(first: Flows, second: Flows) -> Flows:
    """The links of both, over the same axis; the newer `known_at`."""
    known = [flows.known_at for flows in (first, second) if flows.known_at is not None]
    return Flows(
        park=first.park,
        axis=first.axis,
        links=first.links + second.links,
        quantity=np.concatenate([first.quantity, second.quantity]),
        quality=np.concatenate([first.quality, second.quality]),
        kind=np.concatenate([first.kind, second.kind]),
        known_at=max(known, default=None),
    )


def _residual_of(sums: BusSums, bus: str) -> Array:
    inflow, outflow = sums.inflow[bus], sums.outflow[bus]
    residual = inflow - outflow
    noise = np.abs(residual) <= _ROUNDING_SHARE * (inflow + outflow)
    return np.where(noise, 0.0, residual)


def _says_something(item: Inferred, sums: BusSums) -> bool:
    """Whether it flowed, or is missing where the measured flows of a bus at its end are not."""
    ends = [bus for bus in (item.source, item.sink) if bus in sums.inflow]
    measured = [~np.isnan(sums.inflow[bus] + sums.outflow[bus]) for bus in ends]
    missing = np.isnan(item.quantity)
    return bool((item.quantity > 0).any()) or any(bool((missing & m).any()) for m in measured)


def _as_flows(flows: Flows, items: Iterable[Inferred], *, park: ParkDocument, kind: Kind) -> Flows:
    rows = list(items)
    quantity = np.array([item.quantity for item in rows]).reshape(-1, flows.axis.count)
    quality = _bus_quality(flows, [item.bus for item in rows])
    quality[np.isnan(quantity)] |= np.uint8(Quality.MISSING)
    return Flows(
        park=flows.park,
        axis=flows.axis,
        links=tuple(
            FlowLink(park.bus_by_id[item.bus].carrier, item.source, item.sink) for item in rows
        ),
        quantity=quantity,
        quality=quality,
        kind=np.full(quantity.shape, kind, dtype=np.uint8),
        known_at=flows.known_at,
    )


def _bus_quality(flows: Flows, buses: list[str]) -> NDArray[np.uint8]:
    """What is known of a bus's flows is known of its residual: the flags, or-ed."""
    quality = np.zeros((len(buses), flows.axis.count), dtype=np.uint8)
    for i, bus in enumerate(buses):
        for link, flags in zip(flows.links, flows.quality, strict=True):
            if bus in (link.source, link.sink):
                quality[i] |= flags
    return quality


def _with_inferred(sums: BusSums, inferred: Iterable[Inferred]) -> BusSums:
    """Bus sums with the flows between buses that no meter saw."""
    inflow, outflow = dict(sums.inflow), dict(sums.outflow)
    for item in inferred:
        if item.source in outflow and item.sink in inflow:
            outflow[item.source] = outflow[item.source] + item.quantity
            inflow[item.sink] = inflow[item.sink] + item.quantity
    return BusSums(inflow, outflow)


def _bus_balance(bus: str, sums: BusSums, inferred: Iterable[Inferred], view: _View) -> BusBalance:
    known = ~(np.isnan(sums.inflow[bus]) | np.isnan(sums.outflow[bus]))
    over = sum(_total(item) for item in inferred if item.source == bus and view.is_end(item.sink))
    under = sum(_total(item) for item in inferred if item.sink == bus and view.is_end(item.source))
    return BusBalance(
        bus=bus,
        carrier=view.park.bus_by_id[bus].carrier,
        state=view.state(bus),
        inflow=float(sums.inflow[bus][known].sum()),
        outflow=float(sums.outflow[bus][known].sum()),
        over=over,
        under=under,
        missing_steps=int((~known).sum()),
        unmetered=view.pairs[bus],
    )


def _total(item: Inferred) -> float:
    return float(np.nansum(item.quantity))
