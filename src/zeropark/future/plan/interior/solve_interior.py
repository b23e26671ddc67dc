"""The interior point as a route: a program in, an answer in the program's own units out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from zeropark.future.plan.interior.folded import folded
from zeropark.future.plan.interior.iterate import End, Ended, Iteration
from zeropark.future.plan.interior.newton import Newton
from zeropark.future.plan.interior.point import Point
from zeropark.future.plan.interior.standard import Reals
from zeropark.future.plan.interior.standardise import Standard, standardise
from zeropark.future.plan.interior.start import starting_point
from zeropark.future.plan.interior.warm import inside_of, start_near
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.step_program import StepProgram

ROUTE: Final = "interior"
_STATUS: Final = {
    End.OPTIMAL: Status.SOLVED,
    End.INFEASIBLE: Status.INFEASIBLE,
    End.UNBOUNDED: Status.UNBOUNDED,
    End.STUCK: Status.STOPPED,
}


def solve_interior(
    program: StepProgram, *, tolerance: float = 1e-8, warm: Answer | None = None, cores: int = 2
) -> Answer:
    """The optimum of a program without integer columns, or why there is none.

    Args:
        program: what to solve.
        tolerance: relative, of rows, of dual equations and of the gap, in the scaled form.
        warm: an answer of this route to a program of the same scales, to begin near: one whose
            costs, or the bounds of whose totals, are a little different.
        cores: how many segments of time are worked on at once.
    """
    began = perf_counter()
    standard = standardise(program)
    if standard is None:
        return _nothing(program, perf_counter() - began)
    newton = Newton(folded(standard.form, cores=cores), standard.whole)
    standard = standard.without_steps()
    iteration = Iteration(newton)
    near = None if warm is None else start_near(standard, newton, warm.inside)
    with _libraries().limit(limits=1, user_api="blas"):  # their threads wait longer than they work
        ended = _run(iteration, near, tolerance=tolerance)
    return _answer(standard, newton, ended, perf_counter() - began)


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def _run(iteration: Iteration, near: Point | None, *, tolerance: float) -> Ended:
    """From near an earlier answer; afresh where there is none, or where it leads astray."""
    in_vain = 0
    if near is not None:
        ended = iteration.run(near, tolerance=tolerance, near=True)
        if ended.end is End.OPTIMAL:
            return ended
        in_vain = ended.iterations
    ended = iteration.run(starting_point(iteration), tolerance=tolerance)
    return replace(ended, iterations=ended.iterations + in_vain)


def _answer(standard: Standard, newton: Newton, ended: Ended, seconds: float) -> Answer:
    point, program = ended.point, standard.program
    n = len(program.flows)
    unfold = newton.form.fold.unfold
    flows = unfold(point.x) * standard.scales.flows * standard.primal_unit + standard.flow_shift
    quantities = standard.quantity_shift.copy()
    kept = standard.kept.size
    quantities[standard.kept] += point.p[:kept] * standard.quantity_scales * standard.primal_unit
    return Answer(
        route=ROUTE,
        status=_STATUS[ended.end],
        flows=np.ascontiguousarray(flows[:, :n].T),
        quantities=quantities,
        row_duals=_row_duals(standard, newton, ended),
        total_duals=point.w * standard.total_scales * standard.cost_unit,
        iterations=ended.iterations,
        seconds=seconds,
        inside=inside_of(standard, ended.middle),
        said=f"primal {ended.lack.primal:.1e} dual {ended.lack.dual:.1e} gap {ended.lack.gap:.1e}",
    )


def _row_duals(standard: Standard, newton: Newton, ended: Ended) -> Reals:
    point, program, scales = ended.point, standard.program, standard.scales
    duals = np.zeros((len(program.rows), program.steps))
    rows = np.array(standard.roles.rows, dtype=np.int64)
    unfold, order = newton.form.fold.unfold, newton.form.row_at
    scale = scales.rows[order] * standard.cost_unit
    duals[rows[order]] = (unfold(point.y) * scale).T
    of_caps = unfold(point.v)
    for number, cap in enumerate(standard.caps):
        if cap.row is not None:
            unit = standard.cost_unit / scales.flows[cap.flow]
            duals[cap.row] += cap.factor * of_caps[:, number] * unit
    _unfold(standard, duals, point.w * standard.total_scales * standard.cost_unit)
    return duals


def _unfold(standard: Standard, duals: Reals, total_duals: Reals) -> None:
    """Give rows that were plain bounds in some steps their part of the reduced costs there."""
    if not any(idle.any() for idle in standard.folded):
        return
    reduced = _reduced_costs(standard.program, duals, total_duals)
    for cap, idle in zip(standard.roles.caps, standard.folded, strict=True):
        column = standard.program.flows[cap.flow]
        if cap.sign > 0.0:
            take = idle & (reduced[cap.flow] < 0.0) & (cap.rhs < column.upper)
        else:
            take = idle & (reduced[cap.flow] > 0.0) & (-cap.rhs > column.lower)
        if cap.row is not None and take.any():
            duals[cap.row, take] += (cap.factor * np.abs(reduced[cap.flow]))[take]
            reduced[cap.flow, take] = 0.0


def _reduced_costs(program: StepProgram, duals: Reals, total_duals: NDArray[np.float64]) -> Reals:
    reduced = np.stack([np.array(column.cost) for column in program.flows])
    for entry in program.now:
        reduced[entry.column] -= entry.value * duals[entry.row]
    for entry in program.before:
        reduced[entry.column, :-1] -= entry.value[1:] * duals[entry.row, 1:]
    for entry in program.summed:
        reduced[entry.column] -= entry.value * total_duals[entry.row]
    return reduced


def _nothing(program: StepProgram, seconds: float) -> Answer:
    return Answer(
        route=ROUTE,
        status=Status.INFEASIBLE,
        flows=np.zeros((len(program.flows), program.steps)),
        quantities=np.zeros(len(program.quantities)),
        row_duals=np.zeros((len(program.rows), program.steps)),
        total_duals=np.zeros(len(program.totals)),
        iterations=0,
        seconds=seconds,
        said="Bounds of a column cross.",
    )
