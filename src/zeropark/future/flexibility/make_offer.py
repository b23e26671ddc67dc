"""Make an offer: what the day leaves of the resources of a programme, in the form it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.virtual_plant import Programme, VirtualPlant
from zeropark.basis.rules.programme import Bidding, ProgrammeTable
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.response.call import Direction
from zeropark.facts.ledger.response.promise import Promise, keep_promises
from zeropark.future.flexibility.capability import Capabilities
from zeropark.future.flexibility.offer import Offer, Segment
from zeropark.future.flexibility.segments import Block, bid_of, check_bid


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be offered."""

    id: str
    programme: Programme
    table: ProgrammeTable
    direction: Direction
    axis: Axis
    """Quarter-hours within those of the capabilities."""
    hold_minutes: int
    """For how long what is offered must be able to be held."""
    price_cny_per_kwh: float | None
    """Of an offer without a bidding rule; None: what the dearest resource in it costs."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer, and what kept it from being more."""

    offer: Offer
    findings: tuple[Finding, ...]


def make_offer(
    asked: Asked, *, plant: VirtualPlant, able: Capabilities, made: Iterable[Promise]
) -> Offered:
    """The largest offer that keeps every promise made before.

    Raises:
        InputError: a price is above what the programme allows.
    """
    _check_price(asked)
    names = [
        each.id
        for each in plant.resources_of(asked.programme.id)
        if each.direction == asked.direction
    ]
    power = np.array([_able_kw(name, asked, able) for name in names]).reshape(
        len(names), asked.axis.count
    )
    first = _offer(asked, plant, names, power)
    kept = keep_promises(first.promises(), made=made, plant=plant)
    free = np.zeros(power.shape)
    for promise in kept.promises:
        step = round((promise.period.start - asked.axis.start) / asked.axis.step)
        free[names.index(promise.resource), step] = promise.power_kw
    offer = first if not kept.findings else _offer(asked, plant, names, free)
    return Offered(
        offer=offer, findings=(*_each_once(kept.findings), *_checked(asked, plant, offer))
    )


def _check_price(asked: Asked) -> None:
    most = asked.table.most_cny_per_kwh(asked.direction)
    price = asked.price_cny_per_kwh
    if price is not None and most is not None and price > most:
        raise InputError(
            "{programme} takes offers up to {most:g} CNY/kWh; {price:g} was asked for. Lower it.",
            programme=asked.programme.id,
            most=most,
            price=price,
        )


def _able_kw(
    name: str, asked: Asked, able: Capabilities
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What a resource can hold from each step on; for a call of hours, over all of it."""
    capability = next(each for each in able.resources if each.resource == name)
    held = capability.held(asked.axis)
    steps = max(1, -(-timedelta(minutes=asked.hold_minutes) // asked.axis.step))
    return np.array([held(step, steps) for step in range(asked.axis.count)])


def _offer(
    asked: Asked,
    plant: VirtualPlant,
    names: list[str],
    power_kw: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> Offer:
    """The offer of these powers by the programme's bidding rule, or as one segment a step."""
    used = np.zeros(power_kw.shape)
    segments: list[tuple[Segment, ...]] = []
    for step in range(asked.axis.count):
        blocks = _blocks(plant, names, power_kw[:, step], _capacity_kw(asked, plant))
        rule = asked.table.bidding
        if rule is None:
            found = _plain(blocks, asked)
        else:
            bid = bid_of(blocks, capacity_kw=_capacity_kw(asked, plant), rule=rule)
            found, blocks = bid.segments, list(bid.blocks)
        segments.append(found)
        for block in blocks if found else ():
            used[names.index(block.resource), step] = block.power_kw
    return Offer(
        id=asked.id,
        programme=asked.programme.id,
        direction=asked.direction,
        axis=asked.axis,
        segments=tuple(segments),
        resources=tuple(names),
        power_kw=used,
        made_at=asked.at,
    )


def _blocks(
    plant: VirtualPlant, names: list[str], power_kw: Iterable[float], most_kw: float
) -> list[Block]:
    """The cheapest first, up to what is registered."""
    told = [
        Block(
            resource=name,
            power_kw=float(power),
            cost_cny_per_kwh=plant.resource_by_id[name].cost_cny_per_kwh,
        )
        for name, power in zip(names, power_kw, strict=True)
    ]
    found: list[Block] = []
    for block in sorted(told, key=lambda each: each.cost_cny_per_kwh):
        left = most_kw - sum(each.power_kw for each in found)
        if min(block.power_kw, left) > 0:
            found.append(
                Block(
                    resource=block.resource,
                    power_kw=min(block.power_kw, left),
                    cost_cny_per_kwh=block.cost_cny_per_kwh,
                )
            )
    return found


def _plain(blocks: list[Block], asked: Asked) -> tuple[Segment, ...]:
    if not blocks:
        return ()
    dearest = max(each.cost_cny_per_kwh for each in blocks)
    price = dearest if asked.price_cny_per_kwh is None else asked.price_cny_per_kwh
    return (Segment(power_kw=sum(each.power_kw for each in blocks), price_cny_per_kwh=price),)


def _capacity_kw(asked: Asked, plant: VirtualPlant) -> float:
    told = asked.programme.registered_kw
    if told is not None:
        return told
    return sum(
        each.largest_kw
        for each in plant.resources_of(asked.programme.id)
        if each.direction == asked.direction
    )


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a resource and first promise, for many steps."""
    found: dict[object, Finding] = {}
    for finding in findings:
        key = (finding.code, finding.place.partition(" ")[0], finding.data.get("by"))
        found.setdefault(key, finding)
    return list(found.values())


def _checked(asked: Asked, plant: VirtualPlant, offer: Offer) -> list[Finding]:
    rule: Bidding | None = asked.table.bidding
    if rule is None:
        return []
    capacity_kw = _capacity_kw(asked, plant)
    return [
        finding
        for step, segments in enumerate(offer.segments)
        for finding in check_bid(
            segments,
            capacity_kw=capacity_kw,
            rule=rule,
            place=f"{(offer.axis.start + step * offer.axis.step).astimezone(PARK_ZONE):%H:%M}",
        )
    ]
