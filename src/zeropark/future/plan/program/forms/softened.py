"""Programs without some of their rows, and bounds of columns written as rows, so that they can go.

Rows and totals are told by name, as their numbers change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from math import inf

import numpy as np

from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Row,
    StepProgram,
    Total,
    constant,
)


def without(program: StepProgram, names: Collection[str]) -> StepProgram:
    """The program without rows and totals of these names."""
    rows = [n for n, at in enumerate(program.rows) if at.name not in names]
    totals = [n for n, at in enumerate(program.totals) if at.name not in names]
    return replace(
        program,
        rows=tuple(program.rows[n] for n in rows),
        totals=tuple(program.totals[n] for n in totals),
        now=tuple(_renumbered(program.now, rows)),
        before=tuple(_renumbered(program.before, rows)),
        whole=tuple(_renumbered(program.whole, rows)),
        summed=tuple(_renumbered(program.summed, totals)),
        direct=program.direct[totals],
    )


def bounds_as_rows(program: StepProgram, names: Collection[str]) -> StepProgram:
    """The same program, with the bounds of these columns written as rows and totals.

    Each has the name of its column. A lower bound of 0 stays a bound: what is no amount is nothing
    that could be loosened.
    """
    flows = [n for n, at in enumerate(program.flows) if at.name in names]
    quantities = [n for n, at in enumerate(program.quantities) if at.name in names]
    m = len(program.rows)
    one = constant(1.0, steps=program.steps)
    unit = np.zeros((len(quantities), len(program.quantities)))
    unit[np.arange(len(quantities)), quantities] = 1.0
    return replace(
        program,
        flows=tuple(
            replace(at, lower=np.minimum(at.lower, 0.0), upper=constant(inf, steps=program.steps))
            if n in flows
            else at
            for n, at in enumerate(program.flows)
        ),
        quantities=tuple(
            replace(at, lower=min(at.lower, 0.0), upper=inf) if n in quantities else at
            for n, at in enumerate(program.quantities)
        ),
        rows=(*program.rows, *map(_row, (program.flows[n] for n in flows))),
        totals=(
            *program.totals,
            *(
                Total(at.name, at.lower if at.lower > 0.0 else -inf, at.upper)
                for at in (program.quantities[n] for n in quantities)
            ),
        ),
        now=(*program.now, *(Entry(m + i, n, one) for i, n in enumerate(flows))),
        direct=np.concatenate([program.direct, unit]),
    )


def _row(column: Column) -> Row:
    lower = np.where(column.lower > 0.0, column.lower, -inf)
    return Row(column.name, lower, column.upper)


def _renumbered(entries: tuple[Entry, ...], kept: list[int]) -> Iterator[Entry]:
    numbers = {old: new for new, old in enumerate(kept)}
    return (replace(at, row=numbers[at.row]) for at in entries if at.row in numbers)
