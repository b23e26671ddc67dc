"""A linear program whose constraints repeat step by step: the noun that every route solves.

    minimise    sum over t of c[t] x[t]  +  d p
    subject to  row_lower[t] <= A[t] x[t] + C[t] x[t-1] + B[t] p <= row_upper[t]   for each step
                total_lower <= sum over t of G[t] x[t] + H p <= total_upper
                bounds on x[t] and on p

x[t] are the *flows* of step t (amounts per interval, contents of stores), p the *quantities* that
hold for all steps (capacities, a month's peak, the first content of a store). A row of a step
reaches back one step at most. Every coefficient has one value per step; a constant one is a view
of a single number (stride 0), so that a program of 35,040 steps needs no more than it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
"""One number per step, shape (steps,); a view of one number where it is constant."""


Cny = float
"""Money; a program is in CNY where a park is, and nothing in it depends on that."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One coefficient of the pattern: which row, which column, and its value in each step."""

    row: int
    column: int
    value: Values


@dataclass(frozen=True, slots=True)
class Column:
    """A flow: its name, cost per unit, and bounds, each with one value per step."""

    name: str
    cost: Values
    lower: Values
    upper: Values
    integer: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column that holds for all steps."""

    name: str
    cost: Cny
    lower: float
    upper: float
    integer: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of every step; `lower == upper` is an equation."""

    name: str
    lower: Values
    upper: Values


@dataclass(frozen=True, slots=True)
class Total:
    """A row over all steps; `lower == upper` is an equation."""

    name: str
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class StepProgram:
    """The arrays of one program; see the module for the form."""

    steps: int
    flows: tuple[Column, ...]
    quantities: tuple[Quantity, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    now: tuple[Entry, ...]
    """A: row, flow of the same step."""
    before: tuple[Entry, ...]
    """C: row, flow of the step before; its value in the first step is 0."""
    whole: tuple[Entry, ...]
    """B: row, quantity."""
    summed: tuple[Entry, ...]
    """G: total, flow."""
    direct: NDArray[np.float64]
    """H, shape (totals, quantities)."""
    offset: float = 0.0
    """Added to the objective: costs that no column carries."""

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the program written out."""
        rows = len(self.rows) * self.steps + len(self.totals)
        return rows, len(self.flows) * self.steps + len(self.quantities)

    @property
    def integer(self) -> bool:
        """Whether any column must be a whole number."""
        return any(at.integer for at in self.flows) or any(at.integer for at in self.quantities)

    def find_flow(self, name: str) -> int:
        """The number of a flow."""
        return next(n for n, column in enumerate(self.flows) if column.name == name)

    def find_quantity(self, name: str) -> int:
        """The number of a quantity."""
        return next(n for n, column in enumerate(self.quantities) if column.name == name)

    def entries(self) -> Iterator[Entry]:
        """Every entry, of all four matrices."""
        yield from (*self.now, *self.before, *self.whole, *self.summed)


def constant(value: float, *, steps: int) -> Values:
    """The same number in every step, held once."""
    return np.broadcast_to(np.float64(value), (steps,))


def is_constant(values: Values) -> bool:
    """Whether it is held as one number."""
    return values.strides == (0,) or values.size == 1
