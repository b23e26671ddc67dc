"""Certificates that a program has no answer: checked, never believed."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.proving.bound import Proof
from zeropark.future.plan.program.proving.products import Array, activities
from zeropark.future.plan.program.proving.violations import scales_of
from zeropark.future.plan.program.step_program import (
    Column,
    Quantity,
    Row,
    StepProgram,
    Total,
    Values,
)

_CERTAIN: Final = 1e-9
"""What must be left of a contradiction, as a share of its terms, so that it isn't rounding."""
_EARNS: Final = 1e-6
"""What a direction must earn, as a share of the costs and earnings along it."""


def shows_infeasible(program: StepProgram, answer: Answer) -> bool:
    """Whether the answer's duals show that no point meets all rows and bounds (Farkas' lemma).

    Without costs the bound that duals prove is 0 at the most if there is a point; what is above 0
    is a contradiction.
    """
    if not _has_duals(program, answer):
        return False
    proof = Proof(program, row_duals=answer.row_duals, total_duals=answer.total_duals, costs=False)
    return proof.lower_bound() > _CERTAIN * proof.size


def shows_unbounded(program: StepProgram, answer: Answer) -> bool:
    """Whether the answer's values are a direction that crosses no bound and earns without end.

    There is no plan of least cost then, if there is one at all.
    """
    flows, quantities = answer.flows, answer.quantities
    if not (np.isfinite(flows).all() and np.isfinite(quantities).all()):
        return False
    costs = [at.cost * series for at, series in zip(program.flows, flows, strict=True)]
    once = np.array([at.cost for at in program.quantities]) * quantities
    turnover = sum(float(np.abs(part).sum()) for part in (*costs, once))
    if sum(float(part.sum()) for part in (*costs, once)) >= -_EARNS * turnover:
        return False
    reached = activities(program, flows, quantities)
    scales = scales_of(program, flows, quantities, reached)
    lines: list[tuple[Array, Row | Total | Column | Quantity, float]] = [
        *zip(reached.rows, program.rows, scales.rows, strict=True),
        *zip(reached.totals, program.totals, scales.totals, strict=True),
        *zip(flows, program.flows, scales.flows, strict=True),
        *zip(quantities, program.quantities, scales.quantities, strict=True),
    ]
    return all(
        _leads_inside(np.atleast_1d(along), line.lower, line.upper, _CERTAIN * scale)
        for along, line, scale in lines
    )


def _has_duals(program: StepProgram, answer: Answer) -> bool:
    rows = answer.row_duals.shape == (len(program.rows), program.steps)
    return rows and answer.total_duals.shape == (len(program.totals),)


def _leads_inside(along: Values, lower: Values | float, upper: Values | float, room: float) -> bool:
    """Whether a direction moves no line towards a bound of it."""
    down = np.isfinite(lower) & (along < -room)
    up = np.isfinite(upper) & (along > room)
    return not bool(np.any(down | up))
