"""A kept model finds what a new one finds, program after program."""

from __future__ import annotations

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.basis.errors import InfeasiblePlanError
from zeropark.future.plan.kept_model import KeptModel
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.step_program import StepProgram


def test_programs_of_one_pattern_one_after_the_other() -> None:
    kept = KeptModel()
    routes = set()
    for seed in range(20, 30):
        known = known_program(seed, steps=12)
        solved = kept.solve(known.program)
        assert solved.judgement.objective == pytest.approx(known.optimum, rel=1e-6, abs=1e-6)
        assert solved.judgement.lower_bound == pytest.approx(known.optimum, rel=1e-5, abs=1e-5)
        routes.add(solved.answer.route)
    assert "highs, kept" in routes


def test_another_pattern_begins_anew() -> None:
    kept = KeptModel()
    for steps in (5, 9, 5):
        known = known_program(3, steps=steps)
        assert kept.solve(known.program).judgement.objective == pytest.approx(
            known.optimum, rel=1e-6, abs=1e-6
        )


def bought(*, most: float) -> StepProgram:
    draft = Draft(2)
    flow = draft.flow("bought", cost=np.array([1.0, 2.0]), upper=most)
    draft.add(draft.row("need", lower=np.array([3.0, 4.0])), {flow: 1.0})
    return draft.finish()


def test_after_one_without_an_answer_the_next_is_found() -> None:
    kept = KeptModel()
    assert kept.solve(bought(most=5.0)).judgement.objective == pytest.approx(11.0)
    with pytest.raises(InfeasiblePlanError, match="need"):
        kept.solve(bought(most=3.5))
    with pytest.raises(InfeasiblePlanError):
        kept.values(bought(most=3.5))
    assert kept.solve(bought(most=5.0)).judgement.objective == pytest.approx(11.0)
    assert kept.values(bought(most=5.0)).flows == pytest.approx(np.array([[3.0, 4.0]]))


def test_whole_numbers_go_the_usual_way() -> None:
    draft = Draft(1)
    flow = draft.flow("units", cost=1.0, integer=True)
    draft.add(draft.row("need", lower=2.5), {flow: 1.0})
    assert KeptModel().solve(draft.finish()).judgement.objective == pytest.approx(3.0)
