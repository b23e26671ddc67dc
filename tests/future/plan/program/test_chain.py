"""Programs one after the other in time are as good as each alone, until something links them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_programs import known_program
from zeropark.future.plan.program.chain import Chain, chain, linked
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.judge import judge
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.program.step_program import Quantity, StepProgram, Total, is_constant
from zeropark.future.plan.solve import HIGHS, PIQP, solve

KNOWN = [known_program(seed, steps=8) for seed in range(3)]


def bought(need: float, *, steps: int = 2, price: float = 1.0) -> StepProgram:
    """Each step takes `need`, from a plant of chosen size (2 a unit) or bought at a price."""
    draft = Draft(steps, offset=10.0)
    size = draft.quantity("plant", cost=2.0, upper=100.0)
    made, more = draft.flow("made"), draft.flow("bought", cost=price)
    draft.add(draft.row("bus", lower=need, upper=need), {made: 1.0, more: 1.0})
    draft.add(draft.row("room", upper=0.0), {made: 1.0, size: -1.0})
    return draft.finish()


def stored(first: float) -> StepProgram:
    """A store that holds `first` at the end of each step, filled at 3 a unit; half is lost."""
    draft = Draft(3)
    level, filled = draft.flow("level"), draft.flow("filled", cost=3.0)
    row = draft.row("store", lower=0.0, upper=0.0)
    draft.add(row, {level: 1.0, filled: -1.0}, before={level: -0.5})
    draft.add(draft.row("held", lower=first), {level: 1.0})
    return draft.finish()


@pytest.mark.parametrize("route", [HIGHS, PIQP], ids=lambda at: at.name)
def test_a_chain_costs_what_its_programs_cost_by_their_weights(route: Route) -> None:
    weights = [1.0, 0.5, 3.0]
    made = chain([at.program for at in KNOWN], names=["a", "b", "c"], weights=weights)
    found = solve(made.program, routes=[route]).judgement
    expected = sum(w * at.optimum for w, at in zip(weights, KNOWN, strict=True))
    assert found.objective == pytest.approx(expected, rel=1e-6)


@settings(max_examples=20, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 99), min_size=2, max_size=3),
    weight=st.floats(0.01, 100.0),
    stores=st.integers(0, 2),
)
def test_the_part_of_each_program_proves_its_own_optimum(
    seeds: list[int], weight: float, stores: int
) -> None:
    """Other patterns too: one has another number of stores than the rest."""
    known = [
        known_program(seed, steps=4 + n, stores=stores if n else 1) for n, seed in enumerate(seeds)
    ]
    weights = [weight if n else 1.0 for n in range(len(known))]
    names = [str(n) for n in range(len(known))]
    made = chain([at.program for at in known], names=names, weights=weights)
    found = solve(made.program, routes=[HIGHS])
    for part, alone in zip(made.parts, known, strict=True):
        judged = judge(part.program, part.answer(found.answer))
        assert judged.objective == pytest.approx(alone.optimum, rel=1e-5, abs=1e-5)
        assert judged.lower_bound == pytest.approx(alone.optimum, rel=1e-5, abs=1e-5)


def test_the_first_step_of_a_later_program_reaches_back_to_nothing() -> None:
    """8 held with half lost: 8 + 4 + 4 filled in each, and 2 held: 2 + 1 + 1."""
    made = chain([stored(8.0), stored(2.0)], names=["a", "b"])
    assert [entry.value[3] for entry in made.program.before] == [0.0]
    found = solve(made.program, routes=[HIGHS]).answer
    filled = found.flows[made.program.find_flow("filled")]
    np.testing.assert_allclose(filled, [8.0, 4.0, 4.0, 2.0, 1.0, 1.0], atol=1e-9)


def test_flows_of_one_name_are_one_column_and_quantities_stay_apart() -> None:
    made = chain([bought(3.0), bought(5.0)], names=["2025", "2030"])
    assert [flow.name for flow in made.program.flows] == ["made", "bought"]
    assert [each.name for each in made.program.quantities] == ["2025 plant", "2030 plant"]
    assert made.program.offset == 20.0
    assert all(is_constant(flow.cost) for flow in made.program.flows)


def test_what_one_program_lacks_is_nothing_in_its_steps() -> None:
    made = chain([bought(3.0), stored(2.0)], names=["a", "b"])
    found = solve(made.program, routes=[HIGHS])
    alone = [solve(at, routes=[HIGHS]).judgement.objective for at in (bought(3.0), stored(2.0))]
    assert found.judgement.objective == pytest.approx(sum(alone))
    level = made.program.find_flow("level")
    assert found.answer.flows[level, :2].tolist() == [0.0, 0.0]


def built_once(price: float = 1.5) -> Chain:
    """Two programs whose plants are one: 3 a step, then 5 a step."""
    made = chain([bought(3.0, price=price), bought(5.0, price=price)], names=["a", "b"])
    build = [Quantity("build", 0.0, 0.0, 100.0)]
    ties = [(Total(f"tie {n}", 0.0, 0.0), {n: 1.0, 2: -1.0}) for n in range(2)]
    return Chain(linked(made.program, quantities=build, totals=ties), made.parts)


def test_totals_link_the_quantities_of_programs() -> None:
    """One plant for both costs 4 a unit.

    Up to 3 a unit saves 4 steps x 1.5 = 6; from 3 to 5, 2 steps x 1.5 = 3, which is less than 4.
    So 3 are built: 2 x 10 + 12, and 2 a step are bought in two steps: 2 x 2 x 1.5 = 6.
    """
    found = solve(built_once().program, routes=[HIGHS])
    np.testing.assert_allclose(found.answer.quantities, [3.0, 3.0, 3.0], atol=1e-9)
    assert found.judgement.objective == pytest.approx(20.0 + 12.0 + 6.0)
