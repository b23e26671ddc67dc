"""Rounding: what is accepted is within the gap of what branching finds, and never below it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from zeropark.future.plan.kept_model import KeptModel
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.written_out import write_out

STEPS = 6
LET_PASS = 1e-6 * 4.0 * STEPS
"""What both solvers and the judge let pass: a millionth of what a row carries, in each step."""
AMOUNTS = st.integers(0, 36).map(lambda quarters: quarters / 4)
"""What a solver can tell from nothing."""


def units(prices: list[float], need: list[float], *, most: float = 4.0) -> StepProgram:
    """Two units between 1.5 and 4 or off, the second dearer; the rest is bought."""
    draft = Draft(STEPS)
    balance = draft.row("need", lower=np.array(need), upper=np.array(need))
    bought = draft.flow("bought", cost=np.array(prices))
    draft.add(balance, {bought: 1.0})
    for number, cost in enumerate((0.5, 0.8)):
        made = draft.flow(f"made {number}", cost=cost, upper=most)
        on = draft.flow(f"on {number}", cost=0.3, upper=1.0, integer=True)
        draft.add(draft.row(f"most {number}", upper=0.0), {made: 1.0, on: -most})
        draft.add(draft.row(f"least {number}", lower=0.0), {made: 1.0, on: -1.5})
        draft.add(balance, {made: 1.0})
    return draft.finish()


def best(program: StepProgram) -> float:
    out = write_out(program)
    done = milp(
        out.cost,
        constraints=LinearConstraint(out.matrix, out.row_lower, out.row_upper),
        bounds=Bounds(out.lower, out.upper),
        integrality=out.integer.astype(int),
        options={"mip_rel_gap": 0.0},
    )
    assert done.status == 0
    return float(done.fun)


@settings(max_examples=40, deadline=None)
@given(
    prices=st.lists(st.floats(0.1, 3.0), min_size=STEPS, max_size=STEPS),
    need=st.lists(AMOUNTS, min_size=STEPS, max_size=STEPS),
    gap=st.sampled_from([1e-2, 1e-4]),
)
def test_an_answer_is_within_the_gap_of_the_best(
    prices: list[float], need: list[float], gap: float
) -> None:
    program = units(prices, need)
    solved = KeptModel(whole_gap=gap).solve(program)
    exact = best(program)
    assert solved.judgement.accepted
    assert solved.judgement.objective >= exact - LET_PASS
    assert solved.judgement.objective <= exact + gap * max(abs(exact), 1e-3) + LET_PASS
    assert solved.answer.bound is not None
    assert solved.answer.bound <= exact + LET_PASS
    on = solved.answer.flows[[2, 4]]
    assert on == pytest.approx(np.round(on), abs=1e-5)


def test_a_relaxation_that_is_whole_needs_no_branching() -> None:
    """Full load in every step: the relaxation is whole, and proves itself."""
    solved = KeptModel(whole_gap=1e-6).solve(units([3.0] * STEPS, [8.0] * STEPS))
    assert solved.answer.route == "highs, rounded"
    assert solved.judgement.objective == pytest.approx(STEPS * (4 * 0.5 + 4 * 0.8 + 0.6))


def test_what_rounding_does_not_reach_is_branched_for() -> None:
    """A need of 1 that costs 3 to buy: a unit that must make 1.5 can't serve it alone."""
    solved = KeptModel(whole_gap=1e-6).solve(units([3.0] * STEPS, [1.0] * STEPS))
    assert solved.judgement.objective == pytest.approx(STEPS * 3.0)
    assert solved.answer.route in {"highs", "highs, few"}
