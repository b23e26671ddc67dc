"""The programs that other tests use are feasible, bounded, and have the optimum they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from plan_programs import KnownProgram, known_program
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.written_out import write_out


def optimum(program: StepProgram) -> float:
    """The objective that HiGHS finds, as scipy calls it."""
    w = write_out(program)
    found = milp(
        w.cost,
        constraints=LinearConstraint(w.matrix.tocsr(), w.row_lower, w.row_upper),
        bounds=(w.lower, w.upper),
    )
    assert found.status == 0, found.message
    return float(found.fun) + program.offset


OPTIONS: list[dict[str, Any]] = [
    {},
    {"stores": 0},
    {"buses": 3, "stores": 3, "free": 2},
    {"decades": 4.0},
    {"slack": 0.0},
    {"slack": 1.0},
    {"endless": True},
    {"steps": 1},
    {"steps": 2},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_program_has_the_optimum_that_it_was_made_for(
    seed: int, options: dict[str, Any]
) -> None:
    known: KnownProgram = known_program(seed, **options)
    found = optimum(known.program)
    assert found == pytest.approx(known.optimum, rel=1e-7, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_its_point_meets_every_row(seed: int) -> None:
    known = known_program(seed, decades=2.0)
    w = write_out(known.program)
    values = np.concatenate([known.flows.T.ravel(), known.quantities])
    activity = w.matrix @ values
    room = 1e-9 * (1 + abs(w.matrix) @ abs(values))
    assert (activity >= w.row_lower - room).all()
    assert (activity <= w.row_upper + room).all()
