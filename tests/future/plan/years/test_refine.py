"""Merged steps prove a bound, all steps at their sizes are a plan, and the two draw together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.forms.merged import merge
from zeropark.future.plan.program.proving.bound import lower_bound
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import HIGHS, PIQP, solve
from zeropark.future.plan.years.refine import refine

ROUTES = [PIQP, HIGHS]


def quarters(days: int = 2, *, noise: float = 0.1, price_noise: float = 0.0) -> StepProgram:
    """Wind, a store with losses and the grid for a load by quarters of an hour; prices by hours."""
    steps, chance = 96 * days, np.random.default_rng(7)
    hour = np.arange(steps) / 4
    load = 3 + np.sin(hour * np.pi / 12) + noise * chance.normal(size=steps)
    wind = np.clip(0.5 + 0.4 * np.cos(hour * np.pi / 9) + noise * chance.normal(size=steps), 0, 1)
    price = np.repeat(np.where(np.arange(24 * days) % 24 < 8, 0.2, 0.9), 4)
    draft = Draft(steps)
    made = draft.flow("made")
    bought = draft.flow("bought", cost=price + price_noise * chance.normal(size=steps))
    charge, give, content = (draft.flow(name) for name in ("charge", "give", "content"))
    size = draft.quantity("wind.size", cost=0.3 * steps)
    room = draft.quantity("store.size", cost=0.02 * steps)
    peak = draft.quantity("grid.peak", cost=5.0)
    first = draft.quantity("store.first")
    bus = draft.row("bus el", lower=load)
    draft.add(bus, {made: 1.0, bought: 1.0, give: 1.0, charge: -1.0})
    draft.add(draft.row("made.limit", upper=0.0), {made: 1.0, size: -wind})
    draft.add(draft.row("content.limit", upper=0.0), {content: 1.0, room: -1.0})
    draft.add(draft.row("bought.limit", upper=0.0), {bought: 1.0, peak: -1.0})
    start, end = np.zeros(steps), np.zeros(steps)
    start[0], end[-1] = -0.99, 1.0
    level = draft.row("level", lower=0.0, upper=0.0)
    terms = {content: 1.0, charge: -0.95, give: 1.0, first: start}
    draft.add(level, terms, before={content: -0.99})
    draft.sum_up(draft.total("cycle", lower=0.0, upper=0.0), {content: end, first: -1.0})
    return draft.finish()


SIZES = ("wind.size", "store.size")


def test_merging_single_steps_changes_nothing() -> None:
    known = known_program(4, steps=30)
    merged = merge(known.program, np.arange(30))
    found = solve(merged.program, routes=ROUTES)
    assert merged.relaxes
    assert found.judgement.objective == pytest.approx(known.optimum, rel=1e-6)


@pytest.mark.parametrize(
    "starts", [range(0, 192, 4), range(0, 192, 2), [0, 4, 5, 6, 7, *range(8, 192, 4)]]
)
def test_where_prices_are_constant_the_merged_optimum_is_a_bound(starts: range | list[int]) -> None:
    program = quarters()
    exact = solve(program, routes=ROUTES).judgement.objective
    merged = merge(program, np.array(starts))
    found = solve(merged.program, routes=ROUTES)
    row_duals, total_duals = merged.spread(found.answer)
    proven = lower_bound(
        program, row_duals=row_duals, total_duals=total_duals, cost_below=2 * exact
    )
    assert merged.relaxes
    assert found.judgement.objective <= exact * (1 + 1e-6)
    assert proven == pytest.approx(found.judgement.objective, rel=1e-5)
    assert proven >= 0.98 * exact


def test_where_prices_change_inside_a_segment_the_duals_prove_a_bound_all_the_same() -> None:
    program = quarters(price_noise=0.003)
    exact = solve(program, routes=ROUTES).judgement.objective
    merged = merge(program, np.arange(0, program.steps, 4))
    found = solve(merged.program, routes=ROUTES)
    row_duals, total_duals = merged.spread(found.answer)
    proven = lower_bound(
        program, row_duals=row_duals, total_duals=total_duals, cost_below=2 * exact
    )
    assert not merged.relaxes
    assert 0.8 * exact < proven <= exact


@pytest.mark.parametrize("price_noise", [0.0, 0.05])
def test_rounds_draw_the_bounds_together_until_the_gap_holds(price_noise: float) -> None:
    program = quarters(price_noise=price_noise)
    exact = solve(program, routes=ROUTES).judgement.objective
    found = refine(program, sizes=SIZES, gap=5e-3, block=12, routes=ROUTES)
    lower = [at.lower_bound for at in found.rounds]
    upper = [at.upper_bound for at in found.rounds]
    assert lower == sorted(lower)
    assert upper == sorted(upper, reverse=True)
    assert all(low <= exact * (1 + 1e-6) for low in lower)
    assert all(high >= exact * (1 - 1e-6) for high in upper)
    assert len(found.rounds) > 1
    assert found.solved.judgement.accepted
    assert found.solved.judgement.relative_gap <= 5e-3
    assert found.solved.judgement.objective == pytest.approx(upper[-1])


def test_a_wide_gap_needs_few_segments() -> None:
    found = refine(quarters(noise=0.02), sizes=SIZES, gap=0.05, block=4, routes=ROUTES)
    assert [at.segments for at in found.rounds] == [48]


def test_a_narrow_gap_ends_with_all_steps() -> None:
    program = quarters(days=1, price_noise=0.05)
    found = refine(program, sizes=SIZES, gap=1e-6, block=24, routes=ROUTES)
    assert found.rounds[-1].segments == program.steps
    exact = solve(program, routes=ROUTES).judgement.objective
    assert found.solved.judgement.objective == pytest.approx(exact, rel=1e-5)


def test_sizes_that_are_too_small_for_all_steps_grow() -> None:
    """A load of 0 and 2 in turn: its mean of 1 would be served by half the size.

    The duals of all steps prove the rest: a kW more or less is worth what it costs.
    """
    draft = Draft(24)
    load = np.tile([0.0, 2.0], 12)
    made = draft.flow("made")
    size = draft.quantity("size", cost=10.0)
    draft.add(draft.row("bus el", lower=load, upper=load), {made: 1.0})
    draft.add(draft.row("limit", upper=0.0), {made: 1.0, size: -1.0})
    program = draft.finish()
    found = refine(replace(program, offset=1.0), sizes=["size"], gap=0.6, block=4, routes=ROUTES)
    assert found.rounds[0].merged_cost == pytest.approx(11.0)
    assert found.rounds[0].upper_bound == pytest.approx(21.0)
    assert found.rounds[0].lower_bound == pytest.approx(21.0)
