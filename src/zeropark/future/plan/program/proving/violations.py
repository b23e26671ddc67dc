"""How far values are from what a program asks: the worst row, total, bound and whole number.

Relative figures are shares of the scale of a row or column, one number for all its steps: the
largest term or value in any step. So what is missing at night on a bus that carries 50 MWh at noon
counts as a share of 50 MWh. Where a row is quiet (a plant that isn't built), a hundredth of the
scale that its flows have in other rows counts, or of what a quantity may come to, as nothing is
exactly 0. No share is above 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import numpy as np

from zeropark.future.plan.program.proving.products import Activities, Array, Reduced, largest
from zeropark.future.plan.program.step_program import StepProgram

_QUIET = 1e-2


@dataclass(frozen=True, slots=True)
class Violation:
    """The worst of one kind: where, and by how much."""

    of: str = ""
    """The name of the row or column; empty where nothing is violated."""
    step: int | None = None
    """None where it is of all steps."""
    absolute: float = 0.0
    """In the unit of the row or column."""
    relative: float = 0.0
    """As a share of its scale."""


@dataclass(frozen=True, slots=True, eq=False)
class LineScales:
    """What violations are shares of, a number a line."""

    rows: Array
    totals: Array
    flows: Array
    quantities: Array


def row_violation(program: StepProgram, reached: Activities, scales: LineScales) -> Violation:
    """The worst row of a step."""
    return _worst(
        _at(row.name, _outside(reached.rows[n], row.lower, row.upper), scales.rows[n])
        for n, row in enumerate(program.rows)
    )


def total_violation(program: StepProgram, reached: Activities, scales: LineScales) -> Violation:
    """The worst total."""
    return _worst(
        _once(at.name, max(at.lower - value, value - at.upper), scale)
        for at, value, scale in zip(
            program.totals, reached.totals.tolist(), scales.totals.tolist(), strict=True
        )
    )


def bound_violation(
    program: StepProgram, flows: Array, quantities: Array, scales: LineScales
) -> Violation:
    """The worst bound of a column."""
    by_step = _worst(
        _at(column.name, _outside(flows[n], column.lower, column.upper), scales.flows[n])
        for n, column in enumerate(program.flows)
    )
    once = _worst(
        _once(at.name, max(at.lower - value, value - at.upper), scale)
        for at, value, scale in zip(
            program.quantities, quantities.tolist(), scales.quantities.tolist(), strict=True
        )
    )
    return _worst((by_step, once))


def fraction(program: StepProgram, flows: Array, quantities: Array) -> Violation:
    """The integer column that is furthest from a whole number; its scale is 1."""
    by_step = _worst(
        _at(column.name, np.abs(flows[n] - np.rint(flows[n])), 1.0)
        for n, column in enumerate(program.flows)
        if column.integer
    )
    once = _worst(
        _once(at.name, abs(value - round(value)), 1.0)
        for at, value in zip(program.quantities, quantities.tolist(), strict=True)
        if at.integer
    )
    return _worst((by_step, once))


def dual_residual(
    program: StepProgram, reduced: Reduced, scales: LineScales, *, turnover: float
) -> Violation:
    """The column whose reduced cost most asks for a bound that isn't stated; in cost per unit.

    Args:
        program: whose columns.
        reduced: their reduced costs.
        scales: what the columns come to.
        turnover: what the whole costs; where a column has no costs to speak of, a hundredth of what
            its scale of it would cost then counts.
    """
    with np.errstate(divide="ignore"):
        quiet = _QUIET * turnover / (program.steps * scales.flows)
        quiet_once = _QUIET * turnover / scales.quantities
    flow_scales = np.maximum(reduced.flow_scales, quiet)
    quantity_scales = np.maximum(reduced.quantity_scales, quiet_once)
    by_step = _worst(
        _at(column.name, _endless(series, column.lower, column.upper), flow_scales[n])
        for n, (column, series) in enumerate(zip(program.flows, reduced.flows, strict=True))
    )
    once = _worst(
        _once(at.name, abs(value), scale)
        for at, value, scale in zip(
            program.quantities, reduced.quantities.tolist(), quantity_scales.tolist(), strict=True
        )
        if (value < 0.0 and at.upper == inf) or (value > 0.0 and at.lower == -inf)
    )
    return _worst((by_step, once))


def scales_of(
    program: StepProgram, flows: Array, quantities: Array, reached: Activities
) -> LineScales:
    """The scales of rows, totals and columns."""
    rows, totals = reached.row_scales.copy(), reached.total_scales.copy()
    own, once = np.array([largest(series) for series in flows]), np.abs(quantities)
    # What a flow could matter to the rows that it is in, whether or not it flows.
    room = np.array([at.upper - at.lower for at in program.quantities])
    known, known_once = own.copy(), np.maximum(once, np.where(np.isfinite(room), room, 0.0))
    sizes = [largest(at.value) for at in program.now]
    for at in program.whole:
        if (size := largest(at.value)) > 0.0:
            scale = reached.row_scales[at.row] / size
            known_once[at.column] = max(known_once[at.column], scale)
    for at in program.whole:
        # A row of a size that may be large is no quiet one because the size is nothing.
        rows[at.row] = max(rows[at.row], _QUIET * largest(at.value) * known_once[at.column])
    for at, size in zip(program.now, sizes, strict=True):
        if size > 0.0:
            known[at.column] = max(known[at.column], rows[at.row] / size)
    for at, size in zip(program.now, sizes, strict=True):
        rows[at.row] = max(rows[at.row], _QUIET * size * known[at.column])
    for at in program.summed:
        scale = _QUIET * largest(at.value) * known[at.column]
        totals[at.row] = max(totals[at.row], scale)
    quiet = np.abs(program.direct) * known_once
    return LineScales(
        rows=rows,
        totals=np.maximum(totals, _QUIET * quiet.max(axis=1, initial=0.0)),
        flows=np.maximum(own, _QUIET * known),
        quantities=np.maximum(once, _QUIET * known_once),
    )


def _outside(values: Array, lower: Array, upper: Array) -> Array:
    """How far each value is outside its bounds; negative inside."""
    return np.maximum(lower - values, values - upper)


def _endless(reduced: Array, lower: Array, upper: Array) -> Array:
    """Reduced costs that ask for a bound that isn't there; 0 elsewhere."""
    up, down = np.isposinf(upper), np.isneginf(lower)
    if not (up.any() or down.any()):
        return np.zeros(1)
    return np.maximum(np.where(up, -reduced, 0.0), np.where(down, reduced, 0.0))


def _at(name: str, outside: Array, scale: float) -> Violation:
    """The worst step of one row or column."""
    step = int(np.argmax(outside))
    absolute = float(outside[step])
    if absolute <= 0.0:
        return Violation()
    return Violation(name, step, absolute, absolute / max(float(scale), absolute))


def _once(name: str, absolute: float, scale: float) -> Violation:
    if absolute <= 0.0:
        return Violation()
    return Violation(name, None, absolute, absolute / max(scale, absolute))


def _worst(found: Iterable[Violation]) -> Violation:
    return max(found, key=lambda at: at.relative, default=Violation())
