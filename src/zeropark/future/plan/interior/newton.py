"""The linear system of an interior-point step: factored once a point, solved for several aims.

    (D) dx - K dp - A' dy - C' dy+ - G' dw = h
    (P) dp - K' dx - B' dy - H' dw         = h_p
    A dx + C dx- + B dp                    = row
    G dx + H dp                            = total

Flows are eliminated step by step, rows along each segment of time; what is left (quantities,
totals, the rows between segments) is a small dense system, the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from zeropark.future.plan.interior.border import border_of
from zeropark.future.plan.interior.elimination import Elimination, eliminate
from zeropark.future.plan.interior.factor_kernels import factor_segment, scale
from zeropark.future.plan.interior.point_kernels import lack
from zeropark.future.plan.interior.segments import Own, Segments
from zeropark.future.plan.interior.solve_kernels import ask, ask_between, flows_of, tell
from zeropark.future.plan.interior.standard import Form, Numbers, Reals, Whole

_RHO: Final = 1e-9
_DELTA: Final = 1e-13
_REFINEMENTS: Final = 3
_GOOD_ENOUGH: Final = 1e-11


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """A solution of the system."""

    flows: Reals
    duals: Reals
    quantities: Reals
    totals: Reals


class Newton:
    """The system of one form: where its parts are is found once, its numbers at each point."""

    def __init__(self, form: Form, whole: Whole, *, segments: int) -> None:
        self.elimination = eliminate(form)
        self.form = _ordered(form, self.elimination.order)
        self.whole = whole
        self.border = border_of(self.form)
        self.segments = Segments(form.steps, segments)
        self._places()
        self._room()

    def _places(self) -> None:
        """Where border columns stand in each segment's border: those that it meets, in order."""
        form = self.form
        self.met = [
            _met(form, self.elimination, first, end)
            for first, end in zip(
                self.segments.bounds[:-1], self.segments.bounds[1:], strict=True
            )
        ]
        self.place = np.full((len(self.met), form.quantities + form.totals + form.rows), -1)
        for at, met in zip(self.place, self.met, strict=True):
            at[met] = np.arange(met.size)

    def _room(self) -> None:
        form, elimination, count = self.form, self.elimination, self.segments.count
        steps, flows, rows = form.steps, form.flows, form.rows
        self.inverse, self.stiff = np.empty((steps, flows)), np.empty((steps, flows))
        self.theta = np.empty((steps, form.caps))
        self.diagonal = np.empty((steps, rows))
        self.lower = np.empty((steps, elimination.lower.shape[0]))
        self.back = np.empty((steps, elimination.back.shape[0]))
        self.spike = np.zeros((count, elimination.back.shape[0]))
        self.square = [np.zeros((met.size, met.size)) for met in self.met]
        self.among = [np.zeros((met.size, met.size)) for met in self.met]
        self.last_block = np.zeros((count, rows + elimination.lower.shape[0]))
        self.last_wide = [np.zeros((rows, met.size)) for met in self.met]
        self.y = np.empty((steps, rows))
        self.lack_row = np.empty((steps, rows))
        self.nothing = np.zeros((steps, flows))
        self.ask_p = np.zeros((count, form.quantities))
        self.ask_w = np.zeros((count, form.totals))
        self.ask_left = np.zeros((count, rows))

    def factor(self, x: Reals, z: Reals, s: Reals, v: Reals, quantity_stiff: Reals) -> None:
        """Factor at a point; `quantity_stiff` is what bounds of quantities add to their diagonal."""
        self.segments.each(
            scale, (self.form,), x, z, s, v, _RHO, self.inverse, self.stiff, self.theta
        )
        self.segments.each(
            factor_segment, (self.form, self.elimination, self.border), Own(self.segments.stays),
            Own(self.place), self.inverse, self.stiff, self.theta, _DELTA, self.diagonal,
            self.lower, self.back, Own(self.spike), Own(self.square), Own(self.among),
            Own(self.last_block), Own(self.last_wide),
        )
        self.quantity_stiff = quantity_stiff + _RHO
        self._core()

    def _core(self) -> None:
        """The dense system of rows that stayed, quantities and totals, in this order."""
        m, q, k = self.form.rows, self.form.quantities, self.form.totals
        after = (self.segments.count - 1) * m
        core = np.zeros((after + q + k, after + q + k))
        for g, met in enumerate(self.met):
            at = np.where(met < q + k, after + met, met - (q + k) + (g - 1) * m)
            square = np.triu(self.square[g])
            core[np.ix_(at, at)] += square + np.triu(square, 1).T + self.among[g]
            if g < self.segments.count - 1:
                own = np.arange(g * m, (g + 1) * m)
                core[np.ix_(own, own)] -= _full(self.last_block[g], self.elimination, m)
                core[np.ix_(own, at)] += self.last_wide[g]
                core[np.ix_(at, own)] += self.last_wide[g].T
        p = np.arange(after, after + q)
        w = np.arange(after + q, after + q + k)
        core[p, p] += self.quantity_stiff
        core[w, w] -= _DELTA
        core[np.ix_(p, w)] -= self.whole.direct.T
        core[np.ix_(w, p)] -= self.whole.direct
        self.core_scale = 1.0 / np.sqrt(np.maximum(np.abs(np.diag(core)), 1e-300))
        self.core = lu_factor(core * self.core_scale[:, None] * self.core_scale, check_finite=False)

    def solve(self, h: Reals, row: Reals, quantity: Reals, total: Reals) -> Direction:
        """Solve, and refine until what is left of rows and totals is small."""
        found = self._solve(h, row, quantity, total)
        size = max(_size(row), _size(total), 1e-300)
        quantity_size = max(_size(quantity), 1e-300)
        for _ in range(_REFINEMENTS):
            lack_row, lack_quantity, lack_total = self._lack(row, quantity, total, found)
            left = max(_size(lack_row), _size(lack_total)) / size
            if max(left, _size(lack_quantity) / quantity_size) <= _GOOD_ENOUGH:
                break
            more = self._solve(self.nothing, lack_row, lack_quantity, lack_total)
            found = Direction(
                found.flows + more.flows,
                found.duals + more.duals,
                found.quantities + more.quantities,
                found.totals + more.totals,
            )
        return found

    def _solve(self, h: Reals, row: Reals, quantity: Reals, total: Reals) -> Direction:
        form, segments = self.form, self.segments
        factors = (self.inverse, self.theta, self.diagonal, self.lower, self.back, Own(self.spike))
        static = (form, self.elimination)
        segments.each(
            ask, static, Own(segments.stays), *factors, h, row, self.y, Own(self.ask_p),
            Own(self.ask_w), Own(self.ask_left),
        )
        for g, t in enumerate(segments.kept.tolist()):
            ask_between(
                form, t, self.inverse, self.theta, h, self.y, self.ask_p[g], self.ask_w[g]
            )
        stayed, dp, dw = self._solve_core(quantity, total)
        dy, dx = np.empty_like(self.y), np.empty_like(h)
        segments.each(
            tell, static, Own(segments.stays), *factors, h, row, dp, dw, Own(stayed[:-1]),
            Own(stayed[1:]), dy,
        )
        segments.each(flows_of, (form,), self.inverse, self.theta, h, dp, dw, dy, dx)
        return Direction(dx, dy, dp, dw)

    def _solve_core(self, quantity: Reals, total: Reals) -> tuple[Reals, Reals, Reals]:
        """Duals of the rows that stayed (none at both ends), quantities, duals of totals."""
        rows, inner = self.form.rows, self.segments.count - 1
        before = self.y[self.segments.kept] + self.ask_left[1:]
        asked = quantity + self.ask_p.sum(axis=0)
        rhs = np.concatenate([before.ravel(), asked, self.ask_w.sum(axis=0) - total])
        answer = lu_solve(self.core, rhs * self.core_scale, check_finite=False) * self.core_scale
        stayed = np.zeros((inner + 2, rows))
        stayed[1:-1] = -answer[: inner * rows].reshape(inner, rows)
        after = inner * rows + self.form.quantities
        return stayed, answer[inner * rows : after], answer[after:]

    def _lack(
        self, row: Reals, quantity: Reals, total: Reals, found: Direction
    ) -> tuple[Reals, Reals, Reals]:
        self.segments.each(
            lack, (self.form,), row, self.theta, found.flows, found.duals, found.quantities,
            self.lack_row, Own(self.ask_p), Own(self.ask_w),
        )
        direct = self.whole.direct
        lack_quantity = quantity + self.ask_p.sum(axis=0) + direct.T @ found.totals
        lack_quantity -= self.quantity_stiff * found.quantities
        lack_total = total - self.ask_w.sum(axis=0) - direct @ found.quantities
        return self.lack_row, lack_quantity, lack_total


def _met(form: Form, elimination: Elimination, first: int, end: int) -> Numbers:
    """Border columns that a segment meets: quantities and totals at work in it, rows before it."""
    at_work = np.concatenate(
        [form.constants != 0.0, (form.varying[max(first - 1, 0) : end] != 0.0).any(axis=0)]
    )
    found = {*form.b[at_work[form.b[:, 2]], 1].tolist(), *form.e[at_work[form.e[:, 2]], 1].tolist()}
    found |= {form.quantities + at for at in form.g[at_work[form.g[:, 2]], 0].tolist()}
    if first > 0:
        after = form.quantities + form.totals
        found |= {after + row for row in elimination.back[:, 1].tolist()}
    return np.array(sorted(found), dtype=np.int64)


def _ordered(form: Form, order: Numbers) -> Form:
    """The form with its rows in the order of elimination."""
    place = np.empty(form.rows, dtype=np.int64)
    place[order] = np.arange(form.rows)

    def renamed(table: Numbers) -> Numbers:
        return np.column_stack([place[table[:, 0]], table[:, 1:]])

    return form._replace(
        a=renamed(form.a),
        c=renamed(form.c),
        b=renamed(form.b),
        rhs=np.ascontiguousarray(form.rhs[:, order]),
    )


def _full(block: Reals, elimination: Elimination, rows: int) -> Reals:
    """A step's block as a symmetric matrix."""
    whole = np.diag(block[:rows])
    row, column = elimination.lower.T
    whole[row, column] = block[rows:]
    whole[column, row] = block[rows:]
    return whole


def _size(values: Reals) -> float:
    return float(np.abs(values).max(initial=0.0))
