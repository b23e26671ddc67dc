"""One way at a time: where power sells for more than it costs, it must not go round in a ring.

A point that lets in and out is one line: what passes it in a step has one direction. As long as
buying costs more than selling brings in, no plan does both. Where taking power is paid for (a price
below zero), nothing is let out: what plants could give is curtailed instead, which is what the
price asks for. In other steps in which selling brings in more, whole numbers say which way it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.place import BoundaryPoint
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.site.park_draft import Path

_SPREAD = 1e-9
"""CNY per kWh: less is no reason to go round."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    point: BoundaryPoint
    into: Path
    out: Path


def keep_one_way(written: Problem) -> Iterator[Finding]:
    """Write the choice of a direction for steps that need it, and say for how many."""
    for ways in _both(written):
        steps, paid = _inverted(written, ways), _paid_to_take(written, ways)
        if (steps & paid).any():
            _close(written, ways, steps & paid)
        if (steps & ~paid).any():
            _write(written, ways, steps & ~paid)
        if steps.any():
            yield _said(ways.point, int(steps.sum()))


def _both(written: Problem) -> Iterator[_Ways]:
    site = written.site
    for point in site.park.boundary_points:
        into = Path(ELECTRICITY, point.id, point.bus)
        out = Path(ELECTRICITY, point.bus, point.id)
        if into in site.paths and out in site.paths:
            yield _Ways(point, into, out)


def _inverted(written: Problem, ways: _Ways) -> NDArray[np.bool_]:
    """Steps in which a unit that comes in and goes out again earns."""
    net: Series = np.zeros(written.site.axis.count)
    for charge in written.charges:
        for path in (ways.into, ways.out):
            net = net + charge.account.flows.get(path, 0.0)
    inverted: NDArray[np.bool_] = net < -_SPREAD
    return inverted


def _paid_to_take(written: Problem, ways: _Ways) -> NDArray[np.bool_]:
    """Steps in which what comes in costs less than nothing."""
    cost: Series = np.zeros(written.site.axis.count)
    for charge in written.charges:
        cost = cost + charge.account.flows.get(ways.into, 0.0)
    paid: NDArray[np.bool_] = cost < 0.0
    return paid


def _close(written: Problem, ways: _Ways, steps: NDArray[np.bool_]) -> None:
    """Nothing goes out in those steps."""
    draft, amount = written.site.draft, written.site.paths[ways.out]
    row = draft.row(f"{ways.point.id} closed outward", upper=np.where(steps, 0.0, inf))
    draft.add(row, amount.terms)
    draft.shift(row, -1.0 * amount.known)


def _write(written: Problem, ways: _Ways, steps: NDArray[np.bool_]) -> None:
    """In <= most x (1 - out?), out <= most x out? in those steps."""
    draft, most = written.site.draft, _most(written, ways)
    leaves = draft.flow(f"{ways.point.id}.leaves", upper=np.where(steps, 1.0, 0.0), integer=True)
    counted = np.where(steps, most, 0.0)
    for way, path, sign in (("in", ways.into, 1.0), ("out", ways.out, -1.0)):
        amount = written.site.paths[path]
        allowed = most if sign > 0 else 0.0
        row = draft.row(f"{ways.point.id} one way {way}", upper=np.where(steps, allowed, inf))
        draft.add(row, {**amount.terms, leaves: sign * counted})
        draft.shift(row, -1.0 * amount.known)


def _most(written: Problem, ways: _Ways) -> float:
    """More than can pass: the point's capacity, else what all columns of the way can be."""
    if ways.point.capacity_kw is not None:
        return ways.point.capacity_kw * written.site.hours
    park = written.site.park
    rated = (getattr(device, "capacity_kw", 0.0) for device in park.devices)
    return 10.0 * max(sum(rated), 1e6) * written.site.hours


def _said(point: BoundaryPoint, steps: int) -> Finding:
    return Finding(
        code="day.sells_dearer",
        place=f"boundary_points.{point.id}",
        problem_template="Power sells at {point} for more than it costs there in {steps} steps; in "
        "these the plan goes one way at a time.",
        remedy_template="Look at the prices: what is sold seldom brings in more than what is "
        "bought costs.",
        severity=Severity.WARNING,
        data={"point": point.id, "steps": steps},
    )
