"""The weeks of a plan, from Monday on, and the plan's flows and contents in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.flow import Flows
from zeropark.future.plan.years.plan import Plan, Series

_DAYS = 7
_MONDAY = 3
"""Days from a Monday to 1970-01-01, from which a calendar counts."""
_NOISE = 1e-9
"""Of the largest flow of a carrier: less is what a solver's arithmetic leaves."""


@dataclass(frozen=True, slots=True)
class Week:
    """What of a week lies in the plan."""

    flows: Flows
    contents: Mapping[str, Series]
    """What each store holds at the end of each step, by device id."""


def week_starts(axis: Axis) -> tuple[date, ...]:
    """The first day of every week of an axis: Mondays, and the day that it begins with."""
    days = np.unique(Calendar.of(axis).day)
    _, first = np.unique((days + _MONDAY) // _DAYS, return_index=True)
    starts: list[date] = days[first].astype("datetime64[D]").tolist()
    return tuple(starts)


def week_of(plan: Plan, start: date) -> Week:
    """The steps of the plan from a day to the end of its week.

    Raises:
        ValueError: no step of the plan is in it.
    """
    day = np.datetime64(start, "D").astype(np.int64)
    days = Calendar.of(plan.axis).day
    end = ((day + _MONDAY) // _DAYS + 1) * _DAYS - _MONDAY
    inside = np.flatnonzero((days >= day) & (days < end))
    if not inside.size:
        raise ValueError(f"no step of the plan is in the week of {start}")
    steps = slice(int(inside[0]), int(inside[-1]) + 1)
    contents = {store: held[steps] for store, held in plan.contents.items()}
    return Week(_cut(plan.flows, steps), contents)


def _cut(flows: Flows, steps: slice) -> Flows:
    """The flows of some steps in a row."""
    first, step = int(steps.start), flows.axis.step
    return Flows(
        flows.park,
        Axis(flows.axis.start + first * step, step, int(steps.stop) - first),
        flows.links,
        flows.quantity[:, steps],
        flows.quality[:, steps],
        flows.kind[:, steps],
    )


def without_noise(flows: Flows) -> Flows:
    """The flows without what is too small to be meant."""
    largest: dict[str, float] = {}
    for link, row in zip(flows.links, flows.quantity, strict=True):
        largest[link.carrier] = max(largest.get(link.carrier, 0.0), float(row.max(initial=0.0)))
    least = np.array([largest[link.carrier] * _NOISE for link in flows.links])
    meant = flows.quantity > least[:, np.newaxis]
    return replace(flows, quantity=np.where(meant, flows.quantity, 0.0))
