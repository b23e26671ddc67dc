"""A step program written out: the sparse matrix that general solvers read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import Entry, StepProgram

if TYPE_CHECKING:
    from scipy.sparse import csc_array


@dataclass(frozen=True, slots=True, eq=False)
class WrittenOut:
    """minimise c x with row_lower <= A x <= row_upper and bounds on x.

    Columns: the flows step by step (`t * flows + j`), then the quantities. Rows: the rows step by
    step (`t * rows + i`), then the totals.
    """

    matrix: csc_array
    cost: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    integer: NDArray[np.bool_]


def write_out(program: StepProgram) -> WrittenOut:
    """The whole program as one sparse matrix; zeros of the pattern are left out."""
    flows, rows = program.flows, program.rows
    return WrittenOut(
        matrix=_matrix(program),
        cost=_joined([at.cost for at in flows], [at.cost for at in program.quantities]),
        lower=_joined([at.lower for at in flows], [at.lower for at in program.quantities]),
        upper=_joined([at.upper for at in flows], [at.upper for at in program.quantities]),
        row_lower=_joined([at.lower for at in rows], [at.lower for at in program.totals]),
        row_upper=_joined([at.upper for at in rows], [at.upper for at in program.totals]),
        integer=np.concatenate(
            [
                np.tile(np.array([at.integer for at in flows], dtype=np.bool_), program.steps),
                np.array([at.integer for at in program.quantities], dtype=np.bool_),
            ]
        ),
    )


def _joined(by_step: Iterable[NDArray[np.float64]], once: Iterable[float]) -> NDArray[np.float64]:
    series = list(by_step)
    head = np.stack(series, axis=1).ravel() if series else np.zeros(0)
    return np.concatenate([head, np.array(list(once), dtype=np.float64)])


def _matrix(program: StepProgram) -> csc_array:
    steps, n, m = program.steps, len(program.flows), len(program.rows)
    t = np.arange(steps)
    total_at, quantity_at = m * steps, n * steps
    parts = [
        *(_part(at, t * m + at.row, t * n + at.column) for at in program.now),
        *(_part(at, t * m + at.row, (t - 1) * n + at.column) for at in program.before),
        *(
            _part(at, t * m + at.row, np.full(steps, quantity_at + at.column))
            for at in program.whole
        ),
        *(_part(at, np.full(steps, total_at + at.row), t * n + at.column) for at in program.summed),
    ]
    row, column = np.nonzero(program.direct)
    parts.append((row + total_at, column + quantity_at, program.direct[row, column]))
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    sparse = import_module("scipy.sparse")  # an extra: commands that plan nothing go without it
    return sparse.csc_array((values, (rows, columns)), shape=program.size)


def _part(
    entry: Entry, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    kept = np.flatnonzero(entry.value)
    return rows[kept], columns[kept], entry.value[kept]
