"""Promises: an adjustment (resource, time, kW) is sold once, whoever buys it.

A book of promises refuses the second one and names the first. What is left of a resource beside
what is promised of it may still be sold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.park.virtual_plant import VirtualPlant
from zeropark.basis.timeline import PARK_ZONE, Period

_NOTHING_KW = 1e-6
"""What rounding may leave of a kW; no meter tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """So much of a resource is sold for a stretch of time."""

    resource: str
    period: Period
    power_kw: float
    programme: str
    by: str
    """The id of the offer or call that it was made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of some new promises may be made, and why the rest may not."""

    promises: tuple[Promise, ...]
    findings: tuple[Finding, ...]


def keep_promises(new: Iterable[Promise], *, made: Iterable[Promise], plant: VirtualPlant) -> Kept:
    """The promises that can be made beside those made already; the others are refused whole.

    A promise replaces what the same offer promised of the resource in the same time before.

    Args:
        new: in the order in which they are to be made; each counts for the next.
        made: the book as it stands.
        plant: says what each resource can hold, and which devices it shares with others.
    """
    book = list(made)
    kept: list[Promise] = []
    findings: list[Finding] = []
    for promise in new:
        others = [each for each in book if _in_the_way(each, promise, plant)]
        free_kw = _free_kw(promise, others, plant)
        if promise.power_kw <= free_kw + _NOTHING_KW:
            kept.append(promise)
            book.append(promise)
        else:
            findings.append(_refused(promise, others, free_kw))
    return Kept(promises=tuple(kept), findings=tuple(findings))


def pairs_promised_twice(
    promises: Iterable[Promise], plant: VirtualPlant
) -> Iterator[tuple[Promise, Promise]]:
    """What must never be in a book: a promise that those before it leave no room for, with one."""
    before: list[Promise] = []
    for promise in promises:
        others = [each for each in before if _in_the_way(each, promise, plant)]
        if others and promise.power_kw > _free_kw(promise, others, plant) + _NOTHING_KW:
            yield others[0], promise
        before.append(promise)


def whole_promises(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Promises of one offer that follow on each other at one power, joined; sorted."""
    joined: list[Promise] = []
    order = sorted(promises, key=lambda each: (each.resource, each.by, each.period.start))
    for each in order:
        last = joined[-1] if joined else None
        if last is not None and _follows(last, each):
            period = Period(last.period.start, each.period.end)
            joined[-1] = replace(last, period=period)
        else:
            joined.append(each)
    return tuple(joined)


def _follows(last: Promise, each: Promise) -> bool:
    alike = (last.resource, last.by, last.programme) == (each.resource, each.by, each.programme)
    return alike and last.power_kw == each.power_kw and last.period.end == each.period.start


def _in_the_way(made: Promise, new: Promise, plant: VirtualPlant) -> bool:
    """Whether one takes from what the other may have: one direction of devices they share."""
    if made.by == new.by or not _overlap(made.period, new.period):
        return False
    if made.resource == new.resource:
        return True
    one = plant.resource_by_id.get(made.resource)
    other = plant.resource_by_id.get(new.resource)
    if one is None or other is None or one.direction != other.direction:
        return False
    return bool(set(one.devices) & set(other.devices))


def _overlap(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end


def _free_kw(promise: Promise, others: Iterable[Promise], plant: VirtualPlant) -> float:
    """What the resource has left over all of the promise's time."""
    resource = plant.resource_by_id.get(promise.resource)
    if resource is None:
        return 0.0
    taken_kw = _most_at_once(promise.period, others)
    held_kw = resource.held_kw(promise.period.duration / timedelta(minutes=1))
    return (held_kw or resource.capability[-1].power_kw) - taken_kw


def _most_at_once(period: Period, others: Iterable[Promise]) -> float:
    """The largest sum of promises that hold at one instant of a period."""
    events = [(max(each.period.start, period.start), each.power_kw) for each in others] + [
        (min(each.period.end, period.end), -each.power_kw) for each in others
    ]
    if not events:
        return 0.0
    ordered = sorted(events, key=lambda event: (event[0], event[1]))  # an end before a start
    return max(0.0, float(np.cumsum([change for _, change in ordered]).max()))


def _refused(promise: Promise, others: list[Promise], free_kw: float) -> Finding:
    place = f"{promise.resource} {promise.period.start.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"
    if not others:
        return Finding(
            code="promise.beyond_capability",
            place=place,
            problem_template="{told:g} kW are more than the resource can hold: {free:g} kW.",
            remedy_template="Offer less, or for a shorter time.",
            data={"told": promise.power_kw, "free": max(free_kw, 0.0)},
        )
    first = others[0]
    return Finding(
        code="promise.made_already",
        place=place,
        problem_template="{told:g} kW can't be promised to {programme}: {first_kw:g} kW of the "
        "same time are promised to {first} with {by}, and {free:g} kW are left.",
        remedy_template="Offer what is left, or withdraw the first.",
        data={
            "told": promise.power_kw,
            "programme": promise.programme,
            "first_kw": first.power_kw,
            "first": first.programme,
            "by": first.by,
            "free": max(free_kw, 0.0),
        },
    )
