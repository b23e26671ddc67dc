"""Routes: each finds the optimum, none is believed, and what has no answer is told with a proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from plan_programs import known_program
from zeropark.basis.errors import InfeasiblePlanError, SolverError, UnboundedPlanError
from zeropark.future.plan import solve as solving
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.written_out import write_out
from zeropark.future.plan.solve import HIGHS, INTERIOR, PIQP, ROUTES, Route, Wanted, solve

LINEAR = list(ROUTES.values())
GENERAL = [PIQP, HIGHS]


def two_hours(*, load_kwh: float = 5.0, most_kw: float = 100.0) -> StepProgram:
    """3 and 5 kWh from a plant of 2 CNY/kW and 0.1 CNY/kWh, or bought for 1 and 4; at most 1."""
    draft = Draft(2)
    made = draft.flow("made", cost=0.1)
    bought = draft.flow("bought", cost=np.array([1.0, 4.0]), upper=1.0)
    size = draft.quantity("size", cost=2.0, upper=most_kw)
    load = np.array([3.0, load_kwh])
    draft.add(draft.row("balance.bus", lower=load, upper=load), {made: 1.0, bought: 1.0})
    draft.add(draft.row("made.limit", upper=0.0), {made: 1.0, size: -1.0})
    return draft.finish()


def changed(change: Callable[[Answer], Answer]) -> Route:
    """A route that falsifies what HiGHS finds."""

    def run(program: StepProgram, wanted: Wanted) -> Answer:
        return change(HIGHS.run(program, wanted))

    return Route("false", run)


@pytest.mark.parametrize("route", LINEAR, ids=lambda at: at.name)
def test_every_route_finds_what_was_worked_by_hand(route: Route) -> None:
    """A kW more costs 2.1 at the dear hour, where buying costs 4: the plant serves both hours."""
    solved = solve(two_hours(), routes=[route])
    assert solved.judgement.objective == pytest.approx(0.8 + 10.0)
    assert solved.answer.quantities == pytest.approx([5.0], rel=1e-6)
    assert solved.answer.row_duals[0] == pytest.approx([0.1, 2.1], rel=1e-5)
    assert [(at.route, at.accepted) for at in solved.attempts] == [(route.name, True)]


@pytest.mark.parametrize("route", GENERAL, ids=lambda at: at.name)
@pytest.mark.parametrize("options", [{}, {"decades": 8.0}, {"endless": True}, {"slack": 0.0}])
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_random_programs_are_solved_to_the_optimum_they_were_made_for(
    seed: int, options: dict[str, Any], route: Route
) -> None:
    known = known_program(seed, **options)
    found = solve(known.program, routes=[route]).judgement
    assert found.objective == pytest.approx(known.optimum, rel=1e-6, abs=1e-5)
    assert found.lower_bound <= known.optimum + 1e-9 * (1 + abs(known.optimum))


@pytest.mark.parametrize("seed", [21, 22])
def test_scipy_agrees(seed: int) -> None:
    program = known_program(seed, steps=12).program
    w = write_out(program)
    upper, lower = np.isfinite(w.row_upper), np.isfinite(w.row_lower)
    matrix = w.matrix.toarray()
    peer = linprog(
        w.cost,
        A_ub=np.vstack([matrix[upper], -matrix[lower]]),
        b_ub=np.concatenate([w.row_upper[upper], -w.row_lower[lower]]),
        bounds=np.stack([w.lower, w.upper], axis=1),
    )
    found = solve(program, routes=[PIQP]).judgement.objective
    assert found == pytest.approx(peer.fun + program.offset, rel=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: replace(answer, flows=answer.flows * 1.001),
        lambda answer: replace(answer, quantities=answer.quantities * 0.999),
        lambda answer: replace(answer, quantities=answer.quantities + 1.0),
        lambda answer: replace(answer, row_duals=answer.row_duals * 1.01),
        lambda answer: replace(answer, flows=answer.flows * np.nan),
        lambda answer: replace(answer, flows=answer.flows[:, :1]),
        lambda answer: replace(answer, status=Status.INFEASIBLE),
        lambda answer: replace(answer, status=Status.UNBOUNDED),
    ],
    ids=["flows", "too small", "too large", "duals", "no numbers", "shape", "none", "endless"],
)
def test_a_wrong_answer_is_refused_and_the_next_route_runs(
    change: Callable[[Answer], Answer],
) -> None:
    told: list[str] = []
    solved = solve(two_hours(), routes=[changed(change), HIGHS], progress=told.append)
    assert solved.judgement.objective == pytest.approx(10.8)
    assert [(at.route, at.accepted) for at in solved.attempts] == [
        ("false", False),
        ("highs", True),
    ]
    assert solved.attempts[0].said
    assert told[0] == "false"
    assert told[-1] == "highs"


def test_an_answer_that_stopped_early_counts_if_it_holds() -> None:
    stopped = changed(lambda answer: replace(answer, status=Status.STOPPED))
    assert solve(two_hours(), routes=[stopped]).judgement.accepted


def test_where_no_route_has_an_answer_that_holds_each_is_told() -> None:
    false = changed(lambda answer: replace(answer, flows=answer.flows * 1.001))
    with pytest.raises(SolverError) as caught:
        solve(two_hours(), routes=[false])
    assert [route for route, _ in caught.value.attempts] == ["false"]
    assert "balance.bus is violated by" in str(caught.value)
    assert "没有" in caught.value.words("zh")


def test_a_route_whose_package_is_missing_says_how_to_get_it() -> None:
    def missing(program: StepProgram, wanted: Wanted) -> Answer:
        del program, wanted
        raise ModuleNotFoundError("No module named 'piqp'", name="piqp")

    solved = solve(two_hours(), routes=[Route("piqp", missing), HIGHS])
    assert solved.attempts[0].said == 'piqp is not installed: pip install "zeropark[plan]"'


def test_a_route_whose_numbers_break_down_is_passed_over() -> None:
    def broken(program: StepProgram, wanted: Wanted) -> Answer:
        del program, wanted
        raise np.linalg.LinAlgError("singular")

    solved = solve(two_hours(), routes=[Route("broken", broken), HIGHS])
    assert solved.attempts[0].said == "numbers broke down: singular"


@pytest.mark.parametrize("route", LINEAR, ids=lambda at: at.name)
def test_a_load_that_nothing_can_meet_is_shown_to_be_so(route: Route) -> None:
    with pytest.raises(InfeasiblePlanError, match=r"balance\.bus") as caught:
        solve(two_hours(load_kwh=7.0, most_kw=5.0), routes=[route])
    assert "made.limit" in str(caught.value)
    assert "不能同时成立" in caught.value.words("zh")


@pytest.mark.parametrize("route", LINEAR, ids=lambda at: at.name)
def test_earnings_without_end_are_shown_to_be_so(route: Route) -> None:
    draft = Draft(3)
    made = draft.flow("made", cost=0.1)
    sold = draft.flow("sold", cost=-0.3)
    draft.add(draft.row("balance.bus", lower=0.0, upper=0.0), {made: 1.0, sold: -1.0})
    with pytest.raises(UnboundedPlanError) as caught:
        solve(draft.finish(), routes=[route])
    assert caught.value.columns == ("sold",)


def test_bounds_that_cross_are_told_by_name() -> None:
    draft = Draft(2)
    draft.flow("made", lower=np.array([0.0, 2.0]), upper=1.0)
    with pytest.raises(InfeasiblePlanError, match="lower bound is above the upper one: made"):
        solve(draft.finish())


@pytest.mark.parametrize("route", GENERAL, ids=lambda at: at.name)
def test_columns_that_cannot_move_and_rows_of_one_column_have_duals_too(route: Route) -> None:
    """At night nothing is made. A row, no bound, keeps buying below 2: its dual is 1 - 4."""
    draft = Draft(2)
    made = draft.flow("made", cost=1.0, upper=np.array([0.0, 10.0]))
    bought = draft.flow("bought", cost=np.array([1.0, 0.5]))
    short = draft.flow("short", cost=4.0)
    load = np.array([3.0, 5.0])
    row = draft.row("balance.bus", lower=load, upper=load)
    draft.add(row, {made: 1.0, bought: 1.0, short: 1.0})
    draft.add(draft.row("contract", upper=2.0), {bought: 0.5 * 2})
    solved = solve(draft.finish(), routes=[route])
    assert solved.judgement.objective == pytest.approx(2 * 1 + 1 * 4 + 2 * 0.5 + 3 * 1.0)
    assert solved.answer.row_duals[0] == pytest.approx([4.0, 1.0], rel=1e-6)
    assert solved.answer.row_duals[1] == pytest.approx([-3.0, -0.5], rel=1e-6)


def knapsack() -> StepProgram:
    """Worth 10, 13, 7 for 4, 6, 3 kg, at most 2 of each, in 10 kg: 2 x 10 or 13 + 10 = 23 wins."""
    draft = Draft(1, offset=100.0)
    each = [
        draft.quantity(name, cost=-worth, upper=2.0, integer=True)
        for name, worth in (("a", 10.0), ("b", 13.0), ("c", 7.0))
    ]
    weight = draft.total("weight", upper=10.0)
    draft.sum_up(weight, dict(zip(each, (4.0, 6.0, 3.0), strict=True)))
    return draft.finish()


def test_whole_numbers_are_found_with_a_bound() -> None:
    """By hand: 2c + a = 24 at 10 kg beats a + b = 23 at 10 kg and 2a = 20 at 8 kg."""
    solved = solve(knapsack())
    assert solved.judgement.objective == pytest.approx(100 - 24)
    assert solved.judgement.lower_bound == pytest.approx(100 - 24, rel=1e-6)
    assert solved.answer.quantities == pytest.approx([1.0, 0.0, 2.0])


def test_a_unit_that_stands_still_in_the_cheap_hour_costs_its_start() -> None:
    """On, at least 5 of 10 kW run. Load 4, 8, 2; bought at 1.0. Hour 2 alone is worth a start."""
    draft = Draft(3)
    on = draft.flow("on", upper=1.0, integer=True)
    start = draft.flow("start", cost=3.0, upper=1.0)
    made = draft.flow("made", cost=0.2)
    bought = draft.flow("bought", cost=1.0)
    load = np.array([4.0, 8.0, 2.0])
    draft.add(draft.row("balance.bus", lower=load, upper=load), {made: 1.0, bought: 1.0})
    draft.add(draft.row("most", upper=0.0), {made: 1.0, on: -10.0})
    draft.add(draft.row("least", lower=0.0), {made: 1.0, on: -5.0})
    draft.add(draft.row("starts", upper=0.0), {on: 1.0, start: -1.0}, before={on: -1.0})
    solved = solve(draft.finish())
    assert solved.judgement.objective == pytest.approx(4.0 + (3.0 + 8 * 0.2) + 2.0)
    assert solved.answer.flows[0] == pytest.approx([0.0, 1.0, 0.0])


def test_whole_numbers_that_do_not_exist_are_told() -> None:
    draft = Draft(1)
    units = draft.quantity("units", upper=9.0, integer=True)
    draft.sum_up(draft.total("need", lower=2.3, upper=2.7), {units: 1.0})
    with pytest.raises(InfeasiblePlanError, match="whole numbers"):
        solve(draft.finish())


def test_ctrl_c_gets_through_a_route() -> None:
    def interrupted(program: StepProgram, wanted: Wanted) -> Answer:
        del program, wanted
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(two_hours(), routes=[Route("slow", interrupted), HIGHS])


def test_ctrl_c_stops_highs_and_goes_on() -> None:
    done: list[str] = []

    class Running:
        HandleUserInterrupt = False

        def startSolve(self) -> None:  # noqa: N802 - as HiGHS names it
            done.append("start")

        def wait(self, seconds: float) -> tuple[bool, None]:
            if "cancel" not in done:
                raise KeyboardInterrupt
            done.append(f"wait {seconds}")
            return True, None

        def cancelSolve(self) -> None:  # noqa: N802 - same
            done.append("cancel")

    with pytest.raises(KeyboardInterrupt):
        solving._run_highs(Running())
    assert done == ["start", "cancel", "wait 5.0"]


def test_time_is_limited_where_it_can_be() -> None:
    program = known_program(5, steps=300).program
    with pytest.raises(SolverError, match="time limit"):
        solve(program, routes=[HIGHS], time_limit_s=0.01)


def test_routes_run_in_the_order_they_stand_in() -> None:
    assert list(ROUTES) == ["interior", "piqp", "highs"]
    assert INTERIOR.whole_numbers is False
