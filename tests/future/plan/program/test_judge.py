"""An answer is judged from the program alone: its cost, what it violates, and what is proven."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_programs import KnownProgram, known_program
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.draft import Draft, Whole
from zeropark.future.plan.program.judge import Tolerances, judge
from zeropark.future.plan.program.proving.bound import lower_bound
from zeropark.future.plan.program.step_program import StepProgram


def answer_of(known: KnownProgram) -> Answer:
    return Answer(
        route="known",
        status=Status.SOLVED,
        flows=known.flows,
        quantities=known.quantities,
        row_duals=known.row_duals,
        total_duals=known.total_duals,
        iterations=0,
        seconds=0.0,
    )


def two_hours() -> StepProgram:
    """A load of 3 and 5 kWh, from a plant of 2 CNY/kW and 0.1 CNY/kWh, or bought for 1 and 4."""
    draft = Draft(2, offset=10.0)
    made = draft.flow("made", cost=0.1)
    bought = draft.flow("bought", cost=np.array([1.0, 4.0]))
    size = draft.quantity("size", cost=2.0)
    balance = draft.row("balance.bus", lower=np.array([3.0, 5.0]), upper=np.array([3.0, 5.0]))
    draft.add(balance, {made: 1.0, bought: 1.0})
    draft.add(draft.row("made.limit", upper=0.0), {made: 1.0, size: -1.0})
    return draft.finish()


def by_hand(flows: list[list[float]], size: float, duals: list[list[float]]) -> Answer:
    return Answer(
        route="hand",
        status=Status.SOLVED,
        flows=np.array(flows),
        quantities=np.array([size]),
        row_duals=np.array(duals),
        total_duals=np.zeros(0),
        iterations=0,
        seconds=0.0,
    )


# A unit more at hour 1 is worth 0.1 (made by a plant that stands), at hour 2 it is 2.1 (a kW more):
# 3 x 0.1 + 5 x 2.1 = 10.8 = 8 x 0.1 + 5 x 2.
BEST = by_hand([[3.0, 5.0], [0.0, 0.0]], 5.0, [[0.1, 2.1], [0.0, -2.0]])


def test_the_best_answer_has_no_gap() -> None:
    found = judge(two_hours(), BEST)
    assert found.objective == pytest.approx(20.8)
    assert found.lower_bound == pytest.approx(20.8)
    assert found.relative_gap == pytest.approx(0.0, abs=1e-12)
    assert found.accepted
    assert found.reach is None


def test_a_dearer_answer_shows_its_gap() -> None:
    dear = replace(BEST, flows=np.array([[3.0, 3.0], [0.0, 2.0]]), quantities=np.array([3.0]))
    found = judge(two_hours(), dear)
    assert found.objective == pytest.approx(10 + 0.6 + 8 + 6)
    assert found.relative_gap == pytest.approx((24.6 - 20.8) / 24.6)
    assert [str(why) for why in found.refused] == ["The proven gap is 1.5e-01, above 1.0e-06."]


def test_an_answer_that_meets_no_load_names_the_row_and_the_hour() -> None:
    found = judge(two_hours(), replace(BEST, flows=np.array([[3.0, 4.9], [0.0, 0.0]])))
    assert (found.rows.of, found.rows.step) == ("balance.bus", 1)
    assert found.rows.absolute == pytest.approx(0.1)
    assert found.rows.relative == pytest.approx(0.1 / 4.9)
    assert str(found.refused[0]) == "balance.bus is violated by 2.0e-02 of its scale."


def test_a_negative_flow_is_a_violated_bound() -> None:
    found = judge(two_hours(), replace(BEST, flows=np.array([[3.0, 5.1], [0.0, -0.1]])))
    assert (found.bounds.of, found.bounds.step) == ("bought", 1)
    assert found.bounds.absolute == pytest.approx(0.1)


def test_duals_that_ask_for_a_bound_that_is_not_there_are_told() -> None:
    found = judge(two_hours(), replace(BEST, row_duals=np.array([[0.1, 2.1], [0.0, -2.5]])))
    assert found.duals.of == "size"
    assert found.duals.absolute == pytest.approx(0.5)
    assert not found.accepted


def test_a_bound_is_found_through_a_row_where_the_program_states_none() -> None:
    """No more than the load of 3 is made at hour 1, so that -0.01 a unit costs at most 0.03."""
    duals = np.array([[0.11, 2.1], [0.0, -2.0]])
    found = lower_bound(two_hours(), row_duals=duals, total_duals=np.zeros(0))
    assert found == pytest.approx(10 + 3 * 0.11 + 5 * 2.1 - 3 * 0.01)


def test_a_bound_is_found_through_the_cost_where_rows_imply_none() -> None:
    """Only points below 21 are looked at: 2 size <= 11, so that 2.01 a kW may cost 0.055."""
    duals = np.array([[0.1, 2.11], [0.0, -2.01]])
    program = two_hours()
    found = lower_bound(program, row_duals=duals, total_duals=np.zeros(0), cost_below=21.0)
    assert found == pytest.approx(10 + 3 * 0.1 + 5 * 2.11 - 5.5 * 0.01)
    assert lower_bound(program, row_duals=duals, total_duals=np.zeros(0)) == -inf


@pytest.mark.parametrize("broken", [np.nan, inf])
def test_what_is_no_number_is_refused(broken: float) -> None:
    found = judge(two_hours(), replace(BEST, quantities=np.array([broken])))
    assert not found.accepted
    assert np.isnan(found.objective)


def test_another_programs_answer_is_refused() -> None:
    assert not judge(two_hours(), replace(BEST, quantities=np.zeros(2))).accepted


def test_half_a_unit_is_refused_where_whole_ones_are_asked_for() -> None:
    draft = Draft(1)
    units = draft.quantity("units", cost=1.0, upper=9.0, integer=True)
    draft.sum_up(draft.total("need", lower=2.5), {units: 1.0})
    values = {"flows": np.zeros((0, 1)), "row_duals": np.zeros((0, 1)), "total_duals": np.ones(1)}
    half = Answer(
        route="hand",
        status=Status.SOLVED,
        quantities=np.array([2.5]),
        iterations=0,
        seconds=0.0,
        bound=3.0,
        **values,
    )
    found = judge(draft.finish(), half)
    assert found.whole.of == "units"
    assert not found.accepted
    three = judge(draft.finish(), replace(half, quantities=np.array([3.0])))
    assert three.accepted
    assert three.lower_bound == 3.0


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("decades", [0.0, 6.0])
def test_the_known_solution_of_a_random_program_is_accepted(seed: int, decades: float) -> None:
    known = known_program(seed, decades=decades)
    found = judge(known.program, answer_of(known), tolerances=Tolerances(gap=1e-9))
    assert found.refused == ()
    assert found.objective == pytest.approx(known.optimum)


def test_where_nothing_bounds_a_column_the_proof_says_how_far_it_reaches() -> None:
    known = known_program(3, endless=True)
    noise = 1 + 1e-10 * np.random.default_rng(1).normal(size=known.row_duals.shape)
    found = judge(known.program, replace(answer_of(known), row_duals=known.row_duals * noise))
    assert found.reach == 100.0
    assert found.accepted


@settings(max_examples=40)
@given(
    seed=st.integers(0, 30),
    noise=st.integers(0, 10_000),
    size=st.sampled_from([1e-9, 1e-3, 1.0, 1e3]),
    around=st.booleans(),
    endless=st.booleans(),
)
def test_no_duals_prove_more_than_is_true(
    *, seed: int, noise: int, size: float, around: bool, endless: bool
) -> None:
    known = known_program(seed, steps=5, endless=endless)
    chance = np.random.default_rng(noise)
    row_duals = size * chance.normal(size=known.row_duals.shape) + around * known.row_duals
    total_duals = size * chance.normal(size=known.total_duals.shape) + around * known.total_duals
    found = lower_bound(
        known.program,
        row_duals=row_duals,
        total_duals=total_duals,
        cost_below=known.optimum + chance.uniform(0.0, 2.0),
    )
    assert found <= known.optimum + 1e-9 * (1 + abs(known.optimum)) * (1 + size)


@settings(max_examples=40)
@given(seed=st.integers(0, 30), noise=st.integers(0, 10_000))
def test_slightly_wrong_duals_prove_slightly_less(seed: int, noise: int) -> None:
    known = known_program(seed, steps=5)
    chance = np.random.default_rng(noise)
    found = lower_bound(
        known.program,
        row_duals=known.row_duals + 1e-9 * chance.normal(size=known.row_duals.shape),
        total_duals=known.total_duals,
    )
    assert found >= known.optimum - 1e-4


def test_a_free_quantity_is_bounded_by_every_step_that_bounds_it() -> None:
    draft = Draft(3)
    level = draft.quantity("level", cost=1.0, lower=-inf)
    draft.add(draft.row("least", lower=np.array([1.0, 4.0, 2.0])), {level: 1.0})
    assert isinstance(level, Whole)
    nothing = lower_bound(draft.finish(), row_duals=np.zeros((1, 3)), total_duals=np.zeros(0))
    assert nothing == pytest.approx(4.0)
