"""Rolling: windows one after the other, on what was foreseen, carried out on what happened."""

from __future__ import annotations

from datetime import timedelta
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from day_parks import BATTERY, BUS, RULES, bought, running_park, stretch_of
from ledger_parks import axis_of
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis
from zeropark.future.plan.days.day_problem import DayProblem, write_days
from zeropark.future.plan.days.foreseen import Foreseen, joined
from zeropark.future.plan.days.horizon import Window, windows_over
from zeropark.future.plan.days.planned_windows import PlannedWindows
from zeropark.future.plan.days.roll import Progress, Roll, first_contents
from zeropark.future.plan.days.state import ParkState, start_of
from zeropark.future.plan.days.terms import DayTerms
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.site.given import GivenSeries

HOUR = timedelta(hours=1)
STEPS = 12
AXIS = axis_of(STEPS, start="2026-12-01", minutes=60)
SPOT = np.array([0.1, 0.5, 0.1, 0.9, 0.2, 0.2, 0.8, 0.1, 0.3, 0.3, 0.9, 0.1])
DRAWN = np.array([100.0, 120, 80, 150, 90, 60, 200, 110, 100, 90, 140, 70])


def actual(*, drawn: np.ndarray = DRAWN, terms: DayTerms | None = None) -> DayProblem:
    return stretch_of(running_park(BATTERY), spot=SPOT, drawn=drawn, axis=AXIS, terms=terms)


def rolled(
    problem: DayProblem,
    windows: tuple[Window, ...],
    planned: PlannedWindows | None = None,
    held: float = 50.0,
) -> tuple[Roll, Progress]:
    start = start_of(problem.written.site, problem.program, ParkState(contents={"store": held}))
    roll = Roll(problem, planned, windows, start, first_contents(problem, start))
    return roll, roll.run()


def cost(roll: Roll, done: Progress) -> float:
    return fsum(at.amount_cny for at in roll.decided(done).costs())


def foreseen(problem_drawn: np.ndarray, *, windows: tuple[Window, ...]) -> PlannedWindows:
    """Plans made on loads that are told step by step of the whole stretch."""

    def foresee(axis: Axis, _: object) -> Foreseen:
        first = (axis.start - AXIS.start) // AXIS.step
        steps = slice(first, first + axis.count)
        return Foreseen(
            series=GivenSeries(load={"mill": problem_drawn[steps]}), prices={"grid": SPOT[steps]}
        )

    def write(axis: Axis, told: Foreseen) -> DayProblem:
        conditions = conditions_of(running_park(BATTERY), axis, seed=1, given=told.series)
        return write_days(conditions, RULES, DayTerms(), prices=told.prices)

    return PlannedWindows(AXIS, windows, foresee, write)


def test_windows_carry_out_every_step_once() -> None:
    windows = windows_over(AXIS, horizon=5 * HOUR, every=3 * HOUR)
    assert windows == (Window(0, 5, 3), Window(3, 5, 3), Window(6, 5, 3), Window(9, 3, 3))
    for horizon, every in ((2 * HOUR, 3 * HOUR), (HOUR / 2, HOUR / 2), (3 * HOUR, HOUR * 0)):
        with pytest.raises(InputError, match="whole steps"):
            windows_over(AXIS, horizon=horizon, every=every)


def test_one_window_over_all_is_the_plan_of_all() -> None:
    problem = actual()
    roll, done = rolled(problem, windows_over(AXIS, horizon=12 * HOUR, every=12 * HOUR))
    assert done.done[0].planned_cost == pytest.approx(cost(roll, done))


@settings(max_examples=10, deadline=None)
@given(every=st.sampled_from([1, 2, 3, 4, 6]), more=st.integers(0, 6))
def test_looking_less_far_costs_no_less_and_every_row_holds(every: int, more: int) -> None:
    problem = actual()
    horizon = (every + more) * HOUR
    roll, done = rolled(problem, windows_over(AXIS, horizon=horizon, every=every * HOUR))
    whole, all_done = rolled(problem, windows_over(AXIS, horizon=12 * HOUR, every=12 * HOUR))
    assert cost(roll, done) >= cost(whole, all_done) - 1e-6
    held = roll.decided(done).contents()["store"]
    net = roll.decided(done).figures
    into = next(v for p, v in net.flows.items() if (p.source, p.sink) == ("main", "store"))
    out = next(v for p, v in net.flows.items() if (p.source, p.sink) == ("store", "main"))
    before = np.concatenate([[50.0], held[:-1]])
    assert held == pytest.approx(before + 0.9 * into - out / 0.9, abs=1e-6)
    assert held[-1] >= 50.0 - 1e-6


@pytest.mark.parametrize(("horizon", "every"), [(4, 4), (4, 2), (6, 1), (5, 3)])
def test_what_was_foreseen_rightly_costs_what_perfect_foresight_costs(
    horizon: int, every: int
) -> None:
    windows = windows_over(AXIS, horizon=horizon * HOUR, every=every * HOUR)
    problem = actual()
    perfect = cost(*rolled(problem, windows))
    roll, done = rolled(problem, windows, foreseen(DRAWN, windows=windows))
    assert cost(roll, done) == pytest.approx(perfect, rel=1e-9)


def test_what_was_foreseen_wrongly_is_made_up_by_the_grid() -> None:
    """Flat loads were foreseen: the battery does as planned on them, and the bill is that of what
    was drawn beside it."""
    windows = windows_over(AXIS, horizon=12 * HOUR, every=12 * HOUR)
    flat = np.full(STEPS, 100.0)
    planned_alone, plan = rolled(actual(drawn=flat), windows)
    roll, done = rolled(actual(), windows, foreseen(flat, windows=windows))
    held = planned_alone.decided(plan).contents()["store"]
    assert roll.decided(done).contents()["store"] == pytest.approx(held)
    more = float(bought(SPOT) @ (DRAWN - flat)) * BUS
    assert cost(roll, done) == pytest.approx(cost(planned_alone, plan) + more)


def test_a_plan_can_not_see_what_was_learnt_later() -> None:
    """Loads that nobody foresaw change nothing of what the battery was told before them."""
    windows = windows_over(AXIS, horizon=4 * HOUR, every=4 * HOUR)
    flat = np.full(STEPS, 100.0)
    later = np.where(np.arange(STEPS) < 8, flat, 300.0)
    one = rolled(actual(drawn=flat), windows, foreseen(flat, windows=windows))
    other = rolled(actual(drawn=later), windows, foreseen(flat, windows=windows))
    held = [roll.decided(done).contents()["store"][:8] for roll, done in (one, other)]
    assert held[0] == pytest.approx(held[1])


def test_it_goes_on_where_it_stopped() -> None:
    windows = windows_over(AXIS, horizon=4 * HOUR, every=2 * HOUR)
    problem = actual()
    roll, whole = rolled(problem, windows)

    class StoppedError(Exception):
        pass

    def stop(done: Progress) -> None:
        if len(done.done) == 3:
            raise StoppedError

    again = Roll(problem, None, windows, roll.start, roll.targets)
    half = again.begin()
    with pytest.raises(StoppedError):
        again.run(half, after=stop)
    assert len(half.done) == 3
    finished = Roll(problem, None, windows, roll.start, roll.targets).run(half)
    assert finished.values == pytest.approx(whole.values)
    assert [at.first for at in finished.done] == [at.first for at in whole.done]


def test_parts_joined_keep_what_all_of_them_have() -> None:
    parts = [
        Foreseen(series=GivenSeries(load={"a": np.ones(2), "b": np.ones(2)})),
        Foreseen(series=GivenSeries(load={"a": np.zeros(1)})),
    ]
    assert {k: v.tolist() for k, v in joined(parts).series.load.items()} == {"a": [1.0, 1.0, 0.0]}
