"""The reference park of the benchmarks: what it costs by solvers and a writer that are not ours.

The optima were found by HiGHS 1.15.1 (a week and 1,000 h: its simplex and its IPX with crossover,
the same to twelve digits; a year: HiPO) and by PIQP 0.7.0, which agree to 1e-9.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from reference.document import Stretch, reference_conditions, reference_problem
from reference.document_in_pypsa import Twin
from reference.program import COST_CNY_PER_UNIT_YEAR, reference_program
from reference.pypsa_park import build_network, solve_network
from reference.series import reference_series
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.written_out import write_out
from zeropark.future.plan.solve import ROUTES, solve

WEEK = Stretch(hours=168)
OPTIMUM_CNY = {168: 4_222_346.440218, 1_000: 28_341_201.174459, 8_760: 207_268_986.7}


def by_simplex(program: StepProgram) -> float:
    out = write_out(program)
    rows = LinearConstraint(out.matrix, out.row_lower, out.row_upper)
    found = milp(out.cost, constraints=rows, bounds=Bounds(out.lower, out.upper))
    return float(found.fun) + program.offset


def test_a_week_of_the_reference_park_costs_what_other_solvers_said() -> None:
    assert by_simplex(reference_program(hours=168)) == pytest.approx(OPTIMUM_CNY[168], rel=1e-8)


@pytest.mark.parametrize("route", ["interior", "highs"])
def test_a_week_of_the_reference_park_costs_the_same_by_every_route(route: str) -> None:
    solved = solve(reference_program(hours=168), routes=(ROUTES[route],))
    assert solved.judgement.objective == pytest.approx(OPTIMUM_CNY[168], rel=1e-6)
    assert solved.judgement.lower_bound <= OPTIMUM_CNY[168] * (1.0 + 1e-9)


def test_a_week_of_the_reference_park_costs_the_same_written_by_pypsa() -> None:
    series = reference_series(steps_per_hour=1, hours=168)
    network = build_network(series, hours=168)
    cost = solve_network(network, series, solver="simplex")
    assert cost == pytest.approx(OPTIMUM_CNY[168], rel=1e-8)


def test_a_week_of_the_reference_document_costs_what_pypsa_says() -> None:
    problem = reference_problem(WEEK)
    twin = Twin(problem, reference_conditions(WEEK))
    assert by_simplex(problem.program()) == pytest.approx(twin.solve(solver="simplex"), rel=1e-6)


def test_the_reference_park_has_the_size_of_the_problem_that_peers_were_measured_on() -> None:
    # 20 rows a step, 4 rules and 4 stores that end as they begin; 16 columns a step, 14 sizes and
    # 4 first contents.
    assert len(COST_CNY_PER_UNIT_YEAR) == 14
    assert reference_program(hours=24).size == (20 * 24 + 8, 16 * 24 + 18)


def test_longer_steps_are_means_of_shorter_ones() -> None:
    fine = reference_series(steps_per_hour=4, hours=48)
    coarse = reference_series(steps_per_hour=1, hours=48)
    assert coarse.cop == pytest.approx(fine.cop.reshape(-1, 4).mean(axis=1))
    assert np.ptp(fine.load_kw) > np.ptp(coarse.load_kw)
