"""Merged steps: a program whose steps are segments of consecutive steps, of any lengths.

A flow of a segment is its mean over the steps. A flow that a row reaches back to has a second
column, its value in the last step, as the sum of a row over a segment needs just that:

    sum of C x[t-1]  =  C (length x mean - last + last of the segment before)

Rows are means of rows; what the other steps of a segment are within ties mean and last. All of it
follows from the program, so that merging is a relaxation: as long as costs and coefficients of
flows do not change inside a segment, no plan costs less than the optimum of the merged program.
Coefficients of quantities and bounds may change as they like. Where the others do change, their
means are an estimate; the spread duals prove a bound all the same, as any duals do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Row,
    StepProgram,
    Values,
    constant,
    is_constant,
)


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """A merged program, and how its duals are spread over the steps."""

    program: StepProgram
    steps: int
    starts: NDArray[np.int64]
    """The first step of each segment."""
    rows: int
    """How many rows are means; after them come those of the last steps."""
    ends: tuple[int, ...]
    """Of the rows of last steps, the row that each is of."""
    relaxes: bool
    """Whether no plan costs less than the optimum of the merged program."""

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Steps of each segment."""
        return np.diff(self.starts, append=self.steps)

    def spread(self, answer: Answer) -> tuple[Array, Array]:
        """Duals of rows and totals of the program that was merged, shape as in `Answer`."""
        duals = np.repeat(answer.row_duals[: self.rows] / self.lengths, self.lengths, axis=1)
        last = self.starts + self.lengths - 1
        for number, row in enumerate(self.ends):
            duals[row, last] += answer.row_duals[self.rows + number]
        return duals, answer.total_duals


def merge(program: StepProgram, starts: NDArray[np.int64]) -> Merged:
    """Merge the steps from each start up to the next; whole numbers may be anything between.

    Args:
        program: whose steps.
        starts: ascending, the first is 0.
    """
    means = _Means(starts, np.diff(starts, append=program.steps))
    n, m = len(program.flows), len(program.rows)
    lagged = sorted({at.column for at in program.before})
    last_of = {column: n + number for number, column in enumerate(lagged)}
    ends = tuple(_rows_of_last_steps(program, last_of))
    rows = [Row(at.name, means.of(at.lower), means.of(at.upper)) for at in program.rows]
    rows += [means.row_of_last(program.rows[at]) for at in ends]
    rows += [means.tie(program.flows[at]) for at in lagged]
    merged = replace(
        program,
        steps=starts.size,
        flows=(
            *(means.column(at) for at in program.flows),
            *(means.column_of_last(program.flows[at]) for at in lagged),
        ),
        quantities=tuple(replace(at, integer=False) for at in program.quantities),
        rows=tuple(rows),
        now=tuple(_now(program, means, last_of, ends)),
        before=tuple(_before(program, means, last_of)),
        whole=tuple(_whole(program, means, ends)),
        summed=tuple(_summed(program, means, last_of)),
    )
    return Merged(merged, program.steps, starts, m, ends, _relaxes(program, means, last_of))


@dataclass(frozen=True, slots=True, eq=False)
class _Means:
    """Series merged by segments."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @property
    def lasts(self) -> NDArray[np.int64]:
        return self.starts + self.lengths - 1

    def sums(self, values: Values) -> Array:
        return np.add.reduceat(values, self.starts)

    def of(self, values: Values) -> Array:
        """Means; a constant stays one."""
        if is_constant(values) and values.size > 1:
            return constant(float(values[0]), steps=self.starts.size)
        return self.sums(values) / self.lengths

    def reaching(self, values: Values) -> Array:
        """Means of what rows reach back with; the first step reaches back to nothing."""
        counted = np.array(self.lengths)
        counted[0] -= 1
        reached = np.array(values)
        reached[0] = 0.0
        return self.sums(reached) / np.maximum(counted, 1)

    def is_flat(self, values: Values, *, first: bool = True, last: bool = True) -> bool:
        """Whether it is the same in all steps of each segment, but for the first or last."""
        if is_constant(values):
            return True
        counts = np.ones(values.size, dtype=np.bool_)
        counts[0] = first
        if not last:
            counts[self.lasts] = False
        least = np.minimum.reduceat(np.where(counts, values, np.inf), self.starts)
        most = np.maximum.reduceat(np.where(counts, values, -np.inf), self.starts)
        return bool((most <= least).all())

    def column(self, column: Column) -> Column:
        lower, upper = self.of(column.lower), self.of(column.upper)
        return Column(column.name, self.sums(column.cost), lower, upper)

    def column_of_last(self, column: Column) -> Column:
        free = constant(0.0, steps=self.starts.size)
        lower, upper = column.lower[self.lasts], column.upper[self.lasts]
        return Column(f"{column.name} at last", free, lower, upper)

    def row_of_last(self, row: Row) -> Row:
        return Row(f"{row.name} at last", row.lower[self.lasts], row.upper[self.lasts])

    def tie(self, column: Column) -> Row:
        """Length x mean - last: what the other steps add up to."""
        return Row(
            f"{column.name} before last", self._others(column.lower), self._others(column.upper)
        )

    def _others(self, bound: Values) -> Array:
        others = np.array(bound)
        others[self.lasts] = 0.0
        return self.sums(others)


def _rows_of_last_steps(program: StepProgram, last_of: dict[int, int]) -> Iterator[int]:
    """Rows that reach back to nothing, and hold nothing but flows whose last value is a column."""
    reaching = {at.row for at in program.before}
    for number in range(len(program.rows)):
        columns = [at.column for at in program.now if at.row == number]
        if columns and number not in reaching and all(at in last_of for at in columns):
            yield number


def _now(
    program: StepProgram, means: _Means, last_of: dict[int, int], ends: tuple[int, ...]
) -> Iterator[Entry]:
    kept: dict[tuple[int, int], Array] = {}
    for at in program.now:
        kept[at.row, at.column] = means.of(at.value)
    for at in program.before:
        value = means.reaching(at.value)
        place = (at.row, at.column)
        kept[place] = kept[place] + value if place in kept else value
        kept[at.row, last_of[at.column]] = -value / means.lengths
    m = len(program.rows)
    for number, row in enumerate(ends):
        for at in (each for each in program.now if each.row == row):
            kept[m + number, last_of[at.column]] = at.value[means.lasts]
    tied = m + len(ends)
    for number, (column, last) in enumerate(last_of.items()):
        kept[tied + number, column] = means.lengths.astype(np.float64)
        kept[tied + number, last] = constant(-1.0, steps=means.starts.size)
    for (row, column), value in sorted(kept.items(), key=lambda at: at[0]):
        yield Entry(row, column, value)


def _before(program: StepProgram, means: _Means, last_of: dict[int, int]) -> Iterator[Entry]:
    for at in program.before:
        value = means.reaching(at.value) / means.lengths
        value[0] = 0.0
        yield Entry(at.row, last_of[at.column], value)


def _whole(program: StepProgram, means: _Means, ends: tuple[int, ...]) -> Iterator[Entry]:
    for at in program.whole:
        yield Entry(at.row, at.column, means.of(at.value))
    for number, row in enumerate(ends):
        for at in (each for each in program.whole if each.row == row):
            yield Entry(len(program.rows) + number, at.column, at.value[means.lasts])


def _summed(program: StepProgram, means: _Means, last_of: dict[int, int]) -> Iterator[Entry]:
    for at in program.summed:
        if at.column not in last_of or not means.is_flat(at.value, last=False):
            yield Entry(at.row, at.column, means.sums(at.value))
            continue
        first, last = at.value[means.starts], at.value[means.lasts]
        yield Entry(at.row, at.column, first * means.lengths)
        yield Entry(at.row, last_of[at.column], last - first)


def _relaxes(program: StepProgram, means: _Means, last_of: dict[int, int]) -> bool:
    return (
        not program.integer
        and all(means.is_flat(at.value) for at in program.now)
        and all(means.is_flat(at.value, first=False) for at in program.before)
        and all(means.is_flat(column.cost) for column in program.flows)
        and all(means.is_flat(at.value, last=at.column not in last_of) for at in program.summed)
    )
