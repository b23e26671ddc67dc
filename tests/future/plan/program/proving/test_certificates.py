"""Certificates that there is no answer hold where there is none, and never where there is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_programs import known_program
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.proving.certificates import shows_infeasible, shows_unbounded
from zeropark.future.plan.program.step_program import StepProgram


def ray(
    *,
    rows: list[list[float]] | None = None,
    totals: list[float] | None = None,
    flows: list[list[float]] | None = None,
    quantities: list[float] | None = None,
) -> Answer:
    return Answer(
        route="hand",
        status=Status.STOPPED,
        flows=np.array(flows or [[0.0, 0.0]]),
        quantities=np.array(quantities or []),
        row_duals=np.array(rows or [[0.0, 0.0]]),
        total_duals=np.array(totals or []),
        iterations=0,
        seconds=0.0,
    )


def too_little(load: float) -> StepProgram:
    """At most 2 kWh an hour, at most 3 in all, for a load in each of two hours."""
    draft = Draft(2)
    made = draft.flow("made", upper=2.0)
    draft.add(draft.row("bus", lower=load), {made: 1.0})
    draft.sum_up(draft.total("cap", upper=3.0), {made: 1.0})
    return draft.finish()


def test_loads_that_add_up_to_more_than_the_cap_are_a_contradiction() -> None:
    shown = ray(rows=[[1.0, 1.0]], totals=[-1.0])
    assert shows_infeasible(too_little(1.6), shown)
    assert not shows_infeasible(too_little(1.5), shown)
    assert not shows_infeasible(too_little(1.4), shown)


def test_a_load_above_the_bound_of_a_column_is_a_contradiction_in_one_step() -> None:
    assert shows_infeasible(too_little(2.1), ray(rows=[[0.0, 1.0]], totals=[0.0]))


def test_the_wrong_sign_shows_nothing() -> None:
    assert not shows_infeasible(too_little(1.6), ray(rows=[[-1.0, -1.0]], totals=[1.0]))


def test_duals_of_another_shape_show_nothing() -> None:
    assert not shows_infeasible(too_little(1.6), ray(rows=[[1.0, 1.0]]))


@settings(max_examples=40)
@given(seed=st.integers(0, 20), noise=st.integers(0, 1000))
def test_nothing_shows_that_a_feasible_program_is_infeasible(seed: int, noise: int) -> None:
    known = known_program(seed, steps=5)
    chance = np.random.default_rng(noise)
    rows = chance.normal(size=known.row_duals.shape)
    for duals in (rows, rows + 1e3 * known.row_duals):
        shown = Answer(
            route="chance",
            status=Status.INFEASIBLE,
            flows=known.flows,
            quantities=known.quantities,
            row_duals=duals,
            total_duals=chance.normal(size=known.total_duals.shape),
            iterations=0,
            seconds=0.0,
        )
        assert not shows_infeasible(known.program, shown)


def trade(*, limit: float = np.inf, price: float = -0.3) -> StepProgram:
    """Made for 0.1 and sold."""
    draft = Draft(2)
    made, sold = draft.flow("made", cost=0.1), draft.flow("sold", cost=price, upper=limit)
    draft.add(draft.row("bus", lower=0.0, upper=0.0), {made: 1.0, sold: -1.0})
    return draft.finish()


ON_AND_ON = ray(flows=[[1.0, 0.0], [1.0, 0.0]])


def test_selling_dearer_than_it_costs_goes_on_for_ever() -> None:
    assert shows_unbounded(trade(), ON_AND_ON)


@pytest.mark.parametrize(
    "program", [trade(limit=1e6), trade(price=-0.1), trade(price=-0.05)], ids=["limit", "0", "-"]
)
def test_a_limit_or_a_loss_ends_it(program: StepProgram) -> None:
    assert not shows_unbounded(program, ON_AND_ON)


def test_a_direction_that_leaves_a_row_shows_nothing() -> None:
    assert not shows_unbounded(trade(), ray(flows=[[0.0, 0.0], [1.0, 0.0]]))


def test_a_direction_that_is_no_number_shows_nothing() -> None:
    assert not shows_unbounded(trade(), ray(flows=[[np.nan, 0.0], [1.0, 0.0]]))
