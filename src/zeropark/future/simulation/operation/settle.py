"""Settling a cluster: sources and spare power first, then stores, then what runs on demand.

The order is the operator's rule: renewables to load; surplus to stores; then to electrolysers
and their like; then out of the park within its limit; the rest is curtailed. A need is met by
the store when it may give, then by converters in order of merit, then from outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import TypeVar

import numpy as np

from zeropark.future.simulation.operation.daybook import Daybook
from zeropark.future.simulation.operation.network import Cluster, Network, Unit, runs_on_demand
from zeropark.future.simulation.role import Absorber, Converter, Source, Store
from zeropark.future.simulation.storing import SlowUser, Stored, run_store, run_with_users
from zeropark.future.simulation.weather.chance import Series

R = TypeVar("R", Converter, Store, Absorber, Source)


@dataclass(frozen=True, slots=True)
class Limits:
    """What can cross the park's boundary at a cluster, per interval."""

    inwards: float
    outwards: float | Series


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a cluster would do if nothing else were asked of it."""

    offers: Mapping[Unit, Series]
    stored: Mapping[Unit, Stored]
    used: Mapping[Unit, Series]
    """What slow absorbers use, which a store leads."""
    balance: Series
    """What is left (positive) or lacking (negative) after offers, stores and slow absorbers."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Decides for one cluster at a time, in the network's settling order."""

    network: Network
    book: Daybook
    limits: Mapping[int, Limits]
    """By cluster number."""

    def settle(self, number: int) -> None:
        """Decide what every unit at home in a cluster does, and write it down."""
        cluster = self.network.clusters[number]
        outlook = self.outlook(number, frozenset(), needed=_keeps(cluster))
        self._write_stores(outlook.stored)
        asked, balance = self._on_demand(number, outlook)
        balance = self._absorb(cluster, outlook.used, balance)
        excess = np.maximum(balance - self.limits[number].outwards, 0.0)
        used = _cut(outlook.offers, excess)
        self._write_offers(outlook.offers, used)
        idle = np.zeros(balance.size)
        for unit, role in _of(cluster, Converter):
            self._run(unit, role, used.get(unit, idle) + asked.get(unit, idle))

    def outlook(self, number: int, asking: frozenset[int], *, needed: bool = True) -> Outlook:
        """Offers, stores and what remains; `asking` are the clusters that ask for this one.

        With `needed` false, offers of units that also run on demand are left out: nobody
        would keep them.
        """
        cluster = self.network.clusters[number]
        balance: Series = np.sum([self.book.left[bus] for bus in cluster.buses], axis=0)
        offers = {unit: role.available for unit, role in _of(cluster, Source)}
        offers |= self._spare_offers(number, asking | {number}, needed=needed)
        for offer in offers.values():
            balance = balance + offer
        used, stored, balance = self._led(cluster, balance)
        for unit, store in _of(cluster, Store):
            if unit in stored:
                continue
            draw = self.book.draw(unit.into[store.into])
            most = self._most(number, store, balance)
            stored[unit] = run_store(store, balance, most=most, draw=draw)
            balance = balance - draw * stored[unit].charged + stored[unit].discharged
        return Outlook(offers, stored, used, balance)

    def _led(
        self, cluster: Cluster, balance: Series
    ) -> tuple[dict[Unit, Series], dict[Unit, Stored], Series]:
        """The first store that may give at any time, with the slow absorbers that it leads."""
        slow = [(unit, role) for unit, role in _of(cluster, Absorber) if role.ramp is not None]
        free = [(unit, role) for unit, role in _of(cluster, Store) if role.discharge_when is None]
        if not slow or not free:
            return {}, {}, balance
        unit, store = free[0]
        draw = self.book.draw(unit.into[store.into])
        users = [SlowUser(float(np.max(role.limit)), role.ramp or 0.0) for _, role in slow]
        done = run_with_users(store, balance, users=users, draw=draw)
        used = dict(zip((unit for unit, _ in slow), done.used, strict=True))
        taken = draw * (done.stored.charged + np.sum(done.used, axis=0))
        return used, {unit: done.stored}, balance - taken + done.stored.discharged

    def _spare_offers(
        self, number: int, asking: frozenset[int], *, needed: bool
    ) -> dict[Unit, Series]:
        """What converters could make of other clusters' surplus, each kWh of it offered once."""
        spare: dict[int, Series] = {}
        offers: dict[Unit, Series] = {}
        for unit, role in self._by_merit(number):
            if role.spare_of is None or not (needed or not runs_on_demand(unit, self.network)):
                continue
            bus = unit.into[role.spare_of]
            at = self.network.cluster_of[bus]
            if at in asking:
                continue
            if at not in spare:
                spare[at] = np.maximum(self.outlook(at, asking).balance, 0.0)
            draw = 1.0 if unit.link else self.book.draw(bus)
            per_output = role.per_output[role.spare_of] * draw
            offers[unit] = np.minimum(spare[at] / per_output, role.limit)
            spare[at] = spare[at] - offers[unit] * per_output
        return offers

    def _by_merit(self, number: int) -> list[tuple[Unit, Converter]]:
        found = _of(self.network.clusters[number], Converter)
        return sorted(found, key=lambda at: at[1].merit)

    def _most(self, number: int, store: Store, balance: Series) -> Series:
        """The most a store may give: all it can in its hours, else what can't come from outside."""
        if store.discharge_when is None or not self.network.clusters[number].supplied:
            return np.full(balance.size, inf)
        uncovered = np.maximum(-balance - self.limits[number].inwards, 0.0)
        return np.where(store.discharge_when, inf, uncovered)

    def _on_demand(self, number: int, outlook: Outlook) -> tuple[dict[Unit, Series], Series]:
        balance = outlook.balance
        asked: dict[Unit, Series] = {}
        for unit, role in self._by_merit(number):
            if runs_on_demand(unit, self.network):
                room = np.maximum(role.limit - outlook.offers.get(unit, 0.0), 0.0)
                asked[unit] = np.minimum(np.maximum(-balance, 0.0), room)
                balance = balance + asked[unit]
        return asked, balance

    def _absorb(self, cluster: Cluster, led: Mapping[Unit, Series], balance: Series) -> Series:
        """Write down what absorbers use; what is led by a store is out of the balance already."""
        for unit, role in _of(cluster, Absorber):
            taken = led.get(unit)
            if taken is None:
                draw = self.book.draw(unit.into[role.into])
                taken = np.minimum(np.maximum(balance, 0.0) / draw, role.limit)
                balance = balance - taken * draw
            self.book.take(unit, role.into, taken)
            for port, ratio in role.per_input.items():
                self.book.exchange(unit, port, taken * ratio)
        return balance

    def _run(self, unit: Unit, role: Converter, activity: Series) -> None:
        self.book.give(unit, role.output, activity)
        for port, ratio in role.per_output.items():
            self.book.exchange(unit, port, activity * ratio)

    def _write_stores(self, stored: Mapping[Unit, Stored]) -> None:
        for unit, done in stored.items():
            role = unit.role
            if isinstance(role, Store):
                self.book.take(unit, role.into, done.charged)
                self.book.give(unit, role.out, done.discharged)
                for port, ratio in role.per_charged.items():
                    self.book.exchange(unit, port, done.charged * ratio)
                self.book.contents[unit.id] = done.content
                self.book.capacities[unit.id] = role.full_content

    def _write_offers(self, offers: Mapping[Unit, Series], used: Mapping[Unit, Series]) -> None:
        for unit, offer in offers.items():
            if isinstance(unit.role, Source):
                self.book.give(unit, unit.role.port, used[unit])
                self.book.curtail(unit, unit.role.port, offer - used[unit])


def _keeps(cluster: Cluster) -> bool:
    """Whether a cluster can do anything with a surplus that it did not ask for."""
    outwards = any(point.direction != "in" for point in cluster.points)
    return outwards or any(isinstance(unit.role, Store | Absorber) for unit in cluster.units)


def _cut(offers: Mapping[Unit, Series], excess: Series) -> dict[Unit, Series]:
    """The offers less what nobody can take.

    Converters stop first, the last in merit before the others; sources are then curtailed
    alike, in proportion to what each could give.
    """
    used: dict[Unit, Series] = {}
    for unit in reversed([unit for unit in offers if not isinstance(unit.role, Source)]):
        used[unit] = np.maximum(offers[unit] - excess, 0.0)
        excess = excess - (offers[unit] - used[unit])
    sources = {unit: offer for unit, offer in offers.items() if isinstance(unit.role, Source)}
    if sources:
        total = np.sum(list(sources.values()), axis=0)
        kept = np.maximum(total - excess, 0.0)
        share = np.divide(kept, total, out=np.zeros(excess.size), where=total > 0.0)
        used |= {unit: offer * share for unit, offer in sources.items()}
    return used


def _of(cluster: Cluster, kind: type[R]) -> list[tuple[Unit, R]]:
    return [(unit, unit.role) for unit in cluster.units if isinstance(unit.role, kind)]
