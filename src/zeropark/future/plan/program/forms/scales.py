"""Scales of rows and columns: one a row or column of the pattern, powers of two.

A program in kWh and CNY has coefficients from 1e-4 to 1e9; general solvers measure how near they
are in absolute numbers, and call such a program infeasible that isn't. Scaled, everything is of
the order of 1: entries, by geometric means in turn over rows and columns (a flow in a total counts
for each step that it is in), then amounts and costs by one unit each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.proving.products import Array, held
from zeropark.future.plan.program.step_program import StepProgram

_ROUNDS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Scales:
    """A scaled row is `rows` times the row; a column is `flows` times the scaled column."""

    rows: Array
    totals: Array
    flows: Array
    quantities: Array
    cost_unit: float
    """What a unit of the scaled cost is in CNY."""


def scales_of(program: StepProgram) -> Scales:
    """Scales that bring entries, amounts and costs near 1; those of integer columns are 1."""
    m, n = len(program.rows), len(program.flows)
    row_of, column_of, size = _entries(program)
    rows, columns = np.zeros(m + len(program.totals)), np.zeros(n + len(program.quantities))
    integer = [*(at.integer for at in program.flows), *(at.integer for at in program.quantities)]
    whole = np.array(integer, dtype=np.bool_)
    for _ in range(_ROUNDS):
        rows = -_means(size + columns[column_of], row_of, rows.size)
        columns = -_means(size + rows[row_of], column_of, columns.size)
        columns[whole] = 0.0
    amount = _middle(np.array(list(_amounts(program, rows, columns))))
    rows, columns = rows - amount, np.where(whole, 0.0, columns + amount)
    cost = _middle(np.array(list(_costs(program, columns))))
    row_scales, column_scales = np.exp2(np.rint(rows)), np.exp2(np.rint(columns))
    return Scales(
        rows=row_scales[:m],
        totals=row_scales[m:],
        flows=column_scales[:n],
        quantities=column_scales[n:],
        cost_unit=float(np.exp2(np.rint(cost))),
    )


def _entries(program: StepProgram) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Row, column and log2 of the size of each entry, totals and quantities numbered on."""
    m, n = len(program.rows), len(program.flows)
    found = [(at.row, at.column, _log_size(at.value)) for at in (*program.now, *program.before)]
    found += [(at.row, n + at.column, _log_size(at.value)) for at in program.whole]
    for at in program.summed:
        count = np.log2(np.maximum(np.count_nonzero(at.value), 1))
        found.append((m + at.row, at.column, _log_size(at.value) + float(count)))
    for row, column in np.argwhere(program.direct).tolist():
        found.append((m + row, n + column, float(np.log2(abs(program.direct[row, column])))))
    told = [at for at in found if np.isfinite(at[2])]
    rows, columns = (np.array([at[k] for at in told], dtype=np.int64) for k in (0, 1))
    return rows, columns, np.array([at[2] for at in told], dtype=np.float64)


def _amounts(program: StepProgram, rows: Array, columns: Array) -> Iterator[float]:
    """log2 of the bounds of rows and flows, scaled; what is 0 or none says nothing."""
    m = len(program.rows)
    for number, row in enumerate(program.rows):
        for bound in (row.lower, row.upper):
            yield _log_size(bound) + rows[number]
    for number, total in enumerate(program.totals):
        for limit in (total.lower, total.upper):
            yield _log_size(np.array([limit])) + rows[m + number]
    for number, column in enumerate(program.flows):
        for bound in (column.lower, column.upper):
            yield _log_size(bound) - columns[number]


def _costs(program: StepProgram, columns: Array) -> Iterator[float]:
    """log2 of costs, scaled; those of quantities are spread over the steps."""
    n, steps = len(program.flows), np.log2(program.steps)
    for number, column in enumerate(program.flows):
        yield _log_size(column.cost) + columns[number]
    for number, quantity in enumerate(program.quantities):
        yield _log_size(np.array([quantity.cost])) + columns[n + number] - steps


def _log_size(values: Array) -> float:
    """log2 of the geometric middle of the least and the largest magnitude; -inf where all are 0."""
    sizes = np.abs(np.atleast_1d(held(values)))
    sizes = sizes[(sizes > 0.0) & np.isfinite(sizes)]
    if not sizes.size:
        return -np.inf
    return float(0.5 * (np.log2(sizes.max()) + np.log2(sizes.min())))


def _means(values: Array, at: NDArray[np.int64], size: int) -> Array:
    """The mean of values by number; 0 where there is none."""
    count = np.bincount(at, minlength=size)
    return np.bincount(at, weights=values, minlength=size) / np.maximum(count, 1)


def _middle(logs: Array) -> float:
    """The median of the finite ones; 0 where there is none."""
    told = logs[np.isfinite(logs)]
    return float(np.median(told)) if told.size else 0.0
