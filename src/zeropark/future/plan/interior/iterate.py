"""The interior-point iteration: Mehrotra's predictor and corrector, with Gondzio's correctors.

Infeasible start, separate primal and dual steps; one factorisation an iteration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import inf, isfinite
from typing import Final

import numpy as np

from zeropark.future.plan.interior import aim_kernels as aims
from zeropark.future.plan.interior import point_kernels as on
from zeropark.future.plan.interior.newton import Direction, Newton
from zeropark.future.plan.interior.point import Lack, Point
from zeropark.future.plan.interior.standard import Flags, Reals

_MOST_ITERATIONS: Final = 200
_CORRECTORS: Final = 2
_LONGER: Final = 0.3
_WORTH: Final = 1.02
_LOW: Final = 0.1
_HIGH: Final = 10.0
_SHORT: Final = 0.9
"""The part of the way to the boundary that is gone: who goes further leaves products that are far
smaller than the others, and they block the next steps."""
_NEAR_ONE: Final = 0.9995
"""That part where the end is near."""
_RAY: Final = 1e-8
_EXACT: Final = 1e-2
_CLEAN: Final = 1e-9
"""What rows and dual equations may lack at an optimum; less than anybody can measure."""
_MIDDLE: Final = 0.1
"""Below this gap and lack a point is kept, for the next program to begin at."""
_PATIENCE: Final = 15
_HARDLY: Final = 0.5
"""After so many iterations from near, rows must lack less than this share of what they did."""
_LATE: Final = 1e-5
"""From this gap on, every direction is refined: what is small then must be exact."""
_NEAR: Final = 1e-3
"""From this gap on, the best point is kept."""
_BROKEN: Final = 1e3
"""A point that lacks so many times what the best one does was led there by broken numbers."""
_SHORTEST: Final = 1e-7


class End(Enum):
    """How an iteration ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """The last point and why it is the last."""

    point: Point
    lack: Lack
    end: End
    iterations: int
    middle: Point | None = None
    """A point on the way, well inside: where to begin with a program that is a little different."""


class Iteration:
    """One solve of one form."""

    def __init__(self, newton: Newton) -> None:
        self.newton = newton
        self.form, self.whole = newton.form, newton.whole
        self.each, self.tables = newton.each, newton.form.tables
        form, whole, f, cores = newton.form, newton.whole, self.tables, newton.form.fold.cores
        self.limited: Flags = np.isfinite(whole.upper)
        self.held: Flags = ~whole.free
        self.row_size = 1.0 + max(_size(form.rhs), _size(form.cap_rhs), _size(whole.rhs))
        self.cost_size = 1.0 + max(_size(form.cost), _size(whole.cost))
        self.count = float(
            form.held.sum() + form.capped.sum() + self.held.sum() + self.limited.sum()
        )
        self.ask = np.zeros_like(newton.ask)
        self.told, self.reach = np.zeros((cores, 7)), np.zeros((cores, 5))
        self.least = 0.0
        self.refinements = 1
        self.aim_x, self.aim_s = newton.steps_of(f.flows), newton.steps_of(f.caps)
        self.h = newton.stiff  # which only factoring reads, before right sides are written

    # --- what is lacking ----------------------------------------------------------------
    def lack(self, at: Point, into: Lack | None = None) -> Lack:
        """What a point lacks; arrays of `into` are used again."""
        form, whole, before = self.form, self.whole, self.form.fold.before(at.x)
        row = np.empty_like(at.y) if into is None else into.row
        flow = np.empty_like(at.x) if into is None else into.flow
        cap = np.empty_like(at.s) if into is None else into.cap
        self.each(
            on.miss,
            (self.tables,),
            form.varying,
            form.varying_after,
            form.cost,
            form.rhs,
            form.cap_rhs,
            form.fixed,
            form.capped,
            form.slots.spread(form.fold, at.p, at.w),
            at.x,
            before,
            at.s,
            at.y,
            form.fold.after(at.y),
            at.z,
            at.v,
            row,
            flow,
            cap,
            self.ask,
            self.told,
        )
        told = self.told
        sum_p, sum_w = form.slots.summed(form.fold, self.ask)
        quantity = (
            whole.cost
            - sum_p
            - whole.direct.T @ at.w
            - np.where(self.held, at.zp, 0.0)
            + np.where(self.limited, at.vp, 0.0)
        )
        total = whole.rhs - sum_w - whole.direct @ at.p
        room = np.where(self.limited, whole.upper, 0.0)
        upper = np.where(self.limited, room - at.p - at.sp, 0.0)
        products = told[:, 2].sum() + (at.p * at.zp)[self.held].sum()
        products += (at.sp * at.vp)[self.limited].sum()
        primal = max(told[:, 3].max(), told[:, 5].max(), _size(total), _size(upper))
        return Lack(
            row=row,
            flow=flow,
            cap=cap,
            quantity=quantity,
            total=total,
            upper=upper,
            primal_cost=float(told[:, 0].sum() + whole.cost @ at.p),
            dual_cost=float(
                told[:, 1].sum() + whole.rhs @ at.w - room @ np.where(self.limited, at.vp, 0.0)
            ),
            products=float(products),
            count=self.count,
            primal=primal / self.row_size,
            dual=max(told[:, 4].max(), _size(quantity)) / self.cost_size,
            ray=max(told[:, 6].max(), _size(quantity - whole.cost)),
        )

    # --- directions ----------------------------------------------------------------------
    def factor(self, at: Point) -> None:
        """Factor the system at a point."""
        stiff = _ratio(at.zp, at.p, self.held) + _ratio(at.vp, at.sp, self.limited)
        self.newton.factor(at.x, at.z, at.s, at.v, stiff)

    def aimed(
        self,
        kind: int,
        at: Point,
        lack: Lack,
        step: Point | None = None,
        *,
        between: tuple[float, float] = (0.0, 0.0),
        lengths: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Set what products of flows and caps should change by, and the right side of flows."""
        newton, step = self.newton, at if step is None else step
        self.each(
            aims.aim,
            (self.tables, kind, *between, *lengths),
            self.form.varying,
            newton.per_x,
            newton.per_s,
            newton.theta,
            lack.flow,
            lack.cap,
            self.aim_x,
            self.aim_s,
            self.h,
            self.ask,
            *(at.x, at.s, at.z, at.v),
            *(step.x, step.s, step.z, step.v),
        )

    def direction(self, at: Point, lack: Lack, aim_p: Reals, aim_up: Reals) -> Point:
        """The step whose products change by `aim` (flows and caps: as was aimed)."""
        form = self.form
        quantity = -lack.quantity - form.slots.summed(form.fold, self.ask)[0]
        quantity += _ratio(aim_p, at.p, self.held)
        quantity += _ratio(at.vp * lack.upper - aim_up, at.sp, self.limited)
        found = self.newton.solve(
            self.h, lack.row, quantity, lack.total, refinements=self.refinements
        )
        return self._complete(at, lack, found, aim_p, aim_up)

    def _complete(
        self, at: Point, lack: Lack, found: Direction, aim_p: Reals, aim_up: Reals
    ) -> Point:
        dz, ds, dv = np.empty_like(at.z), np.empty_like(at.s), np.empty_like(at.v)
        newton, form, dp = self.newton, self.form, found.quantities
        self.each(
            on.complete,
            (self.tables,),
            form.varying,
            form.capped,
            form.slots.spread(form.fold, dp, found.totals),
            newton.per_x,
            newton.per_s,
            at.z,
            at.v,
            lack.cap,
            self.aim_x,
            self.aim_s,
            found.flows,
            ds,
            dz,
            dv,
            self.reach,
        )
        dsp = np.where(self.limited, lack.upper - dp, 0.0)
        return Point(
            x=found.flows,
            s=ds,
            y=found.duals,
            z=dz,
            v=dv,
            p=dp,
            w=found.totals,
            zp=_ratio(aim_p - at.zp * dp, at.p, self.held),
            sp=dsp,
            vp=_ratio(aim_up - at.vp * dsp, at.sp, self.limited),
        )

    def lengths(self, at: Point, step: Point) -> tuple[float, float]:
        """How far a step may go before a variable (primal) or a dual is zero; at most 1."""
        primal, dual = self.reach[:, 0].max(), self.reach[:, 1].max()
        held, limited = self.held, self.limited
        primal = max(
            primal,
            (-step.p[held] / at.p[held]).max(initial=0.0),
            (-step.sp[limited] / at.sp[limited]).max(initial=0.0),
        )
        dual = max(
            dual,
            (-step.zp[held] / at.zp[held]).max(initial=0.0),
            (-step.vp[limited] / at.vp[limited]).max(initial=0.0),
        )
        return min(1.0, 1.0 / max(primal, 1e-300)), min(1.0, 1.0 / max(dual, 1e-300))

    # --- one iteration -------------------------------------------------------------------
    def step(self, at: Point, lack: Lack) -> tuple[Point, float, float]:
        """The step of one iteration and how far it may go; the system is factored at the point."""
        target, aim_p, aim_up = self._predicted(at, lack)
        best = self.direction(at, lack, aim_p, aim_up)
        primal, dual = self.lengths(at, best)
        for _ in range(_CORRECTORS):
            tried, aim_p, aim_up = self._corrected(
                at, lack, best, target, (primal, dual), aim_p, aim_up
            )
            longer = self.lengths(at, tried)
            if longer[0] * longer[1] < _WORTH * primal * dual:
                break
            best, (primal, dual) = tried, longer
        return best, primal, dual

    def _predicted(self, at: Point, lack: Lack) -> tuple[float, Reals, Reals]:
        """What products are to become, by where the affine step would lead; its arrays are gone."""
        self.aimed(aims.TO_ZERO, at, lack)
        affine = self.direction(at, lack, -at.p * at.zp, -at.sp * at.vp)
        primal, dual = self.lengths(at, affine)
        mu = lack.mu
        after = self._products(at, lack, affine, primal, dual) / max(lack.count, 1.0)
        sigma = min((after / mu) ** 3, 1.0) if mu > 0.0 else 0.0
        target = max(sigma * mu, self.least)
        self.aimed(aims.TO_CENTRE, at, lack, affine, between=(target, target))
        aim_p = target - at.p * at.zp - affine.p * affine.zp
        aim_up = target - at.sp * at.vp - affine.sp * affine.vp
        return target, aim_p, aim_up

    def _corrected(
        self,
        at: Point,
        lack: Lack,
        step: Point,
        target: float,
        lengths: tuple[float, float],
        aim_p: Reals,
        aim_up: Reals,
    ) -> tuple[Point, Reals, Reals]:
        primal, dual = (min(length + _LONGER, 1.0) for length in lengths)
        low, high = _LOW * target, _HIGH * target
        self.aimed(aims.INSIDE, at, lack, step, between=(low, high), lengths=(primal, dual))
        aim_p = aim_p + _led_back(at.p, at.zp, step.p, step.zp, (primal, dual), (low, high))
        aim_up = aim_up + _led_back(at.sp, at.vp, step.sp, step.vp, (primal, dual), (low, high))
        return self.direction(at, lack, aim_p, aim_up), aim_p, aim_up

    def _products(self, at: Point, lack: Lack, step: Point, primal: float, dual: float) -> float:
        """The sum of products after the step that was completed last, gone so far."""
        by_primal, by_dual, by_both = (float(self.reach[:, at].sum()) for at in (2, 3, 4))
        total = lack.products + primal * by_primal + dual * by_dual + primal * dual * by_both
        held, limited = self.held, self.limited
        for value, other, change, other_change, chosen in (
            (at.p, at.zp, step.p, step.zp, held),
            (at.sp, at.vp, step.sp, step.vp, limited),
        ):
            after = (value + primal * change) * (other + dual * other_change) - value * other
            total += float(after[chosen].sum())
        return max(total, 0.0)

    def advance(self, at: Point, step: Point, primal: float, dual: float) -> None:
        """Go so far."""
        arrays = (at.x, at.s, at.y, at.z, at.v, step.x, step.s, step.y, step.z, step.v)
        self.each(on.advance, (self.tables, primal, dual), *arrays)
        at.p += primal * step.p
        at.sp += primal * step.sp
        at.w += dual * step.w
        at.zp += dual * step.zp
        at.vp += dual * step.vp

    # --- the whole -----------------------------------------------------------------------
    def run(self, at: Point, *, tolerance: float, near: bool = False) -> Ended:
        """Iterate from a point until an end; where numbers break down, back to the best point.

        A point that is said to be `near` the end is given up where it gets no nearer.
        """
        lack = self.lack(at)
        began = max(lack.primal, _CLEAN)
        best: Ended | None = None
        middle: Point | None = None
        for number in range(_MOST_ITERATIONS):
            end = self._end(lack, tolerance)
            if end is not None:
                return Ended(at, lack, end, number, middle)
            if near and number == _PATIENCE and lack.primal > _HARDLY * began:
                break
            if best is not None and lack.primal > _BROKEN * max(best.lack.primal, _CLEAN):
                return replace(best, middle=middle)
            if middle is None and max(lack.gap, lack.primal, lack.dual) < _MIDDLE:
                middle = at.copy()
            if lack.gap < _NEAR and max(lack.primal, lack.dual) <= _CLEAN:
                kept = at.copy(None if best is None else best.point)
                best = Ended(kept, lack.figures(), End.OPTIMAL, number)
            self.least = 0.05 * tolerance * abs(lack.primal_cost) / lack.count
            self.factor(at)
            step, primal, dual = self.step(at, lack)
            if not isfinite(float(step.p.sum() + step.w.sum())) or max(primal, dual) < _SHORTEST:
                break
            part = _SHORT if lack.gap > _LATE else _NEAR_ONE
            primal, dual = min(1.0, part * primal), min(1.0, part * dual)
            self.advance(at, step, primal, dual)
            expected = (1.0 - primal) * lack.primal, (1.0 - dual) * lack.dual
            lack = self.lack(at, lack)
            rough = lack.primal > max(2.0 * expected[0], _EXACT * _CLEAN)
            rough |= lack.dual > max(2.0 * expected[1], _EXACT * _CLEAN)
            self.refinements = int(rough or lack.gap < _LATE)
        if best is not None:
            return replace(best, middle=middle)
        return Ended(at, lack, End.STUCK, number, middle)

    def _end(self, lack: Lack, tolerance: float) -> End | None:
        if max(lack.primal, lack.dual) <= _CLEAN and lack.gap <= tolerance:
            return End.OPTIMAL
        if lack.dual_cost > 0.0 and lack.ray <= _RAY * lack.dual_cost:
            return End.INFEASIBLE
        return None


def _ratio(above: Reals, below: Reals, chosen: Flags) -> Reals:
    """A ratio where it is chosen, 0 elsewhere."""
    return np.divide(above, below, out=np.zeros_like(below), where=chosen)


def _led_back(
    value: Reals,
    other: Reals,
    change: Reals,
    other_change: Reals,
    lengths: tuple[float, float],
    between: tuple[float, float],
) -> Reals:
    """What leads products back into a range after a step of those lengths (Gondzio)."""
    product = (value + lengths[0] * change) * (other + lengths[1] * other_change)
    return np.maximum(np.clip(product, *between) - product, -between[1])


def _size(values: Reals) -> float:
    kept = np.abs(values)
    return float(np.where(kept < inf, kept, 0.0).max(initial=0.0))
