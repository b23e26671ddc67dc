"""An empty store and a plant of no size, written by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.basis.errors import InfeasiblePlanError
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.forms.pinned import pinned
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import HIGHS, INTERIOR, solve

STEPS = 48


def park(*, store_kwh: float, plant_kw: float, one_way: bool = False) -> StepProgram:
    """A load of 10 in each step from the grid, dear by day; a store; a plant of half its size."""
    draft = Draft(STEPS)
    day = np.arange(STEPS) % 24 >= 12
    bought = draft.flow("bought", cost=np.where(day, 2.0, 1.0))
    made = draft.flow("made", lower=-inf if one_way else 0.0)
    charged, discharged = draft.flow("charged"), draft.flow("discharged")
    content = draft.flow("content")
    size = draft.quantity("store", lower=store_kwh, upper=store_kwh)
    first = draft.quantity("content at first")
    plant = draft.quantity("plant", lower=plant_kw, upper=plant_kw)
    bus = draft.row("bus", lower=10.0, upper=10.0)
    draft.add(bus, {bought: 1.0, made: 1.0, discharged: 1.0, charged: -1.0})
    for flow, share in ((charged, 0.25), (discharged, 0.25), (content, 1.0)):
        row = draft.row("within the store", upper=0.0)
        draft.add(row, {flow: 1.0, size: -share})
    carried = draft.row("carried on", lower=0.0, upper=0.0)
    start = np.where(np.arange(STEPS) == 0, -1.0, 0.0)
    draft.add(carried, {content: 1.0, charged: -0.9, discharged: 1.0, first: start})
    draft.add(carried, before={content: -1.0})
    available = draft.row("available", upper=0.0)
    draft.add(available, {made: 1.0, plant: np.where(day, -0.5, 0.0)})
    end = draft.total("at the end", lower=0.0, upper=0.0)
    last = np.where(np.arange(STEPS) == STEPS - 1, 1.0, 0.0)
    draft.sum_up(end, {content: last, first: -1.0})
    return draft.finish()


def uppers(program: StepProgram) -> dict[str, list[float]]:
    return {at.name: sorted(set(at.upper.tolist())) for at in program.flows}


def test_what_an_empty_store_and_a_plant_of_no_size_could_do_is_nothing() -> None:
    held = pinned(park(store_kwh=0.0, plant_kw=0.0))
    nothing = {key: [0.0] for key in ("made", "charged", "discharged", "content")}
    assert uppers(held) == {"bought": [inf], **nothing}
    (first,) = (at for at in held.quantities if at.name == "content at first")
    assert (first.lower, first.upper) == (0.0, 0.0)


def test_what_has_a_size_keeps_its_room() -> None:
    program = park(store_kwh=8.0, plant_kw=3.0)
    held = pinned(program)
    assert uppers(held) == uppers(program)
    assert held.quantities == program.quantities


def test_a_flow_that_may_be_below_nothing_is_left_alone() -> None:
    held = pinned(park(store_kwh=0.0, plant_kw=0.0, one_way=True))
    assert uppers(held)["made"] == [inf]


@pytest.mark.parametrize("route", [INTERIOR, HIGHS], ids=lambda route: route.name)
def test_a_year_with_an_empty_store_is_solved_by_the_first_route(route: Route) -> None:
    """24 steps by day at 2 and 24 by night at 1, 10 each: 720."""
    solved = solve(pinned(park(store_kwh=0.0, plant_kw=0.0)), routes=[route])
    assert solved.judgement.objective == pytest.approx(720.0, rel=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_the_optimum_of_a_program_whose_sizes_are_held_at_nothing_is_the_same(seed: int) -> None:
    """Or neither has a point."""
    known = known_program(seed, slack=1.0).program
    chosen = np.random.default_rng(seed).random(len(known.quantities)) < 0.5
    quantities = tuple(
        replace(at, lower=0.0, upper=0.0) if some and at.lower <= 0 <= at.upper else at
        for at, some in zip(known.quantities, chosen, strict=True)
    )
    program = replace(known, quantities=quantities)
    assert cost_of(pinned(program)) == pytest.approx(cost_of(program), rel=1e-7, nan_ok=True)


def cost_of(program: StepProgram) -> float:
    """NaN where there is no point."""
    try:
        return solve(program, routes=[HIGHS]).judgement.objective
    except InfeasiblePlanError:
        return float("nan")
