"""The matrix of a program times values, and times dual values; with the scale of each line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import StepProgram, Values, is_constant

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Activities:
    """What the rows come to."""

    rows: Array
    """Shape (rows, steps)."""
    totals: Array
    row_scales: Array
    """Per row, the largest magnitude of any of its terms in any step."""
    total_scales: Array
    """Per total, the largest magnitude of a term: of what a flow adds up to, or a quantity."""


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """Costs less what the duals of rows account for: c - A'y."""

    flows: Array
    """Shape (flows, steps)."""
    quantities: Array
    flow_scales: Array
    """Per flow, the largest magnitude of its cost and any term that is taken from it."""
    quantity_scales: Array


def activities(program: StepProgram, flows: Array, quantities: Array) -> Activities:
    """Multiply out every row, in double precision.

    Args:
        program: whose matrix.
        flows: shape (flows, steps).
        quantities: shape (quantities,).
    """
    rows = np.zeros((len(program.rows), program.steps))
    scales = np.zeros(len(program.rows))
    for at in program.now:
        _add(rows[at.row], scales, at.row, held(at.value) * flows[at.column])
    for at in program.before:
        _add(rows[at.row, 1:], scales, at.row, held(at.value, after=1) * flows[at.column, :-1])
    for at in program.whole:
        term = held(at.value) * quantities[at.column]
        rows[at.row] += term
        scales[at.row] = max(scales[at.row], largest(term))
    terms = program.direct * quantities
    totals = terms.sum(axis=1)
    total_scales = np.abs(terms).max(axis=1, initial=0.0)
    for at in program.summed:
        amount = _dot(at.value, flows[at.column])
        totals[at.row] += amount
        total_scales[at.row] = max(total_scales[at.row], abs(amount))
    return Activities(rows, totals, scales, total_scales)


def reduced_costs(
    program: StepProgram, row_duals: Array, total_duals: Array, *, costs: bool = True
) -> Reduced:
    """Reduced costs c - A'y; with `costs` off, of a program without costs."""
    flows = np.zeros((len(program.flows), program.steps))
    quantities = np.zeros(len(program.quantities))
    if costs:
        for number, column in enumerate(program.flows):
            flows[number] = column.cost
        quantities += [at.cost for at in program.quantities]
    scales = np.array([largest(series) for series in flows])
    for at in program.now:
        _add(flows[at.column], scales, at.column, -held(at.value) * row_duals[at.row])
    for at in program.before:
        term = -held(at.value, after=1) * row_duals[at.row, 1:]
        _add(flows[at.column, :-1], scales, at.column, term)
    for at in program.summed:
        term = -held(at.value) * total_duals[at.row]
        flows[at.column] += term
        scales[at.column] = max(scales[at.column], largest(term))
    terms = program.direct * total_duals[:, None]
    quantity_scales = np.maximum(np.abs(quantities), np.abs(terms).max(axis=0, initial=0.0))
    quantities = quantities - terms.sum(axis=0)
    for at in program.whole:
        amount = _dot(at.value, row_duals[at.row])
        quantities[at.column] -= amount
        quantity_scales[at.column] = max(quantity_scales[at.column], abs(amount))
    return Reduced(flows, quantities, scales, quantity_scales)


def held(values: Values, *, after: int = 0) -> float | Values:
    """A constant coefficient as its number, which is quicker; others from a step onwards."""
    return float(values[0]) if is_constant(values) and values.size > 1 else values[after:]


def largest(values: float | Array) -> float:
    """The largest magnitude."""
    if isinstance(values, float):
        return abs(values)
    return max(float(values.max()), -float(values.min())) if values.size else 0.0


def _add(line: Array, scales: Array, number: int, term: Array) -> None:
    line += term
    scales[number] = max(scales[number], largest(term))


def _dot(value: Values, series: Array) -> float:
    if is_constant(value):
        return float(value[0]) * float(series.sum())
    return float(value @ series)
