"""The interior point: random programs whose optimum is known, and every part of the form."""

from __future__ import annotations

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.future.plan.interior.solve_interior import solve_interior
from zeropark.future.plan.program.answer import Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.judge import judge
from zeropark.future.plan.program.step_program import StepProgram


def cost_of(program: StepProgram, answer: object) -> float:
    return judge(program, answer).objective  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(12))
def test_it_finds_the_optimum_of_a_random_program(seed: int) -> None:
    known = known_program(seed, steps=20 + 7 * seed, stores=seed % 4, free=seed % 3)
    answer = solve_interior(known.program, tolerance=1e-8)
    judged = judge(known.program, answer)
    assert answer.status is Status.SOLVED
    assert judged.accepted, [str(each) for each in judged.refused]
    assert judged.objective == pytest.approx(known.optimum, rel=1e-6)


@pytest.mark.parametrize("cores", [1, 2, 3, 5])
def test_segments_of_time_don_t_change_the_answer(cores: int) -> None:
    known = known_program(5, steps=203, stores=3)
    answer = solve_interior(known.program, tolerance=1e-9, cores=cores)
    assert cost_of(known.program, answer) == pytest.approx(known.optimum, rel=1e-7)


@pytest.mark.parametrize("seed", [3, 4])
def test_units_of_very_different_sizes_are_no_matter(seed: int) -> None:
    known = known_program(seed, steps=48, decades=3.0)
    answer = solve_interior(known.program, tolerance=1e-8)
    assert cost_of(known.program, answer) == pytest.approx(known.optimum, rel=1e-6)


def plant(*, night: bool = True, need_kwh: float = 10.0) -> Draft:
    """A plant of 3 CNY a kW that has sun in every other hour, and a grid at 1 CNY a kWh."""
    draft = Draft(steps=8)
    share = np.array([0.0 if night and t % 2 else 1.0 for t in range(8)])
    given = draft.flow("given")
    bought = draft.flow("bought", cost=1.0)
    size = draft.quantity("size", cost=3.0, upper=100.0)
    balance = draft.row("balance", lower=need_kwh, upper=need_kwh)
    limit = draft.row("limit", upper=0.0)
    draft.add(balance, {given: 1.0, bought: 1.0})
    draft.add(limit, {given: 1.0, size: -share})
    return draft


def test_a_plant_worked_by_hand_is_built_as_large_as_it_pays() -> None:
    # A kW costs 3 and saves 1 in each of 4 hours: 10 kW for 30, and 40 bought in the other hours.
    program = plant().finish()
    answer = solve_interior(program, tolerance=1e-9)
    assert cost_of(program, answer) == pytest.approx(70.0, rel=1e-7)
    assert answer.quantities[0] == pytest.approx(10.0, rel=1e-5)
    # A kWh more by day costs what is saved of the plant's price, one by night what it is bought at.
    balance = answer.row_duals[0]
    assert balance[1::2] == pytest.approx(np.ones(4), rel=1e-5)
    assert balance[0::2].sum() == pytest.approx(3.0, rel=1e-5)


def test_a_store_worked_by_hand_moves_cheap_energy() -> None:
    # Half of what is put in comes out: 1 CNY bought twice at 1 serves a need that else costs 5.
    draft = Draft(steps=4)
    price = np.array([1.0, 5.0, 1.0, 5.0])
    bought = draft.flow("bought", cost=price)
    into, out = draft.flow("into", upper=30.0), draft.flow("out")
    content = draft.flow("content", upper=12.0)
    first = draft.quantity("first", upper=12.0)
    balance = draft.row("balance", lower=10.0, upper=10.0)
    draft.add(balance, {bought: 1.0, out: 1.0, into: -1.0})
    store = draft.row("store", lower=0.0, upper=0.0)
    draft.add(store, {content: -1.0, into: 0.5, out: -1.0}, before={content: 1.0})
    draft.add(store, {first: np.array([1.0, 0.0, 0.0, 0.0])})
    cyclic = draft.total("cyclic", lower=0.0, upper=0.0)
    draft.sum_up(cyclic, {content: np.array([0.0, 0.0, 0.0, 1.0]), first: -1.0})
    program = draft.finish()
    answer = solve_interior(program, tolerance=1e-9)
    # Twice 10 needed and 20 stored at price 1: 60 in all, nothing at price 5.
    assert cost_of(program, answer) == pytest.approx(60.0, rel=1e-7)


def test_what_nothing_can_meet_is_told_with_a_proof() -> None:
    draft = plant()
    most = draft.total("most", upper=1.0)
    draft.sum_up(most, {draft.flow("nothing"): 1.0})
    program = draft.finish()
    assert solve_interior(program).status is Status.SOLVED
    short = Draft(steps=6)
    given = short.flow("given", upper=1.0)
    row = short.row("balance", lower=2.0, upper=2.0)
    short.add(row, {given: 1.0})
    other = short.row("also", lower=0.0)
    short.add(other, {given: 1.0, short.flow("more", upper=5.0): -1.0})
    assert solve_interior(short.finish()).status is Status.INFEASIBLE


def test_bounds_that_cross_are_infeasible_at_once() -> None:
    draft = Draft(steps=3)
    draft.flow("x", lower=2.0, upper=1.0)
    assert solve_interior(draft.finish()).status is Status.INFEASIBLE


def test_a_warm_start_gives_the_same_optimum_in_fewer_iterations() -> None:
    known = known_program(7, steps=200, stores=3)
    first = solve_interior(known.program, tolerance=1e-8)
    again = solve_interior(known.program, tolerance=1e-8, warm=first)
    assert cost_of(known.program, again) == pytest.approx(known.optimum, rel=1e-6)
    assert again.iterations < first.iterations


def test_a_total_without_bounds_binds_nothing() -> None:
    draft = plant()
    draft.sum_up(draft.total("told"), {draft.flow("also", upper=1.0, cost=-1.0): 1.0})
    answer = solve_interior(draft.finish(), tolerance=1e-9)
    # As worked above, 70, less 1 CNY in each of the eight steps.
    assert cost_of(draft.finish(), answer) == pytest.approx(62.0, rel=1e-7)
