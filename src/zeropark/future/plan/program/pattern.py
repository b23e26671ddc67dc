"""The sparse matrix of programs that share a pattern: where the numbers stand is worked out once.

Windows of one length that are cut from one program differ in numbers alone. Entries that are zero
stay in the matrix, so that the next window finds its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import StepProgram

_Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Where each entry of a program stands in its matrix by columns.

    Columns: the flows step by step (`t * flows + j`), then the quantities. Rows: the rows step by
    step (`t * rows + i`), then the totals.
    """

    key: tuple[object, ...]
    order: _Places
    """From the entries in their order to the matrix by columns."""
    starts: NDArray[np.int32]
    rows: NDArray[np.int32]

    def fits(self, program: StepProgram) -> bool:
        """Whether a program has this pattern."""
        return self.key == _key(program)

    def values(self, program: StepProgram) -> NDArray[np.float64]:
        """The numbers of a program, by columns."""
        parts = [
            *(at.value for at in program.now),
            *(at.value[1:] for at in program.before),
            *(at.value for at in program.whole),
            *(at.value for at in program.summed),
            program.direct.ravel(),
        ]
        return np.concatenate(parts)[self.order]


def pattern_of(program: StepProgram) -> Pattern:
    """The pattern of a program, and of all that differ from it in numbers alone."""
    steps, n, m = program.steps, len(program.flows), len(program.rows)
    t = np.arange(steps)
    all_flows, all_rows = n * steps, m * steps
    rows = [
        *(t * m + at.row for at in program.now),
        *(t[1:] * m + at.row for at in program.before),
        *(t * m + at.row for at in program.whole),
        *(np.full(steps, all_rows + at.row) for at in program.summed),
    ]
    columns = [
        *(t * n + at.column for at in program.now),
        *(t[:-1] * n + at.column for at in program.before),
        *(np.full(steps, all_flows + at.column) for at in program.whole),
        *(t * n + at.column for at in program.summed),
    ]
    row, column = np.indices(program.direct.shape)
    every_row = np.concatenate([*rows, all_rows + row.ravel()])
    every_column = np.concatenate([*columns, all_flows + column.ravel()])
    order = np.lexsort((every_row, every_column))
    ends = np.arange(all_flows + len(program.quantities) + 1)
    return Pattern(
        key=_key(program),
        order=order,
        starts=np.searchsorted(every_column[order], ends).astype(np.int32),
        rows=every_row[order].astype(np.int32),
    )


def by_step(series: list[NDArray[np.float64]], once: list[float]) -> NDArray[np.float64]:
    """Series of flows or rows step by step, then what there is once."""
    head = np.stack(series, axis=1).ravel() if series else np.zeros(0)
    return np.concatenate([head, np.array(once, dtype=np.float64)])


def _key(program: StepProgram) -> tuple[object, ...]:
    return (
        program.steps,
        len(program.flows),
        len(program.rows),
        program.direct.shape,
        *(
            tuple((at.row, at.column) for at in entries)
            for entries in (program.now, program.before, program.whole, program.summed)
        ),
    )
