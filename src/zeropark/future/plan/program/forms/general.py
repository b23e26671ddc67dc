"""The general form of a program for solvers that read sparse matrices: scaled, and cleared.

    minimise c x,  row_lower <= A x <= row_upper,  lower <= x <= upper

Columns that can't move are taken out, rows of a single column are bounds of it, and empty rows are
left away: general interior points need an inside. `General.values` undoes all of it; a row
that became a bound gets its dual back from the reduced cost of the column.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.forms.scales import Scales, scales_of
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.written_out import WrittenOut, write_out

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

_CROSSED = 1e-9
"""By how much bounds may cross, from rounding, as a share of them."""
_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Values and duals in the units of the program, as an `Answer` has them."""

    flows: Array
    quantities: Array
    row_duals: Array
    total_duals: Array


@dataclass(frozen=True, slots=True, eq=False)
class General:
    """The cleared form, and what was taken away."""

    program: StepProgram
    scales: Scales
    written: WrittenOut
    """Scaled, everything still there; bounds narrowed by rows of a single column."""
    kept_rows: NDArray[np.int64]
    kept_columns: NDArray[np.int64]
    fixed: Array
    """Shape (all columns,): values of columns that can't move; 0 for others."""
    by_row: tuple[NDArray[np.int64], NDArray[np.int64]]
    """Of each column, the row that its lower and its upper bound come from; -1: its own."""

    @property
    def matrix(self) -> csc_array:
        """A of what is kept."""
        return self.written.matrix.tocsr()[self.kept_rows][:, self.kept_columns].tocsc()

    @property
    def row_bounds(self) -> tuple[Array, Array]:
        """Bounds of kept rows, less what fixed columns take."""
        taken = (self.written.matrix @ self.fixed)[self.kept_rows]
        lower, upper = self.written.row_lower, self.written.row_upper
        return lower[self.kept_rows] - taken, upper[self.kept_rows] - taken

    @property
    def column_bounds(self) -> tuple[Array, Array]:
        """Bounds of kept columns."""
        lower, upper = self.written.lower, self.written.upper
        return lower[self.kept_columns], upper[self.kept_columns]

    @property
    def cost(self) -> Array:
        """C of what is kept."""
        return self.written.cost[self.kept_columns]

    @property
    def offset(self) -> float:
        """What the cost of what is kept leaves out, in the unit of the scaled cost."""
        return float(self.written.cost @ self.fixed) + self.program.offset / self.scales.cost_unit

    def values(self, kept_values: Array, kept_duals: Array) -> Values:
        """Undo clearing and scaling.

        Args:
            kept_values: of the columns that were kept.
            kept_duals: of the rows that were kept, in the sense of `Answer`.
        """
        written, scales, program = self.written, self.scales, self.program
        values, duals = self.fixed.copy(), np.zeros(written.row_lower.size)
        values[self.kept_columns] = kept_values
        duals[self.kept_rows] = kept_duals
        self._unfold(duals)
        split, rows = program.steps * len(program.flows), len(program.rows)
        by_row = duals[: program.steps * rows].reshape(program.steps, rows).T
        by_flow = values[:split].reshape(program.steps, len(program.flows)).T
        return Values(
            flows=np.ascontiguousarray(by_flow * scales.flows[:, None]),
            quantities=values[split:] * scales.quantities,
            row_duals=np.ascontiguousarray(by_row * (scales.rows * scales.cost_unit)[:, None]),
            total_duals=duals[program.steps * rows :] * scales.totals * scales.cost_unit,
        )

    def _unfold(self, duals: Array) -> None:
        """Give rows that became bounds the reduced cost of their column, if it leans on them."""
        reduced = self.written.cost - self.written.matrix.T @ duals
        leaning = np.where(reduced > 0.0, self.by_row[0], self.by_row[1])
        columns = np.flatnonzero((leaning != _NONE) & (reduced != 0.0))
        rows = self.written.matrix.tocsr()
        for column, row in zip(columns.tolist(), leaning[columns].tolist(), strict=True):
            duals[row] = reduced[column] / rows.data[rows.indptr[row]]


def general_form(program: StepProgram) -> General | None:
    """Scale and clear; None where bounds cross or a row without columns can't be met."""
    scales = scales_of(program)
    written = _scaled(program, scales)
    rows = written.matrix.tocsr()
    single = np.diff(rows.indptr) == 1
    written, by_row = _folded(written, rows, np.flatnonzero(single))
    crossed = written.lower - written.upper
    size = np.minimum(np.abs(written.lower), np.abs(written.upper))
    if bool((crossed > _CROSSED * np.maximum(size, 1.0)).any()):
        return None
    still = written.upper - written.lower <= 0.0
    fixed = np.where(still, written.lower, 0.0)
    moving = rows[:, np.flatnonzero(~still)]
    empty = np.diff(moving.indptr) == 0
    endless = np.isinf(written.row_lower) & np.isinf(written.row_upper)
    if not _met(rows, fixed, written, empty & ~single):
        return None
    return General(
        program=program,
        scales=scales,
        written=written,
        kept_rows=np.flatnonzero(~single & ~empty & ~endless),
        kept_columns=np.flatnonzero(~still),
        fixed=fixed,
        by_row=by_row,
    )


def _scaled(program: StepProgram, scales: Scales) -> WrittenOut:
    """The whole program in scaled units."""
    written = write_out(program)
    rows = np.concatenate([np.tile(scales.rows, program.steps), scales.totals])
    columns = np.concatenate([np.tile(scales.flows, program.steps), scales.quantities])
    matrix = written.matrix.tocsr()
    matrix.eliminate_zeros()
    matrix.data *= np.repeat(rows, np.diff(matrix.indptr)) * columns[matrix.indices]
    return WrittenOut(
        matrix=matrix.tocsc(),
        cost=written.cost * columns / scales.cost_unit,
        lower=written.lower / columns,
        upper=written.upper / columns,
        row_lower=written.row_lower * rows,
        row_upper=written.row_upper * rows,
        integer=written.integer,
    )


def _folded(
    written: WrittenOut, rows: csr_array, single: NDArray[np.int64]
) -> tuple[WrittenOut, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Bounds of columns narrowed by rows of a single entry, and which row each comes from."""
    entry = rows.indptr[single]
    column, value = rows.indices[entry], rows.data[entry]
    one, other = written.row_lower[single] / value, written.row_upper[single] / value
    low, high = np.where(value > 0.0, one, other), np.where(value > 0.0, other, one)
    lower, upper = written.lower.copy(), written.upper.copy()
    np.maximum.at(lower, column, low)
    np.minimum.at(upper, column, high)
    from_lower, from_upper = (np.full(lower.size, _NONE, dtype=np.int64) for _ in range(2))
    tells = (low == lower[column]) & (low > written.lower[column])
    from_lower[column[tells]] = single[tells]
    tells = (high == upper[column]) & (high < written.upper[column])
    from_upper[column[tells]] = single[tells]
    return replace(written, lower=lower, upper=upper), (from_lower, from_upper)


def _met(rows: csr_array, fixed: Array, written: WrittenOut, asked: NDArray[np.bool_]) -> bool:
    """Whether rows without a column that moves are met."""
    activity = (rows @ fixed)[asked]
    lower, upper = written.row_lower[asked], written.row_upper[asked]
    room = _CROSSED * np.maximum(np.abs(activity), 1.0)
    return bool(((activity >= lower - room) & (activity <= upper + room)).all())
