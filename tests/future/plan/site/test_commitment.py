"""Units that stand still and start again: published cases, and every way to run counted out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_solved import Solved, attempt, solve
from zeropark.future.plan.program.draft import Draft, Flow
from zeropark.future.plan.site.commitment import (
    Switching,
    add_switch,
    handed_on,
    keep_between,
)

RUNNING = Switching(on_before=True)


@dataclass(frozen=True)
class Unit:
    full: float
    least: float
    cost: float
    switching: Switching = RUNNING


def committed(load: list[float], *units: Unit) -> tuple[Draft, list[Flow]]:
    """One bus, a load in every step, and units that may stand still."""
    draft = Draft(len(load))
    balance = draft.row("balance", lower=np.array(load), upper=np.array(load))
    flows = []
    for n, unit in enumerate(units):
        flow = draft.flow(f"u{n}", cost=unit.cost)
        switch = add_switch(draft, f"u{n}", unit.switching)
        keep_between(
            draft,
            f"u{n}",
            flow=flow,
            switch=switch,
            least=unit.least * unit.full,
            most=unit.full,
        )
        draft.add(balance, {flow: 1.0})
        flows.append(flow)
    return draft, flows


def run(load: list[float], *units: Unit) -> tuple[float, list[list[float]]]:
    draft, flows = committed(load, *units)
    solved: Solved = solve(draft)
    return solved.objective, [np.round(solved.of(flow), 6).tolist() for flow in flows]


# The cases of PyPSA's test_lopf_unit_commitment.py (commit 0209b0ed); costs of the first, second
# and last two were worked out again by counting out every way to run.
COAL = Unit(10_000, 0.3, 20)
GAS = Unit(1_000, 0.1, 70)


def test_a_unit_with_a_lowest_load_stands_still_when_the_load_is_below_it() -> None:
    # 15,000 x 20 + 800 x 70
    cost, (coal, gas) = run([4000, 6000, 5000, 800], COAL, GAS)
    assert cost == pytest.approx(356_000)
    assert coal == [4000, 6000, 5000, 0]
    assert gas == [0, 0, 0, 800]


def test_a_unit_that_must_stay_on_for_three_steps_starts_early() -> None:
    gas_unit = Unit(1_000, 0.1, 70, Switching(least_up_steps=3, on_before=False))
    cost, (coal, gas) = run([4000, 800, 5000, 3000], COAL, gas_unit)
    # gas 1,000 x 70 + coal 11,800 x 20
    assert cost == pytest.approx(306_000)
    assert coal == [3900, 0, 4900, 3000]
    assert gas == [100, 800, 100, 0]


def test_what_was_on_for_one_step_before_stays_on_for_three_of_its_four() -> None:
    switching = Switching(least_up_steps=4, on_before=True, steps_before=1)
    _, (coal, gas) = run([4000, 800, 5000, 3000], COAL, Unit(1_000, 0.1, 70, switching))
    assert coal == [3900, 0, 4900, 3000]
    assert gas == [100, 800, 100, 0]


def test_what_was_off_for_one_step_before_rests_for_one_more_of_its_two() -> None:
    switching = Switching(least_down_steps=2, on_before=False, steps_before=1)
    _, (coal, gas) = run(
        [3000, 800, 3000, 8000], Unit(10_000, 0.3, 20, switching), Unit(4_000, 0.1, 70)
    )
    assert coal == [0, 0, 3000, 8000]
    assert gas == [3000, 800, 0, 0]


def test_a_start_is_paid_by_what_was_off_before() -> None:
    coal_unit = Unit(10_000, 0.1, 20, Switching(start_cost_cny=3000, on_before=False))
    gas_unit = Unit(10_000, 0.0, 70, Switching(start_cost_cny=1000, on_before=True))
    # 15,000 x 20 + 3,000 for the start of coal + 800 x 70 by gas that never stops: it may run at 0
    cost, _ = run([4000, 6000, 5000, 800], coal_unit, gas_unit)
    assert cost == pytest.approx(359_000)


def test_a_stop_is_paid_by_what_was_on_before() -> None:
    costly = Switching(stop_cost_cny=1000, on_before=True)
    cost, _ = run(
        [4000, 6000, 5000, 800], Unit(10_000, 0.3, 20, costly), Unit(1_000, 0.1, 70, costly)
    )
    # gas stops at once, coal before the last step
    assert cost == pytest.approx(358_000)


def test_a_year_that_repeats_begins_as_it_ends() -> None:
    dear = Switching(start_cost_cny=500)
    # On in the second step only: one start. On in both, the last before the first: none.
    cost, (flow,) = run([0, 10], Unit(10, 0.0, 1, dear))
    assert cost == pytest.approx(10)
    assert flow == [0, 10]
    cost, _ = run([0, 10], Unit(10, 0.5, 1, dear))
    assert cost == pytest.approx(510)


def test_what_is_handed_on_is_what_was() -> None:
    draft = Draft(4)
    made = np.array([3.0, 1.0, 4.0, 1.0])
    given_now = draft.flow("made", lower=made, upper=made)
    one, two = handed_on(draft, "made", given_now, steps=2)
    solved = solve(draft)
    assert solved.of(one).tolist() == [0, 3, 1, 4]
    assert solved.of(two).tolist() == [0, 0, 3, 1]


def test_what_is_handed_on_in_a_year_that_repeats_comes_round() -> None:
    draft = Draft(4)
    made = np.array([3.0, 1.0, 4.0, 1.0])
    now = draft.flow("made", lower=made, upper=made)
    _, two = handed_on(draft, "made", now, steps=2, repeats=True)
    assert solve(draft).of(two).tolist() == [4, 1, 3, 1]


def test_in_a_year_that_repeats_least_times_are_kept_over_its_turn() -> None:
    # On in the last and first step it must be on in the second too: -5 - 5 + 1, and 1 for a start.
    draft = Draft(5)
    switch = add_switch(draft, "unit", Switching(least_up_steps=3, start_cost_cny=1))
    draft.price({switch.on: np.array([-5.0, 1.0, 9.0, 9.0, -5.0])})
    solved = solve(draft)
    assert solved.objective == pytest.approx(-5 - 5 + 1 + 1)
    assert np.round(solved.of(switch.on)).tolist() == [1, 1, 0, 0, 1]


def allowed(pattern: tuple[int, ...], *, on_before: bool, up: int, down: int) -> bool:
    """Whether stretches of on and off last long enough, the last of them excepted."""
    state, lasted = int(on_before), up + down
    for now in pattern:
        if now == state:
            lasted += 1
            continue
        if lasted < (up if state else down):
            return False
        state, lasted = now, 1
    return True


@settings(max_examples=25, deadline=None)
@given(
    value=st.lists(st.integers(-9, 9), min_size=5, max_size=5),
    up=st.integers(1, 4),
    down=st.integers(1, 4),
    on_before=st.booleans(),
    start=st.integers(0, 9),
    stop=st.integers(0, 9),
)
def test_the_cheapest_way_to_run_is_the_cheapest_of_all_that_are_allowed(
    *, value: list[int], up: int, down: int, on_before: bool, start: int, stop: int
) -> None:
    draft = Draft(5)
    switching = Switching(
        least_up_steps=up,
        least_down_steps=down,
        start_cost_cny=start,
        stop_cost_cny=stop,
        on_before=on_before,
    )
    switch = add_switch(draft, "unit", switching)
    draft.price({switch.on: np.array(value, dtype=float)})

    def cost(pattern: tuple[int, ...]) -> float:
        change = np.diff([int(on_before), *pattern])
        return float(
            np.dot(value, pattern) + start * (change > 0).sum() + stop * (change < 0).sum()
        )

    ways = [
        way
        for way in product((0, 1), repeat=5)
        if allowed(way, on_before=on_before, up=up, down=down)
    ]
    solved = attempt(draft)
    assert solved is not None
    assert solved.objective == pytest.approx(min(cost(way) for way in ways), abs=1e-6)
    assert np.abs(solved.flows - np.round(solved.flows)).max() < 1e-6
