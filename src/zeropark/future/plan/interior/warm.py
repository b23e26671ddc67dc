"""Beginning near an earlier answer: a point that was passed on the way to it, led back inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.future.plan.interior.newton import Newton
from zeropark.future.plan.interior.point import Point
from zeropark.future.plan.interior.standard import Flags, Reals
from zeropark.future.plan.interior.standardise import Standard

_LOW: Final = 0.1
_HIGH: Final = 10.0
"""Products of a variable and its dual are led into this range about their mean."""


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """A point on the way to an answer, and the form that it is in."""

    point: Point
    flows: Reals
    quantities: Reals
    units: tuple[float, float]
    totals: Reals
    """Right sides."""


def inside_of(standard: Standard, point: Point | None) -> Inside | None:
    """What an answer keeps for the next program."""
    if point is None:
        return None
    units = (standard.primal_unit, standard.cost_unit)
    rhs = standard.whole.rhs
    return Inside(point, standard.scales.flows, standard.scales.quantities, units, rhs)


def start_near(standard: Standard, newton: Newton, inside: object) -> Point | None:
    """The point inside that an earlier answer passed, where it is in the same scales."""
    if not isinstance(inside, Inside):
        return None
    point = inside.point
    same = (
        inside.units == (standard.primal_unit, standard.cost_unit)
        and point.x.shape == newton.stiff.shape
        and point.s.shape == newton.theta.shape
        and point.y.shape == newton.diagonal.shape
        and (point.p.size, point.w.size) == (standard.form.quantities, standard.form.totals)
        and np.array_equal(inside.flows, standard.scales.flows)
        and np.array_equal(inside.quantities, standard.scales.quantities)
    )
    if not same:
        return None
    moved = point.copy()
    _follow(standard, moved, standard.whole.rhs - inside.totals)
    _centre(newton, moved)
    return moved


def _follow(standard: Standard, point: Point, moved: Reals) -> None:
    """Slacks of totals go with their right sides."""
    first = standard.kept.size
    direct = standard.whole.direct[:, first:]
    point.p[first:] += direct.T @ moved  # a slack is in one total, with 1 or -1


def _centre(newton: Newton, point: Point) -> None:
    """No product is far from the others; what is outside, or had no bound, begins in the middle."""
    form, whole = newton.form, newton.whole
    held, limited = ~whole.free, np.isfinite(whole.upper)
    pairs = (
        (point.x, point.z, form.held),
        (point.s, point.v, form.capped),
        (point.p, point.zp, held),
        (point.sp, point.vp, limited),
    )
    products = [np.maximum(one[at] * other[at], 0.0) for one, other, at in pairs]
    mean = sum(float(each.sum()) for each in products) / sum(each.size for each in products)
    for one, other, at in pairs:
        one[at], other[at] = _led_in(one[at], other[at], mean)
    point.zp[~held] = 0.0
    point.sp[~limited], point.vp[~limited] = 1.0, 0.0


def _led_in(one: Reals, other: Reals, mean: float) -> tuple[Reals, Reals]:
    """Of each two the smaller is changed."""
    middle = np.sqrt(mean)
    outside: Flags = (one <= 0.0) | (other <= 0.0)
    one, other = np.where(outside, np.maximum(one, middle), one), np.where(outside, middle, other)
    product = one * other
    by = np.clip(product, _LOW * mean, _HIGH * mean) / np.maximum(product, 1e-300)
    smaller = one < other
    return np.where(smaller, one * by, one), np.where(smaller, other, other * by)
