"""A point of the interior-point method, a step from it, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from zeropark.future.plan.interior.folded import Folded
from zeropark.future.plan.interior.lanes import LANES
from zeropark.future.plan.interior.standard import Reals


@dataclass(slots=True, eq=False)
class Point:
    """Primal and dual values; of a step, their changes. Changed in place."""

    x: Reals
    """Flows, folded; so are the others of the steps."""
    s: Reals
    """Slacks of caps."""
    y: Reals
    """Duals of rows."""
    z: Reals
    """Duals of x >= 0."""
    v: Reals
    """Duals of caps."""
    p: Reals
    """Quantities."""
    w: Reals
    """Duals of totals."""
    zp: Reals
    """Duals of p >= 0; 0 where p is free."""
    sp: Reals
    """Slacks of the upper bounds of p; 1 where there is none."""
    vp: Reals
    """Duals of the upper bounds of p; 0 where there is none."""

    @staticmethod
    def of(form: Folded, value: float) -> Point:
        """All variables of one value, the duals of equations 0."""
        f, fold, border = form.tables, form.fold, form.slots

        def steps(count: int, number: float) -> Reals:
            return np.full((fold.cores, fold.length, count, LANES), number)

        return Point(
            x=steps(f.flows, value),
            s=steps(f.caps, value),
            y=steps(f.rows, 0.0),
            z=steps(f.flows, value),
            v=steps(f.caps, value),
            p=np.full(border.quantities, value),
            w=np.zeros(border.totals),
            zp=np.full(border.quantities, value),
            sp=np.full(border.quantities, value),
            vp=np.full(border.quantities, value),
        )

    def copy(self, into: Point | None = None) -> Point:
        """The same values in arrays of their own, or in those of a point that is needed no more."""
        if into is None:
            return Point(*(getattr(self, each.name).copy() for each in fields(self)))
        for each in fields(self):
            np.copyto(getattr(into, each.name), getattr(self, each.name))
        return into


@dataclass(slots=True, eq=False)
class Lack:
    """What a point lacks of the conditions of an optimum, in the scaled form's units."""

    row: Reals
    flow: Reals
    cap: Reals
    quantity: Reals
    total: Reals
    upper: Reals
    primal_cost: float
    dual_cost: float
    products: float
    """Sum of the products of variables and their duals."""
    count: float
    """How many products there are."""
    primal: float
    """Largest violation of rows, caps, totals and upper bounds, relative to the right sides."""
    dual: float
    """Largest violation of the dual equations, relative to the costs."""
    ray: float
    """Largest violation of the dual equations of cost 0: small beside a large dual cost is a
    proof that nothing meets the rows."""

    def figures(self) -> Lack:
        """The figures alone: the arrays are written over by the next point."""
        nothing = np.zeros((0, 0))
        return replace(self, row=nothing, flow=nothing, cap=nothing)

    @property
    def mu(self) -> float:
        """The mean product."""
        return self.products / max(self.count, 1.0)

    @property
    def gap(self) -> float:
        """Between primal and dual cost, relative."""
        return abs(self.primal_cost - self.dual_cost) / (1e-6 + abs(self.primal_cost))
