"""The linear system of an interior-point step: factored once a point, solved for several aims.

    (D) dx - K dp - A' dy - C' dy+ - G' dw = h
    (P) dp - K' dx - B' dy - H' dw         = h_p
    A dx + C dx- + B dp                    = row
    G dx + H dp                            = total

Flows are eliminated step by step, rows along each stretch of time; what is left (the rows that stay
between stretches, quantities, totals) is a small dense system, the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from zeropark.future.plan.interior.border import border_of
from zeropark.future.plan.interior.factor_kernels import factor, scale
from zeropark.future.plan.interior.folded import Folded
from zeropark.future.plan.interior.lanes import LANES
from zeropark.future.plan.interior.point_kernels import add_on
from zeropark.future.plan.interior.solve_kernels import kept_ask, lack, turn
from zeropark.future.plan.interior.standard import Reals, Whole

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


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What is known of the border in a turn."""

    border: Reals
    """Quantities and duals of totals, by slots."""
    kept: Reals
    """Duals of the rows that stay, of each stretch's first step."""
    after: Reals
    """Those of the next stretch."""


class Newton:
    """The system of one form: where its parts are is found once, its numbers at each point."""

    def __init__(self, form: Folded, whole: Whole) -> None:
        self.form, self.whole = form, whole
        self.border, self.columns = border_of(form)
        self.each = form.fold.each
        self._room()

    def _room(self) -> None:
        f, el, width = self.form.tables, self.form.elimination, self.border.width
        self.stiff, self.inverse = self.steps_of(f.flows), self.steps_of(f.flows)
        self.per_x, self.per_s = self.steps_of(f.flows), self.steps_of(f.caps)
        self.theta = self.steps_of(f.caps)
        self.diagonal = self.steps_of(f.rows)
        self.lower = self.steps_of(el.lower.shape[0])
        self.back = self.steps_of(el.back.shape[0])
        self.lack_row = self.steps_of(f.rows)
        self.nothing = np.zeros_like(self.stiff)
        cores = self.form.fold.cores
        self.among = np.zeros((cores, width, width, LANES))
        self.square = np.zeros((cores, width, width, LANES))
        self.unkept = np.zeros((cores, f.rows, LANES))
        self.kept_asks = np.zeros((cores, f.rows, LANES))
        self.ask = np.zeros((cores, f.slots, LANES))

    def steps_of(self, count: int) -> Reals:
        """Room for so many numbers a step, folded."""
        fold = self.form.fold
        return np.empty((fold.cores, fold.length, count, LANES))

    def factor(self, x: Reals, z: Reals, s: Reals, v: Reals, quantity_stiff: Reals) -> None:
        """Factor at a point; `quantity_stiff` is what bounds add to the diagonal of quantities."""
        form = self.form
        self.each(
            scale,
            (form.tables, _RHO, _RHO_FREE),
            form.held,
            form.fixed,
            form.capped,
            x,
            z,
            s,
            v,
            self.per_x,
            self.per_s,
            self.theta,
            self.stiff,
            self.inverse,
        )
        self.each(
            factor,
            (form.tables, form.elimination, self.border, _DELTA),
            form.varying,
            form.varying_before,
            form.varying_after,
            form.fixed,
            self.inverse,
            form.fold.before(self.inverse),
            self.theta,
            form.fold.before(self.theta),
            self.stiff,
            self.diagonal,
            self.lower,
            self.back,
            self.among,
            self.square,
        )
        self.quantity_stiff = quantity_stiff + _RHO
        self._core()

    def _core(self) -> None:
        """The dense system of rows that stay, quantities and totals, in this order."""
        fold, slots, width = self.form.fold, self.form.slots, self.border.width
        first = fold.stretches * self.form.tables.kept.size
        size = first + slots.quantities + slots.totals
        core = np.zeros((size + 1, size + 1))
        each = (fold.stretches, width, width)
        upper = np.triu(self.square.transpose(0, 3, 1, 2)).reshape(each)
        among = self.among.transpose(0, 3, 1, 2).reshape(each)
        for at, square, flat in zip(self.columns, upper, among, strict=True):
            core[np.ix_(at, at)] += square + np.triu(square, 1).T + flat
        core = core[:size, :size]
        kept, p = np.arange(first), np.arange(first, first + slots.quantities)
        w = np.arange(first + slots.quantities, size)
        core[kept, kept] -= _DELTA
        core[p, p] += self.quantity_stiff
        core[w, w] -= _DELTA
        core[np.ix_(p, w)] -= self.whole.direct.T
        core[np.ix_(w, p)] -= self.whole.direct
        self.core_scale = 1.0 / np.sqrt(np.maximum(np.abs(np.diag(core)), 1e-300))
        self.core = lu_factor(core * self.core_scale[:, None] * self.core_scale, check_finite=False)

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
            shared = (self.form.tables,)
            self.each(add_on, shared, found.flows, found.duals, more.flows, more.duals)
            found.quantities[:] += more.quantities
            found.totals[:] += more.totals
        return found

    def _solve(self, h: Reals, row: Reals, quantity: Reals, total: Reals) -> Direction:
        form, fold = self.form, self.form.fold
        f = form.tables
        dx, y = self.steps_of(f.flows), self.steps_of(f.rows)
        nobody = _Known(np.zeros_like(self.ask), self.unkept, self.unkept)
        self._turn(h, row, nobody, dx, y, second=False)
        before = fold.before(dx)
        self.each(kept_ask, (f,), form.varying, row, dx, before, self.kept_asks)
        asked = fold.gathered(self.kept_asks)[:, f.kept]
        stays, dp, dw = self._solve_core(asked, quantity, total)
        duals = np.zeros((fold.stretches, f.rows))
        duals[:, f.kept] = stays
        kept = fold.spread(duals)
        after = fold.spread(np.vstack([duals[1:], np.zeros_like(duals[:1])]))
        self._turn(h, row, _Known(form.slots.spread(fold, dp, dw), kept, after), dx, y, second=True)
        return Direction(dx, y, dp, dw)

    def _turn(
        self,
        h: Reals,
        row: Reals,
        known: _Known,
        dx: Reals,
        y: Reals,
        *,
        second: bool,
    ) -> None:
        """Forward and backward, with what is known of the border."""
        form = self.form
        self.each(
            turn,
            (form.tables, form.elimination, second),
            form.varying,
            form.varying_after,
            self.inverse,
            self.theta,
            self.diagonal,
            self.lower,
            self.back,
            known.border,
            h,
            row,
            known.kept,
            known.after,
            y,
            dx,
            self.ask,
        )

    def _solve_core(
        self, asked: Reals, quantity: Reals, total: Reals
    ) -> tuple[Reals, Reals, Reals]:
        """Duals of the rows that stay of each stretch, quantities, duals of totals."""
        first = asked.size
        ask_p, ask_w = self.form.slots.summed(self.form.fold, self.ask)
        rhs = np.concatenate([asked.ravel(), quantity + ask_p, ask_w - total])
        answer = lu_solve(self.core, rhs * self.core_scale, check_finite=False) * self.core_scale
        after = first + quantity.size
        return -answer[:first].reshape(asked.shape), answer[first:after], answer[after:]

    def _lack(
        self, row: Reals, quantity: Reals, total: Reals, found: Direction
    ) -> tuple[Reals, Reals, Reals]:
        form = self.form
        self.each(
            lack,
            (form.tables,),
            form.varying,
            self.theta,
            form.slots.spread(form.fold, found.quantities, found.totals),
            row,
            found.flows,
            form.fold.before(found.flows),
            found.duals,
            self.lack_row,
            self.ask,
        )
        direct = self.whole.direct
        ask_p, ask_w = form.slots.summed(form.fold, self.ask)
        lack_quantity = quantity + ask_p + direct.T @ found.totals
        lack_quantity -= self.quantity_stiff * found.quantities
        lack_total = total - ask_w - direct @ found.quantities
        return self.lack_row, lack_quantity, lack_total


def _size(values: Reals) -> float:
    return max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
