"""The recession form: directions in which one can go on for ever, and what that earns.

Every bound that there is becomes 0, as a direction must not lead across it; where there is none, a
column may grow by 1 of its own scale. The best direction costs 0 where costs are bounded; if it
earns something, costs fall without end wherever there is a point at all.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from zeropark.future.plan.program.forms.scales import scales_of
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.step_program import StepProgram, Values

BASE = 1.0
"""Cost of staying, so that gaps are shares of something."""


def recession_form(program: StepProgram) -> StepProgram:
    """The program of the best direction; its cost is `BASE` less what the direction earns."""
    scales = scales_of(program)
    unit = scales.cost_unit * program.steps
    return replace(
        program,
        flows=tuple(
            replace(
                at,
                cost=at.cost / unit,
                lower=_side(at.lower, -size),
                upper=_side(at.upper, size),
                integer=False,
            )
            for at, size in zip(program.flows, scales.flows.tolist(), strict=True)
        ),
        quantities=tuple(
            replace(
                at,
                cost=at.cost / unit,
                lower=-size if np.isinf(at.lower) else 0.0,
                upper=size if np.isinf(at.upper) else 0.0,
                integer=False,
            )
            for at, size in zip(program.quantities, scales.quantities.tolist(), strict=True)
        ),
        rows=tuple(
            replace(at, lower=_side(at.lower, -np.inf), upper=_side(at.upper, np.inf))
            for at in program.rows
        ),
        totals=tuple(
            replace(
                at,
                lower=at.lower if np.isinf(at.lower) else 0.0,
                upper=at.upper if np.isinf(at.upper) else 0.0,
            )
            for at in program.totals
        ),
        offset=BASE,
    )


def _side(bound: Values, endless: float) -> Array:
    """0 where there is a bound, and this where there is none."""
    if not np.isinf(bound).any():
        return np.broadcast_to(np.float64(0.0), bound.shape)
    return np.where(np.isinf(bound), endless, 0.0)
