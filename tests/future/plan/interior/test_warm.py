"""Beginning near an earlier answer: the same optimum, in fewer iterations."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from zeropark.future.plan.interior.solve_interior import solve_interior
from zeropark.future.plan.program.answer import Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.judge import judge
from zeropark.future.plan.program.step_program import StepProgram

HOURS = 24 * 14


def park(most_bought_kwh: float = inf) -> StepProgram:
    """Two weeks of sun, a battery and a grid whose purchases in all can be capped."""
    hour = np.arange(HOURS)
    sun = np.maximum(np.sin((hour % 24 - 6.0) * np.pi / 12.0), 0.0)
    load = 10.0 + 3.0 * np.sin(hour / 5.0)
    draft = Draft(steps=HOURS)
    given, bought = draft.flow("given"), draft.flow("bought", cost=1.0 + 0.3 * (hour % 24 > 17))
    into, out, content = draft.flow("into"), draft.flow("out"), draft.flow("content")
    plant, battery = draft.quantity("plant", cost=40.0), draft.quantity("battery", cost=20.0)
    balance = draft.row("balance", lower=load, upper=load)
    draft.add(balance, {given: 1.0, bought: 1.0, out: 1.0, into: -1.0})
    draft.add(draft.row("sun", upper=0.0), {given: 1.0, plant: -sun})
    draft.add(draft.row("room", upper=0.0), {content: 1.0, battery: -1.0})
    store = draft.row("store", lower=0.0, upper=0.0)
    draft.add(store, {content: 1.0, into: -0.95, out: 1.0 / 0.95})
    draft.add(store, before={content: -1.0})
    draft.sum_up(draft.total("bought", upper=most_bought_kwh), {bought: 1.0})
    return draft.finish()


def objective(program: StepProgram, answer: object) -> float:
    judged = judge(program, answer)  # type: ignore[arg-type]
    assert judged.accepted, [str(each) for each in judged.refused]
    return judged.objective


@pytest.mark.parametrize(("share", "near"), [(0.95, True), (0.9, True), (0.6, False)])
def test_a_cap_that_comes_down_begins_where_the_last_one_was(
    share: float,
    near: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    free = park()
    first = solve_interior(free, tolerance=1e-9)
    bought = float(first.flows[1].sum())
    capped = park(share * bought)
    cold = solve_interior(capped, tolerance=1e-9)
    warm = solve_interior(capped, tolerance=1e-9, warm=first)
    assert objective(capped, warm) == pytest.approx(objective(capped, cold), rel=1e-7)
    assert objective(capped, warm) > objective(free, first)
    if near:
        assert warm.iterations < cold.iterations


def test_an_answer_to_another_program_is_no_place_to_begin() -> None:
    other = Draft(steps=3)
    flow = other.flow("flow", cost=1.0)
    other.add(other.row("need", lower=2.0), {flow: 1.0})
    answer = solve_interior(other.finish(), tolerance=1e-9)
    program = park()
    warm = solve_interior(program, tolerance=1e-9, warm=answer)
    cold = solve_interior(program, tolerance=1e-9)
    assert warm.iterations == cold.iterations


def test_where_an_earlier_answer_leads_astray_it_begins_afresh() -> None:
    program = park()
    answer = solve_interior(program, tolerance=1e-9)
    impossible = replace(program, totals=(replace(program.totals[0], lower=-inf, upper=-5.0),))
    assert solve_interior(impossible, tolerance=1e-9, warm=answer).status is Status.INFEASIBLE
