"""A plant that is too dear to build, whose worth is a sum that can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zeropark.future.plan.program.proving.left_out import reduced_if_left_out
from zeropark.future.plan.program.proving.products import reduced_costs
from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Quantity,
    Row,
    StepProgram,
    constant,
)

Array = NDArray[np.float64]


def park(price: Array, share: Array, cost: float, *, curtailed: bool = False) -> StepProgram:
    """bought + made = 1 in each step; made (+ curtailed) = or <= share x size.

    Bought costs the price of its step; a unit of size costs `cost`.
    """
    steps = len(price)
    nothing, no_end = constant(0.0, steps=steps), constant(np.inf, steps=steps)
    one = constant(1.0, steps=steps)
    flows = [Column("bought", price, nothing, no_end), Column("made", nothing, nothing, no_end)]
    now = [Entry(0, 0, one), Entry(0, 1, one), Entry(1, 1, one)]
    if curtailed:
        flows.append(Column("curtailed", nothing, nothing, no_end))
        now.append(Entry(1, 2, one))
    return StepProgram(
        steps=steps,
        flows=tuple(flows),
        quantities=(Quantity("size", cost, 0.0, 100.0),),
        rows=(
            Row("bus", one, one),
            Row("size", nothing if curtailed else -no_end, nothing),
        ),
        totals=(),
        now=tuple(now),
        before=(),
        whole=(Entry(1, 0, -share),),
        summed=(),
        direct=np.zeros((0, 1)),
    )


def left_out(program: StepProgram, price: Array, laid_on_rows: Array) -> float:
    """With the bus worth its price, and so much of the cost of a size laid on each step."""
    duals = np.array([price, -laid_on_rows])
    reduced = reduced_costs(program, duals, np.zeros(0))
    before = (reduced.flows.copy(), reduced.quantities.copy())
    found = reduced_if_left_out(program, reduced, duals, 0)
    np.testing.assert_array_equal(reduced.flows, before[0])
    np.testing.assert_array_equal(reduced.quantities, before[1])
    return found


def test_what_a_unit_would_save_is_taken_from_its_cost() -> None:
    """A unit makes 0.5 x 4 + 0.25 x 8 = 4 worth of power and costs 10: it is 6 too dear.

    The duals say nothing of that: 10 = 0.5 x 10 + 0.25 x 20 is laid on the steps.
    """
    price, share = np.array([4.0, 8.0, 1.0]), np.array([0.5, 0.25, 0.0])
    program = park(price, share, 10.0)
    laid = np.array([10.0, 20.0, 0.0])
    duals = np.array([price, -laid])
    assert reduced_costs(program, duals, np.zeros(0)).quantities == pytest.approx([0.0])
    assert left_out(program, price, laid) == pytest.approx(6.0)


def test_a_unit_that_must_make_or_curtail_what_it_can_is_told_alike() -> None:
    """The row is an equation: its dual may move either way, until a flow pays for itself."""
    price, share = np.array([4.0, 8.0]), np.array([0.5, 0.25])
    program = park(price, share, 10.0, curtailed=True)
    assert left_out(program, price, np.array([10.0, 20.0])) == pytest.approx(6.0)


def test_another_quantity_in_its_row_keeps_the_cost_where_it_is() -> None:
    price, share = np.array([4.0]), np.array([0.5])
    alone = park(price, share, 10.0)
    both = StepProgram(
        steps=1,
        flows=alone.flows,
        quantities=(*alone.quantities, Quantity("other", 1.0, 0.0, 9.0)),
        rows=alone.rows,
        totals=(),
        now=alone.now,
        before=(),
        whole=(*alone.whole, Entry(1, 1, np.array([-1.0]))),
        summed=(),
        direct=np.zeros((0, 2)),
    )
    assert left_out(both, price, np.array([20.0])) == pytest.approx(0.0)


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.sampled_from(["<=", "="]))
def test_however_the_cost_is_laid_on_the_steps_as_much_is_left(
    seed: int, steps: int, row: str
) -> None:
    rng = np.random.default_rng(seed)
    price, share = rng.uniform(0.1, 9.0, steps), rng.uniform(0.1, 1.0, steps)
    saved = float(price @ share)
    too_dear = float(rng.uniform(0.0, 5.0))
    laid = price + rng.dirichlet(np.ones(steps)) * too_dear / share
    program = park(price, share, saved + too_dear, curtailed=row == "=")
    assert left_out(program, price, laid) == pytest.approx(too_dear, abs=1e-9)
