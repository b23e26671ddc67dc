"""Windows: cut from one program, they cost and hold what they would within the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from plan_programs import random_program
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.pattern import pattern_of
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.windows import Cut, End, Within, cut_out
from zeropark.future.plan.program.written_out import write_out

STEPS = 12


def stored(prices: list[float], *, peak_price: float = 0.0) -> StepProgram:
    """A load of 1 bought at prices; a store of 5 keeps 0.9 of what it takes; a peak is paid for."""
    draft = Draft(len(prices), open_start=True)
    bought = draft.flow("bought", cost=np.array(prices), upper=10.0)
    taken, given_back = draft.flow("taken", upper=2.0), draft.flow("given back", upper=2.0)
    held = draft.flow("held", upper=5.0)
    peak = draft.quantity("peak", cost=peak_price)
    row = draft.row("held", lower=0.0, upper=0.0)
    draft.add(row, {held: 1.0, taken: -0.9, given_back: 1.0}, before={held: -0.99})
    balance = draft.row("balance", lower=1.0, upper=1.0)
    draft.add(balance, {bought: 1.0, taken: -1.0, given_back: 1.0})
    draft.add(draft.row("peak", upper=0.0), {bought: 1.0, peak: -1.0})
    total = draft.total("bought in all")
    draft.sum_up(total, {bought: 1.0})
    return draft.finish()


def best(program: StepProgram) -> tuple[float, np.ndarray, np.ndarray]:
    out = write_out(program)
    done = milp(
        out.cost,
        constraints=LinearConstraint(out.matrix, out.row_lower, out.row_upper),
        bounds=Bounds(out.lower, out.upper),
    )
    assert done.status == 0, done.message
    inside = len(program.flows) * program.steps
    flows = done.x[:inside].reshape(program.steps, -1).T
    return float(done.fun) + program.offset, flows, done.x[inside:]


@given(
    prices=st.lists(st.floats(0.0, 10.0), min_size=STEPS, max_size=STEPS),
    peak_price=st.floats(0.0, 5.0),
    at=st.integers(1, STEPS - 1),
    held=st.floats(0.0, 5.0),
)
def test_the_rest_of_the_best_is_the_best_of_the_rest(
    prices: list[float], peak_price: float, at: int, held: float
) -> None:
    """Bellman: after the first steps of an optimum, the window of what is left costs the rest."""
    program = stored(prices, peak_price=peak_price)
    before = np.array([np.nan, np.nan, np.nan, held])
    ends = (End(flow=3, least=1.0, lacking_cny_per_unit=20.0),)
    whole = cut_out(program, Cut(first=0, count=STEPS, before=before, ends=ends))
    cost, flows, quantities = best(whole)
    floor = float(flows[0, :at].max())
    first = float(np.array(prices[:at]) @ flows[0, :at]) + peak_price * floor
    rest = cut_out(
        program,
        Cut(first=at, count=STEPS - at, before=flows[:, at - 1], floors={0: floor}, ends=ends),
    )
    assert first + best(rest)[0] == pytest.approx(cost, abs=1e-7)
    assert quantities[0] >= floor - 1e-9


def test_what_was_incurred_before_costs_nothing_again() -> None:
    """1 is drawn in each of two steps at 3; a peak of 0.4 was there, so 0.6 more of it at 2."""
    program = stored([3.0, 3.0], peak_price=2.0)
    cut = Cut(first=0, count=2, before=np.array([np.nan, np.nan, np.nan, 0.0]), floors={0: 0.4})
    assert best(cut_out(program, cut))[0] == pytest.approx(6.0 + 0.6 * 2.0)


def test_an_end_that_can_not_be_reached_costs_what_is_lacking() -> None:
    """2 can be taken in the one step: 1.8 held of the 4 that are asked, 2.2 x 20 lack."""
    program = stored([1.0])
    cut = Cut(
        first=0,
        count=1,
        before=np.array([np.nan, np.nan, np.nan, 0.0]),
        ends=(End(flow=3, least=4.0, lacking_cny_per_unit=20.0),),
    )
    cost, flows, _ = best(cut_out(program, cut))
    assert flows[3, 0] == pytest.approx(1.8)
    assert cost == pytest.approx(3.0 + 2.2 * 20.0)


def test_what_is_held_at_the_end_earns_its_worth() -> None:
    """A unit held is worth 2 and costs 1 / 0.9 to put in: 2 are taken."""
    program = stored([1.0])
    cut = Cut(
        first=0,
        count=1,
        before=np.array([np.nan, np.nan, np.nan, 0.0]),
        ends=(End(flow=3, least=0.0, lacking_cny_per_unit=0.0, worth_cny_per_unit=2.0),),
    )
    assert best(cut_out(program, cut))[0] == pytest.approx(3.0 - 2.0 * 1.8)


def test_a_total_of_a_window_may_be_missed_at_a_price() -> None:
    """At most 1 in two steps that need 2: 1 is beyond it, at 7."""
    program = stored([0.0, 0.0])
    cut = Cut(
        first=0,
        count=2,
        before=np.array([np.nan, np.nan, np.nan, 0.0]),
        totals={0: Within(upper=1.0, missing_cny_per_unit=7.0)},
    )
    assert best(cut_out(program, cut))[0] == pytest.approx(7.0)


def test_what_was_not_known_before_binds_nothing() -> None:
    """With what was held unknown, the row of the first step lets the store hold what it likes."""
    program = stored([5.0])
    cut = Cut(first=0, count=1, before=np.full(4, np.nan))
    assert best(cut_out(program, cut))[0] == pytest.approx(0.0)


@pytest.mark.parametrize("seed", range(6))
def test_the_kept_pattern_is_the_matrix_written_out(seed: int) -> None:
    program = random_program(seed, steps=7)
    pattern = pattern_of(program)
    rows, columns = program.size
    dense = np.zeros((rows, columns))
    values = pattern.values(program)
    for column in range(columns):
        for at in range(pattern.starts[column], pattern.starts[column + 1]):
            dense[pattern.rows[at], column] += values[at]
    assert dense == pytest.approx(write_out(program).matrix.toarray(), abs=0.0)
    assert not pattern.fits(random_program(seed, steps=8))


def test_windows_of_one_length_have_one_pattern() -> None:
    program = stored([1.0, 2.0, 3.0, 4.0, 5.0])
    before = np.array([np.nan, np.nan, np.nan, 1.0])
    one, other, longer = (
        cut_out(program, Cut(first=first, count=count, before=before))
        for first, count in ((0, 2), (2, 2), (2, 3))
    )
    assert pattern_of(one).fits(other)
    assert not pattern_of(one).fits(longer)
