"""Which resources can answer a call in which of its steps, and by how much at most.

A resource is left out of a step where it is not available, has no time to respond, rests, has
been called as often as it may, or is held by another call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Phrase
from zeropark.basis.park.virtual_plant import Availability, Resource
from zeropark.basis.timeline import PARK_ZONE, Axis, Calendar, Period, to_array
from zeropark.facts.ledger.response.call import Direction
from zeropark.facts.ledger.response.promise import Promise
from zeropark.future.simulation.profiles import in_season

Series = NDArray[np.float64]
Held = Callable[[int, int], float]
"""The power that can be held, by first step and number of steps."""

_SATURDAY: Final = 5
_DAY_MIN: Final = 1440
_HOUR_MIN: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCall:
    """A resource was moved, or is, or will be."""

    resource: str
    devices: frozenset[str]
    direction: Direction
    period: Period
    power_kw: float
    """The most that it was moved by."""
    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One resource as a call finds it."""

    resource: Resource
    usable: NDArray[np.bool_]
    """Shape (steps of the call,)."""
    free_kw: Series
    """What it may be moved by at most in each step, >= 0; 0 where it is not usable."""
    held_kw: Held
    """What it can hold over a stretch, whatever `free_kw` is."""
    last_called: datetime | None
    why_not: Phrase | None
    """Why it can't be used in any step; None where it can."""
    running_steps: int = 0
    """Steps before the first that it has been moved for already, by this call."""
    running_kw: float = 0.0
    """The most that it was moved by in them: a longer stretch must be able to hold that too."""


def ready(
    resource: Resource,
    *,
    axis: Axis,
    at: datetime,
    past: Iterable[PastCall] = (),
    promised: Iterable[Promise] = (),
    foreseen: Held | None = None,
) -> Ready:
    """A resource as a call finds it.

    Args:
        resource: one of the call's direction.
        axis: of the call.
        at: when it would be told.
        past: what was called before, of this resource and others; this call is not among them.
        promised: what of its devices is sold to others in its direction.
        foreseen: what it could hold by a forecast of the day; None: what is registered.
    """
    earlier = tuple(past)
    own = [each for each in earlier if each.resource == resource.id]
    blocks: Mapping[str, NDArray[np.bool_]] = {
        "available": available(resource.available, axis),
        "in_time": _starts_from(axis, at + timedelta(minutes=resource.response_min)),
        "rested": _rested(resource, axis, own),
        "not_too_often": np.full(axis.count, not _called_out(resource, axis, own)),
    }
    usable = np.logical_and.reduce(list(blocks.values()))
    taken, turned = _taken(resource, axis, earlier)
    taken += _sold(axis, promised)
    free = np.where(usable & ~turned, np.maximum(resource.largest_kw - taken, 0.0), 0.0)
    return Ready(
        resource=resource,
        usable=usable & (free > 0),
        free_kw=free,
        held_kw=_held(resource, axis, foreseen),
        last_called=max((each.period.end for each in own), default=None),
        why_not=None if (free > 0).any() else _why(blocks),
    )


def available(told: tuple[Availability, ...], axis: Axis) -> NDArray[np.bool_]:
    """Whether each step begins when a resource may be called; always where nothing is told."""
    if not told:
        return np.ones(axis.count, dtype=np.bool_)
    calendar = Calendar.of(axis)
    anyhow: NDArray[np.bool_] = np.logical_or.reduce([_inside(each, calendar) for each in told])
    return anyhow


def _inside(each: Availability, calendar: Calendar) -> NDArray[np.bool_]:
    weekend = calendar.weekday >= _SATURDAY
    inside: NDArray[np.bool_] = np.ones(weekend.shape, dtype=np.bool_)
    if each.days != "all":
        inside &= weekend if each.days == "weekends" else ~weekend
    if each.season is not None:
        inside &= in_season(calendar, each.season)
    if each.hours:
        inside &= np.logical_or.reduce([_within(calendar.minute, span) for span in each.hours])
    return inside


def _within(minute: NDArray[np.int64], span: str) -> NDArray[np.bool_]:
    """Whether minutes of the day lie within HH:MM-HH:MM, which may span midnight."""
    first, last = (int(at[:2]) * _HOUR_MIN + int(at[3:]) for at in span.split("-"))
    inside: NDArray[np.bool_] = (minute - first) % _DAY_MIN < (
        (last - first) % _DAY_MIN or _DAY_MIN
    )
    return inside


def _starts_from(axis: Axis, earliest: datetime) -> NDArray[np.bool_]:
    late: NDArray[np.bool_] = axis.starts() >= to_array(earliest)
    return late


def _rested(resource: Resource, axis: Axis, own: list[PastCall]) -> NDArray[np.bool_]:
    """Not in the rest after a call that was, nor where one that is to come would lack it."""
    rest = timedelta(minutes=resource.rest_min)
    starts, rested = axis.starts(), np.ones(axis.count, dtype=np.bool_)
    if not rest:
        return rested
    for each in own:
        after = starts >= to_array(each.period.end + rest)
        before = starts + np.timedelta64(axis.step) <= to_array(each.period.start - rest)
        rested &= after | before
    return rested


def _called_out(resource: Resource, axis: Axis, own: list[PastCall]) -> bool:
    """Whether it was called as often as it may be, on the call's day or in its month."""
    first = axis.start.astimezone(PARK_ZONE)
    starts = {each.call: each.period.start.astimezone(PARK_ZONE) for each in own}.values()
    that_month = [at for at in starts if (at.year, at.month) == (first.year, first.month)]
    that_day = sum(at.date() == first.date() for at in that_month)
    most_day, most_month = resource.most_calls_per_day, resource.most_calls_per_month
    return (most_day is not None and that_day >= most_day) or (
        most_month is not None and len(that_month) >= most_month
    )


def _taken(
    resource: Resource, axis: Axis, past: Iterable[PastCall]
) -> tuple[Series, NDArray[np.bool_]]:
    """What other calls hold of its devices in each step, and where they hold them the other way."""
    taken, turned = np.zeros(axis.count), np.zeros(axis.count, dtype=np.bool_)
    starts = axis.starts()
    for each in past:
        if not each.devices & set(resource.devices):
            continue
        over = (starts < to_array(each.period.end)) & (
            starts + np.timedelta64(axis.step) > to_array(each.period.start)
        )
        if each.direction == resource.direction:
            taken[over] += each.power_kw
        else:
            turned |= over
    return taken, turned


def _sold(axis: Axis, promised: Iterable[Promise]) -> Series:
    """What is promised in each step."""
    sold = np.zeros(axis.count)
    starts = axis.starts()
    for each in promised:
        over = (starts < to_array(each.period.end)) & (
            starts + np.timedelta64(axis.step) > to_array(each.period.start)
        )
        sold[over] += each.power_kw
    return sold


def _held(resource: Resource, axis: Axis, foreseen: Held | None) -> Held:
    minutes = axis.step / timedelta(minutes=1)

    def held(first: int, count: int) -> float:
        told = resource.held_kw(count * minutes)
        return told if foreseen is None else min(told, foreseen(first, count))

    return held


def _why(blocks: Mapping[str, NDArray[np.bool_]]) -> Phrase:
    words = {
        "available": Phrase("it is not available then"),
        "in_time": Phrase("it has no time to respond"),
        "rested": Phrase("it has to rest"),
        "not_too_often": Phrase("it was called as often as it may be"),
    }
    never = next((name for name, block in blocks.items() if not block.any()), None)
    return Phrase("other calls or offers hold it") if never is None else words[never]
