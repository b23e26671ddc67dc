"""What is kept of offers and calls, as nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final, TypeVar

import numpy as np

from zeropark.basis.errors import InputError, StoreError
from zeropark.basis.park.virtual_plant import VirtualPlant
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.baselines.baseline import LeftOut
from zeropark.facts.ledger.response.call import Call, Direction, Reply
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.facts.ledger.response.promise import Promise
from zeropark.facts.ledger.response.records import (
    allocation_of,
    axis_of,
    call_of,
    promise_of,
    reply_of,
)
from zeropark.facts.ledger.response.result_records import delivery_of, settlement_of
from zeropark.facts.ledger.response.settlement import Settlement
from zeropark.future.flexibility.readiness import PastCall
from zeropark.shell.ports.flexibility import FlexibilityStore, Record, Sort

_NOTHING_KW = 1e-6
_T = TypeVar("_T")
_MADE: Final[tuple[Sort, ...]] = ("call", "offer")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferKept:
    """An offer in short."""

    id: str
    programme: str
    direction: Direction
    period: Period
    highest_kw: float
    prices: tuple[float, ...]
    """CNY/kWh, ascending, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is kept, the newest version of each; read in one go."""

    count: int
    """How many records were there before it was read."""
    calls: Mapping[str, Call]
    replies: Mapping[str, Reply]
    allocations: Mapping[str, Allocation]
    deliveries: Mapping[str, Delivery]
    settlements: Mapping[str, Settlement]
    withdrawn: frozenset[str]
    """Ids of calls and offers that hold no more."""
    offers: tuple[OfferKept, ...]
    promises: tuple[Promise, ...]
    """Of all offers that stand."""

    @property
    def standing(self) -> tuple[Call, ...]:
        """The calls that hold, in the order in which they first came."""
        return tuple(call for call in self.calls.values() if call.id not in self.withdrawn)

    def call(self, call_id: str) -> Call:
        """A call by id.

        Raises:
            InputError: none of that id was received.
        """
        if call_id not in self.calls:
            raise InputError(
                "No call {call!r} was received. Those that were: {known}.",
                call=call_id,
                known=", ".join(self.calls) or "-",
            )
        return self.calls[call_id]

    def past(self, plant: VirtualPlant, *, but: str) -> tuple[PastCall, ...]:
        """When each resource is or was moved, by all calls but one."""
        return tuple(
            moved
            for allocation in self.allocations.values()
            if allocation.call != but and allocation.call not in self.withdrawn
            for moved in _moved(allocation, self.calls[allocation.call], plant)
        )

    def left_out(self, plant: VirtualPlant, *, but: str) -> dict[str, LeftOut]:
        """The days that no resource's baseline is made of."""
        atypical = frozenset(plant.atypical_days)
        past = self.past(plant, but=but)
        return {
            resource.id: LeftOut(
                events=tuple(each.period for each in past if each.devices & set(resource.devices)),
                atypical=atypical,
            )
            for resource in plant.resources
        }


def kept(store: FlexibilityStore) -> Kept:
    """What a store keeps.

    Raises:
        StoreError: a record is not of the shape that this version writes.
    """
    count = store.count()
    withdrawn = frozenset(_withdrawn(store))
    offers = [each for each in store.newest("offer") if each.id not in withdrawn]
    return Kept(
        count=count,
        withdrawn=withdrawn,
        calls=_read(store.newest("call"), lambda each: call_of(each.body, source="", at=each.at)),
        replies=_read(store.newest("reply"), lambda each: reply_of(each.body)),
        allocations=_read(store.newest("allocation"), lambda each: allocation_of(each.body)),
        deliveries=_read(store.newest("delivery"), lambda each: delivery_of(each.body)),
        settlements=_read(store.newest("settlement"), lambda each: settlement_of(each.body)),
        offers=tuple(_read(offers, lambda each: _offer(each.body)).values()),
        promises=tuple(chain.from_iterable(_read(offers, _promises).values())),
    )


def _read(records: Iterable[Record], of: Callable[[Record], _T]) -> dict[str, _T]:
    return {each.id: _one(each, of) for each in records}


def _one(record: Record, of: Callable[[Record], _T]) -> _T:
    try:
        return of(record)
    except (InputError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            "The {sort} {id} in the folder `flexibility` is not as this version writes it. Open "
            "the park with the version that wrote it, or take the folder back from a backup.",
            sort=record.sort,
            id=record.id,
        ) from error


def _promises(offer: Record) -> tuple[Promise, ...]:
    return tuple(promise_of(promise) for promise in offer.body["promises"])


def _withdrawn(store: FlexibilityStore) -> Iterator[str]:
    """What was withdrawn, and not made or received again since."""
    made = {each.id: each.at for sort in _MADE for each in store.newest(sort)}
    for each in store.newest("withdrawal"):
        if each.at >= made.get(each.id, each.at):
            yield each.id


def _offer(body: Mapping[str, Any]) -> OfferKept:
    segments = [each for step in body["segments"] for each in step]
    totals = [sum(each["power_kw"] for each in step) for step in body["segments"]]
    return OfferKept(
        id=body["id"],
        programme=body["programme"],
        direction=body["direction"],
        period=axis_of(body["axis"]).period,
        highest_kw=max(totals, default=0.0),
        prices=tuple(sorted({each["price_cny_per_kwh"] for each in segments})),
    )


def promised_elsewhere(
    promises: Iterable[Promise], plant: VirtualPlant, *, programme: str
) -> tuple[Promise, ...]:
    """What is promised to other programmes, and so not there for this one."""
    return tuple(
        each
        for each in promises
        if each.programme != programme and each.resource in plant.resource_by_id
    )


def _moved(allocation: Allocation, call: Call, plant: VirtualPlant) -> list[PastCall]:
    found = []
    for resource_id, row in zip(allocation.resources, allocation.power_kw, strict=True):
        used = np.flatnonzero(row > _NOTHING_KW)
        resource = plant.resource_by_id.get(resource_id)
        if not used.size or resource is None:
            continue
        start: datetime = call.axis.start + int(used[0]) * call.axis.step
        end = call.axis.start + (int(used[-1]) + 1) * call.axis.step
        found.append(
            PastCall(
                resource=resource_id,
                devices=frozenset(resource.devices),
                direction=call.direction,
                period=Period(start, end),
                power_kw=float(row.max()),
                call=call.id,
            )
        )
    return found
