"""A program solved by SciPy's own HiGHS: what tests of equations compare with hand-worked sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from zeropark.future.plan.program.draft import Draft, Flow, Whole
from zeropark.future.plan.program.written_out import write_out
from zeropark.future.plan.site.expression import Expression


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The optimum of a small program."""

    objective: float
    flows: NDArray[np.float64]
    quantities: NDArray[np.float64]

    def of(self, column: Flow | Whole) -> NDArray[np.float64] | float:
        """What a column is."""
        if isinstance(column, Whole):
            return float(self.quantities[column.number])
        return np.asarray(self.flows[column.number])

    def worth(self, expression: Expression) -> NDArray[np.float64]:
        """What an expression is in each step."""
        total = np.broadcast_to(np.asarray(expression.known, dtype=float), self.flows.shape[1:])
        for column, ratio in expression.terms.items():
            total = total + ratio * self.of(column)
        return total


def attempt(draft: Draft) -> Solved | None:
    """The optimum, or None where nothing meets all rows."""
    program = draft.finish()
    out = write_out(program)
    done = milp(
        out.cost,
        constraints=LinearConstraint(out.matrix, out.row_lower, out.row_upper),
        bounds=Bounds(out.lower, out.upper),
        integrality=out.integer.astype(int),
        options={"mip_rel_gap": 0.0},
    )
    if done.status == 2:
        return None
    assert done.status == 0, done.message
    inside = len(program.flows) * program.steps
    flows = done.x[:inside].reshape(program.steps, len(program.flows)).T
    return Solved(float(done.fun) + program.offset, flows, done.x[inside:])


def solve(draft: Draft) -> Solved:
    """The optimum of a program that has one."""
    solved = attempt(draft)
    assert solved is not None, "nothing meets all rows"
    return solved
