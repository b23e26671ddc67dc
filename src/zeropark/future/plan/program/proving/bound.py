"""A lower bound of the cost from any dual values, by weak duality.

For every y and every x that meets rows and bounds: c x = (c - A'y) x + y (A x), so that

    c x >= sum of r_j times the bound of x_j that makes it least + sum of y_i times the bound of
           row i that makes it least,    with r = c - A'y.

It holds whatever y is. Where r_j asks for a bound that the program does not state, one that rows
imply is used instead (`implied`).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

import numpy as np

from zeropark.future.plan.program.proving.implied import implied_limits
from zeropark.future.plan.program.proving.limits import Limits, Side, limits_of
from zeropark.future.plan.program.proving.products import Activities, Array, Reduced, reduced_costs
from zeropark.future.plan.program.step_program import StepProgram, is_constant

_EXACT = 4.0 * float(np.finfo(np.float64).eps)
"""Below this share of its own terms a reduced cost can't be told from 0."""


class Proof:
    """Dual values, without those that no row's bound allows, and what follows from them."""

    def __init__(
        self, program: StepProgram, *, row_duals: Array, total_duals: Array, costs: bool = True
    ) -> None:
        """Take any dual values.

        Args:
            program: whose rows and bounds.
            row_duals: shape (rows, steps), in the sense of `Answer`.
            total_duals: likewise.
            costs: off: of the program without costs and offset; a bound above 0 then shows that
                no point exists.
        """
        self.program = program
        self.costs = costs
        self.rows = np.array(row_duals, dtype=np.float64)
        for number, row in enumerate(program.rows):
            self.rows[number] = _allowed(self.rows[number], row.lower, row.upper)
        lower = np.array([at.lower for at in program.totals], dtype=np.float64)
        upper = np.array([at.upper for at in program.totals], dtype=np.float64)
        self.totals = _allowed(np.array(total_duals, dtype=np.float64), lower, upper)
        self.total_bounds = lower, upper
        self.reduced = self._reduced()

    def lower_bound(self, *, cost_below: float = inf, within: Limits | None = None) -> float:
        """A cost that no point of the program goes below, but for rounding.

        Args:
            cost_below: only points that cost less are looked at, which bounds columns that nothing
                else does; the answer is never above it.
            within: only points within these limits are looked at.

        Returns:
            -inf where these duals prove nothing.
        """
        found = self._bound(limits_of(self.program))
        if isfinite(found):
            return found
        limits = self.limits(cost_below=cost_below)
        if within is not None:
            limits = limits.filled_with(within)
        return min(self._bound(limits), cost_below)

    def limits(self, *, cost_below: float = inf) -> Limits:
        """The bounds of columns, those that these duals ask for as far as rows imply them."""
        stated = limits_of(self.program)
        below = cost_below if self.costs else inf
        return implied_limits(self.program, list(self._wanted(stated)), cost_below=below)

    def gap_by_step(self, flows: Array, *, limits: Limits, reached: Activities) -> Array:
        """What each step adds to the gap between the cost of flows and the bound; shape (steps,).

        It is 0 where every reduced cost and every dual leans on what holds its column or row; what
        is left of the gap is of quantities, totals and violations.
        """
        gap = np.zeros(self.program.steps)
        for number, row in enumerate(self.program.rows):
            duals = self.rows[number]
            gap += duals * reached.rows[number] - _contributions(duals, row.lower, row.upper)
        for series, along, lower, upper in zip(
            self.reduced.flows, flows, *limits.flows, strict=True
        ):
            gap += series * along - _contributions(series, lower, upper)
        return gap

    @property
    def size(self) -> float:
        """What the terms of the bound that rows contribute come to, without their signs."""
        found = float(np.abs(_contributions(self.totals, *self.total_bounds)).sum())
        for number, row in enumerate(self.program.rows):
            found += float(np.abs(_contributions(self.rows[number], row.lower, row.upper)).sum())
        return found

    def _wanted(self, limits: Limits) -> Iterator[Side]:
        """Sides of columns whose bounds these duals ask for and the program does not state."""
        for upper, sign in ((False, 1.0), (True, -1.0)):
            for number, series in enumerate(self.reduced.flows):
                bound = limits.flows[upper][number]
                if is_constant(bound) and np.isfinite(bound[0]):
                    continue
                if bool((np.isinf(bound) & (sign * series > 0.0)).any()):
                    yield Side(whole=False, column=number, upper=upper)
            endless = np.isinf(limits.quantities[upper]) & (sign * self.reduced.quantities > 0.0)
            for at in np.flatnonzero(endless).tolist():
                yield Side(whole=True, column=at, upper=upper)

    def _reduced(self) -> Reduced:
        reduced = reduced_costs(self.program, self.rows, self.totals, costs=self.costs)
        for series, scale in zip(reduced.flows, reduced.flow_scales, strict=True):
            series[np.abs(series) <= _EXACT * scale] = 0.0
        nothing = np.abs(reduced.quantities) <= _EXACT * reduced.quantity_scales
        reduced.quantities[nothing] = 0.0
        return reduced

    def _bound(self, limits: Limits) -> float:
        """The bound with these limits of columns, by weak duality."""
        program, reduced = self.program, self.reduced
        found = program.offset if self.costs else 0.0
        for number, row in enumerate(program.rows):
            found += _least(self.rows[number], row.lower, row.upper)
        found += _least(self.totals, *self.total_bounds)
        for series, lower, upper in zip(reduced.flows, *limits.flows, strict=True):
            found += _least(series, lower, upper)
        return found + _least(reduced.quantities, *limits.quantities)


def lower_bound(
    program: StepProgram, *, row_duals: Array, total_duals: Array, cost_below: float = inf
) -> float:
    """A cost that no point of the program goes below, from any dual values; see `Proof`."""
    proof = Proof(program, row_duals=row_duals, total_duals=total_duals)
    return proof.lower_bound(cost_below=cost_below)


def _allowed(duals: Array, lower: Array, upper: Array) -> Array:
    """Duals without those whose side has no bound."""
    wrong = ((duals > 0.0) & np.isneginf(lower)) | ((duals < 0.0) & np.isposinf(upper))
    return np.where(wrong, 0.0, duals)


def _least(value: Array, lower: Array, upper: Array) -> float:
    """The least of value times something between two bounds, added up."""
    up, down = np.maximum(value, 0.0), np.minimum(value, 0.0)
    return _times(up, lower) + _times(down, upper)


def _contributions(value: Array, lower: Array, upper: Array) -> Array:
    """The least of value times something between two bounds; 0 where value is 0."""
    bound = np.where(value > 0.0, lower, upper)
    return value * np.where(value == 0.0, 0.0, bound)


def _times(value: Array, bound: Array) -> float:
    """The sum of products, in which 0 times no bound is 0."""
    if is_constant(bound):
        total = float(value.sum())
        return total * float(bound[0]) if total else 0.0
    if bool(np.isfinite(bound).all()):
        return float(value @ bound)
    telling = value != 0.0
    return float(value[telling] @ bound[telling])
