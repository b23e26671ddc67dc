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
from zeropark.future.plan.interior.factor_kernels import LANES, factor_segment, scale, square_up
from zeropark.future.plan.interior.point_kernels import lack
from zeropark.future.plan.interior.segments import Own, Segments
from zeropark.future.plan.interior.solve_kernels import ask, flows_of, tell
from zeropark.future.plan.interior.standard import Form, Numbers, Reals, Whole

_RHO: Final = 1e-8
_RHO_FREE: Final = 1e-7
_DELTA: Final = 1e-11
_GOOD_ENOUGH: Final = 1e-7
_FLOOR: Final = 1e-3
"""Right sides below this are as good as 0: what is left of them is below every tolerance."""


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
            for first, end in zip(self.segments.bounds[:-1], self.segments.bounds[1:], strict=True)
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
        widths = [-(-met.size // LANES) * LANES for met in self.met]
        lengths = np.diff(self.segments.bounds) - self.segments.stays
        self.led = [
            np.zeros((length * rows, width))
            for length, width in zip(lengths.tolist(), widths, strict=True)
        ]
        self.square = [np.zeros((width, width)) for width in widths]
        self.among = [np.zeros((width, width)) for width in widths]
        self.last_block = np.zeros((count, rows + elimination.lower.shape[0]))
        self.last_wide = [np.zeros((rows, width)) for width in widths]
        self.y = np.empty((steps, rows))
        self.lack_row = np.empty((steps, rows))
        self.nothing = np.zeros((steps, flows))
        self.ask_p = np.zeros((count, form.quantities))
        self.ask_w = np.zeros((count, form.totals))
        self.ask_border = [np.zeros(width) for width in widths]
        self.border_at = [np.zeros(width) for width in widths]

    def factor(self, x: Reals, z: Reals, s: Reals, v: Reals, quantity_stiff: Reals) -> None:
        """Factor at a point; `quantity_stiff` is what bounds add to the diagonal of quantities."""
        self.segments.each(
            scale, (self.form,), x, z, s, v, _RHO, _RHO_FREE, self.inverse, self.stiff, self.theta
        )
        self.segments.each(
            factor_segment,
            (self.form, self.elimination, self.border),
            Own(self.segments.stays),
            Own(self.place),
            self.inverse,
            self.stiff,
            self.theta,
            _DELTA,
            self.diagonal,
            self.lower,
            self.back,
            Own(self.led),
            Own(self.among),
            Own(self.last_block),
            Own(self.last_wide),
        )
        self.segments.apart(square_up, Own(self.led), Own(self.square))
        self.quantity_stiff = quantity_stiff + _RHO
        self._core()

    def _core(self) -> None:
        """The dense system of rows that stayed, quantities and totals, in this order."""
        m, q, k = self.form.rows, self.form.quantities, self.form.totals
        after = (self.segments.count - 1) * m
        core = np.zeros((after + q + k, after + q + k))
        for g, met in enumerate(self.met):
            at, used = self._core_columns(g), met.size
            upper = np.triu(self.square[g][:used, :used])
            core[np.ix_(at, at)] += upper + np.triu(upper, 1).T + self.among[g][:used, :used]
            if g < self.segments.count - 1:
                own = np.arange(g * m, (g + 1) * m)
                core[np.ix_(own, own)] -= _full(self.last_block[g], self.elimination, m)
                core[np.ix_(own, at)] += self.last_wide[g][:, :used]
                core[np.ix_(at, own)] += self.last_wide[g][:, :used].T
        p = np.arange(after, after + q)
        w = np.arange(after + q, after + q + k)
        core[p, p] += self.quantity_stiff
        core[w, w] -= _DELTA
        core[np.ix_(p, w)] -= self.whole.direct.T
        core[np.ix_(w, p)] -= self.whole.direct
        self.core_scale = 1.0 / np.sqrt(np.maximum(np.abs(np.diag(core)), 1e-300))
        self.core = lu_factor(core * self.core_scale[:, None] * self.core_scale, check_finite=False)

    def _core_columns(self, segment: int) -> Numbers:
        """Where the border columns of a segment stand in the core."""
        m, border = self.form.rows, self.form.quantities + self.form.totals
        after, met = (self.segments.count - 1) * m, self.met[segment]
        return np.where(met < border, after + met, met - border + (segment - 1) * m)

    def solve(
        self, h: Reals, row: Reals, quantity: Reals, total: Reals, *, refinements: int
    ) -> Direction:
        """Solve, and refine at most so often, until what is left of rows and totals is small."""
        found = self._solve(h, row, quantity, total)
        size = max(_size(row), _size(total), _FLOOR)
        quantity_size = max(_size(quantity), _FLOOR)
        for _ in range(refinements):
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
        form, segments, stays = self.form, self.segments, Own(self.segments.stays)
        factors = (self.diagonal, self.lower, self.back, Own(self.led))
        static = (form, self.elimination)
        segments.each(
            ask,
            static,
            stays,
            self.inverse,
            self.theta,
            *factors,
            h,
            row,
            self.y,
            Own(self.ask_p),
            Own(self.ask_w),
            Own(self.ask_border),
        )
        stayed, dp, dw = self._solve_core(quantity, total)
        segments.each(tell, static, stays, *factors, Own(self.border_at), Own(stayed), self.y)
        dx = np.empty_like(h)
        segments.each(flows_of, (form,), self.inverse, self.theta, h, dp, dw, self.y, dx)
        return Direction(dx, self.y.copy(), dp, dw)

    def _solve_core(self, quantity: Reals, total: Reals) -> tuple[Reals, Reals, Reals]:
        """Duals of the rows that stay in each segment, quantities, duals of totals."""
        rows, inner = self.form.rows, self.segments.count - 1
        after = inner * rows + self.form.quantities
        rhs = np.concatenate(
            [
                self.y[self.segments.kept].ravel(),
                quantity + self.ask_p.sum(axis=0),
                self.ask_w.sum(axis=0) - total,
            ]
        )
        for g, met in enumerate(self.met):
            rhs[self._core_columns(g)] += self.ask_border[g][: met.size]
        answer = lu_solve(self.core, rhs * self.core_scale, check_finite=False) * self.core_scale
        for g, met in enumerate(self.met):
            self.border_at[g][: met.size] = answer[self._core_columns(g)]
        stayed = np.zeros((inner + 1, rows))
        stayed[:-1] = -answer[: inner * rows].reshape(inner, rows)
        return stayed, answer[inner * rows : after], answer[after:]

    def _lack(
        self, row: Reals, quantity: Reals, total: Reals, found: Direction
    ) -> tuple[Reals, Reals, Reals]:
        self.segments.each(
            lack,
            (self.form,),
            row,
            self.theta,
            found.flows,
            found.duals,
            found.quantities,
            self.lack_row,
            Own(self.ask_p),
            Own(self.ask_w),
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
        return np.column_stack([place[table[:, 0]], table[:, 1:]]).astype(np.uint32)

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
