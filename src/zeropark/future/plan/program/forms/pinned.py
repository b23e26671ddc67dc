"""A program in which a flow that a quantity of 0 leaves no room for is held at 0.

A size that is held at 0 makes a row `flow <= share x size` say `flow <= 0`: with `flow >= 0` there
is nothing between, and an interior point has no inside to walk in. What it leaves of such a flow
is dust beside every other flow, but not beside the rows of a store that is empty all year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import Column, Entry, StepProgram

Array = NDArray[np.float64]


def pinned(program: StepProgram) -> StepProgram:
    """The same program, with the same points and optimum, and fewer flows that may move."""
    flows = list(program.flows)
    for row in dict.fromkeys(at.row for at in program.whole):
        if not _empty(program, row):
            continue
        entries = _by_column(program.now, row, steps=program.steps)
        if not all((flows[column].lower == 0).all() for column in entries):
            continue
        coefficients = np.array(list(entries.values())).reshape(len(entries), program.steps)
        ends = program.rows[row]
        shut = (ends.upper == 0) & (coefficients >= 0).all(axis=0)
        shut |= (ends.lower == 0) & (coefficients <= 0).all(axis=0)
        for column, coefficient in entries.items():
            flows[column] = _held(flows[column], shut & (coefficient != 0))
    return _with_quantities(replace(program, flows=tuple(flows)))


def _with_quantities(program: StepProgram) -> StepProgram:
    """The quantity is held too that a total sets equal to flows that are held at 0.

    So is the first content of a store whose last content is to be the same.
    """
    quantities = list(program.quantities)
    for number, total in enumerate(program.totals):
        free = [
            n
            for n, factor in enumerate(program.direct[number])
            if factor and not quantities[n].lower == quantities[n].upper == 0
        ]
        nothing = total.lower == total.upper == 0 and len(free) == 1
        if nothing and all(_is_still(program, at) for at in program.summed if at.row == number):
            quantities[free[0]] = replace(quantities[free[0]], lower=0.0, upper=0.0)
    return replace(program, quantities=tuple(quantities))


def _is_still(program: StepProgram, at: Entry) -> bool:
    """Whether a flow is held at 0 wherever it counts."""
    column = program.flows[at.column]
    return bool(((at.value == 0) | ((column.lower == 0) & (column.upper == 0))).all())


def _empty(program: StepProgram, row: int) -> bool:
    """Whether a row has quantities of 0 alone, and flows of the same step."""
    held = (program.quantities[at.column] for at in program.whole if at.row == row)
    nothing = all(at.lower == 0 and at.upper == 0 for at in held)
    return nothing and all(at.row != row for at in program.before)


def _by_column(entries: Iterable[Entry], row: int, *, steps: int) -> dict[int, Array]:
    found: dict[int, Array] = {}
    for at in entries:
        if at.row == row:
            found[at.column] = found.get(at.column, np.zeros(steps)) + at.value
    return found


def _held(column: Column, still: NDArray[np.bool_]) -> Column:
    if not still.any():
        return column
    return replace(column, upper=np.where(still, np.minimum(column.upper, 0.0), column.upper))
