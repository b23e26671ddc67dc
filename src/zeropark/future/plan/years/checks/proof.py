"""Every row of the program held against the plan's values, and its lower bound from the duals."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

import numpy as np

from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.judge import Judgement, Tolerances, judge
from zeropark.future.plan.years.checks.figure import Figure, compared
from zeropark.future.plan.years.plan import Plan, Proof
from zeropark.future.plan.years.read_answer import flows_by_path


def proofs(plan: Plan, written: Problem) -> Iterator[Figure]:
    """What the values of a plan violate, and what its dual values prove; nothing without them.

    The lower bound is that of the program alone: a plan may say no more than it.
    """
    if plan.proof is None:
        return
    answer = _answer(plan, plan.proof)
    found = judge(written.program(), answer, tolerances=Tolerances(gap=inf))
    if not isfinite(found.objective):
        yield Figure(group="proof", of="shape", unit="", planned=0.0, again=0.0, off=inf)
        return
    yield from _rows(found)
    yield _flows(plan, written, answer)
    yield compared(
        "proof",
        "objective",
        unit="CNY",
        planned=plan.objective_cny_per_year,
        again=found.objective,
    )
    beyond = max(plan.lower_bound_cny_per_year - found.lower_bound, 0.0)
    yield Figure(
        group="proof",
        of="lower_bound",
        unit="CNY",
        planned=plan.lower_bound_cny_per_year,
        again=found.lower_bound,
        off=beyond / max(abs(plan.lower_bound_cny_per_year), 1.0),
    )


def _rows(found: Judgement) -> Iterator[Figure]:
    """The worst row, total and bound: by how much of its own scale it is violated."""
    for violation in (found.rows, found.totals, found.bounds):
        if violation.of:
            yield Figure(
                group="proof",
                of=str(violation.of),
                unit="",
                planned=0.0,
                again=violation.relative,
                off=violation.relative,
            )


def _flows(plan: Plan, written: Problem, answer: Answer) -> Figure:
    """The flows of the plan are those of its values, step by step, to a share of the largest."""
    kept, read = flows_by_path(plan.flows), written.figures(answer).flows
    largest, apart = 0.0, 0.0
    for path, series in read.items():
        told = kept.get(path, np.zeros(plan.axis.count))
        highest = float(np.abs(series).max(initial=0.0))
        off = float(np.abs(told - np.maximum(series, 0.0)).max(initial=0.0))
        if highest > 0 and off / highest > apart:
            largest, apart = highest, off / highest
    return Figure(group="proof", of="flows", unit="", planned=0.0, again=largest, off=apart)


def _answer(plan: Plan, proof: Proof) -> Answer:
    return Answer(
        route=plan.route,
        status=Status.SOLVED,
        flows=proof.flows,
        quantities=proof.quantities,
        row_duals=proof.row_duals,
        total_duals=proof.total_duals,
        iterations=0,
        seconds=0.0,
    )
