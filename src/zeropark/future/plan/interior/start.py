"""Where to begin: the smallest point that meets the equations, moved inside (Mehrotra)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from zeropark.future.plan.interior.aim_kernels import NOWHERE
from zeropark.future.plan.interior.iterate import Iteration
from zeropark.future.plan.interior.point import Lack, Point
from zeropark.future.plan.interior.standard import Flags, Reals


def starting_point(iteration: Iteration) -> Point:
    """Least-squares solutions of the primal and the dual equations, made positive."""
    form = iteration.form
    unit = Point.of(form, 1.0)
    iteration.factor(unit)
    nothing = Point.of(form, 0.0)
    lack = iteration.lack(nothing)
    zero = np.zeros(form.slots.quantities)
    found = []
    for of_rows in (True, False):
        part = _part(lack, primal=of_rows)
        iteration.aimed(NOWHERE, unit, part)
        found.append(iteration.direction(unit, part, zero, zero))
    primal, dual = found
    return _inside(iteration, primal, dual)


def _part(lack: Lack, *, primal: bool) -> Lack:
    """Only what the primal equations lack, or only the dual ones."""
    one, other = (1.0, 0.0) if primal else (0.0, 1.0)
    return replace(
        lack,
        row=one * lack.row,
        flow=other * lack.flow,
        cap=one * lack.cap,
        quantity=other * lack.quantity,
        total=one * lack.total,
        upper=one * lack.upper,
    )


def _inside(iteration: Iteration, primal: Point, dual: Point) -> Point:
    form = iteration.form
    held, limited = iteration.held, iteration.limited
    moving, capped = form.held, form.capped
    firsts = ((primal.x, moving), (primal.s, capped), (primal.p, held), (primal.sp, limited))
    seconds = ((dual.z, moving), (dual.v, capped), (dual.zp, held), (dual.vp, limited))
    up = _lift(firsts)
    up_dual = _lift(seconds)
    products, sum_first, sum_second = 0.0, 0.0, 0.0
    for (value, chosen), (other, _) in zip(firsts, seconds, strict=True):
        first, second = value[chosen] + up, other[chosen] + up_dual
        products += float(first @ second)
        sum_first += float(first.sum())
        sum_second += float(second.sum())
    up += 0.5 * products / max(sum_second, 1e-300)
    up_dual += 0.5 * products / max(sum_first, 1e-300)
    return Point(
        x=np.where(moving, primal.x + up, np.where(form.fixed, 0.0, primal.x)),
        s=np.where(capped, primal.s + up, 1.0),
        y=dual.y,
        z=np.where(moving, dual.z + up_dual, 0.0),
        v=np.where(capped, dual.v + up_dual, 0.0),
        p=np.where(held, primal.p + up, primal.p),
        w=dual.w,
        zp=np.where(held, dual.zp + up_dual, 0.0),
        sp=np.where(limited, primal.sp + up, 1.0),
        vp=np.where(limited, dual.vp + up_dual, 0.0),
    )


def _lift(parts: Sequence[tuple[Reals, Flags]]) -> float:
    """By how much all must rise so that the lowest is inside."""
    lowest = min((float(value[chosen].min(initial=0.0)) for value, chosen in parts), default=0.0)
    return max(-1.5 * lowest, 1e-3)
