"""Writing a step program: columns and rows are named, terms are added as they are thought of.

The only mutable thing of planning; `finish` gives the arrays. Terms of one row and column add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import (
    Cny,
    Column,
    Entry,
    Quantity,
    Row,
    StepProgram,
    Total,
    Values,
    constant,
)

Amount = float | NDArray[np.float64]
"""A number for all steps, or one per step."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A handle on a column of every step."""

    number: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A handle on a column that holds for all steps."""

    number: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A handle on a row of every step."""

    number: int


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A handle on a row over all steps."""

    number: int


@dataclass(slots=True, eq=False)
class Draft:
    """A program being written."""

    steps: int
    offset: float = 0.0
    open_start: bool = False
    """Whether the first step follows on steps that are told when a window is cut (`windows`)."""
    _flows: list[Column] = field(default_factory=list)
    _quantities: list[Quantity] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _totals: list[Total] = field(default_factory=list)
    _now: dict[tuple[int, int], Values] = field(default_factory=dict)
    _before: dict[tuple[int, int], Values] = field(default_factory=dict)
    _whole: dict[tuple[int, int], Values] = field(default_factory=dict)
    _summed: dict[tuple[int, int], Values] = field(default_factory=dict)
    _direct: dict[tuple[int, int], float] = field(default_factory=dict)

    def flow(
        self,
        name: str,
        *,
        cost: Amount = 0.0,
        lower: Amount = 0.0,
        upper: Amount = inf,
        integer: bool = False,
    ) -> Flow:
        """A new column of every step; its cost is per unit of it."""
        column = Column(name, self.values(cost), self.values(lower), self.values(upper), integer)
        self._flows.append(column)
        return Flow(len(self._flows) - 1)

    def quantity(
        self,
        name: str,
        *,
        cost: Cny = 0.0,
        lower: float = 0.0,
        upper: float = inf,
        integer: bool = False,
    ) -> Whole:
        """A new column that holds for all steps; its cost is counted once."""
        self._quantities.append(Quantity(name, cost, lower, upper, integer))
        return Whole(len(self._quantities) - 1)

    def row(self, name: str, *, lower: Amount = -inf, upper: Amount = inf) -> StepRow:
        """A new row of every step, without terms yet."""
        self._rows.append(Row(name, self.values(lower), self.values(upper)))
        return StepRow(len(self._rows) - 1)

    def total(self, name: str, *, lower: float = -inf, upper: float = inf) -> TotalRow:
        """A new row over all steps, without terms yet."""
        self._totals.append(Total(name, lower, upper))
        return TotalRow(len(self._totals) - 1)

    def add(
        self,
        row: StepRow,
        terms: Mapping[Flow | Whole, Amount] | None = None,
        *,
        before: Mapping[Flow, Amount] | None = None,
    ) -> None:
        """Add coefficients to a row: of flows now, of quantities, of flows a step before.

        What is `before` the first step is nothing, unless the start is open: say what is there
        by a quantity.
        """
        for column, value in (terms or {}).items():
            kept = self._now if isinstance(column, Flow) else self._whole
            self._put(kept, row.number, column.number, self.values(value))
        for column, value in (before or {}).items():
            reached = self.values(value)
            if not self.open_start:
                reached = np.array(reached)
                reached[0] = 0.0
            self._put(self._before, row.number, column.number, reached)

    def sum_up(self, total: TotalRow, terms: Mapping[Flow | Whole, Amount]) -> None:
        """Add coefficients to a total: each flow times its value, summed over the steps."""
        for column, value in terms.items():
            if isinstance(column, Flow):
                self._put(self._summed, total.number, column.number, self.values(value))
            else:
                at = (total.number, column.number)
                self._direct[at] = self._direct.get(at, 0.0) + float(value)

    def shift(self, row: StepRow, amount: Amount) -> None:
        """Move a known amount to the other side: adds to both bounds of the row."""
        old = self._rows[row.number]
        step = self.values(amount)
        self._rows[row.number] = Row(old.name, old.lower + step, old.upper + step)

    def price(self, terms: Mapping[Flow | Whole, Amount]) -> None:
        """Add to the cost of columns."""
        for column, value in terms.items():
            if isinstance(column, Flow):
                old = self._flows[column.number]
                cost = _plus(old.cost, self.values(value))
                self._flows[column.number] = Column(
                    old.name, cost, old.lower, old.upper, old.integer
                )
            else:
                was = self._quantities[column.number]
                self._quantities[column.number] = Quantity(
                    was.name, was.cost + float(value), was.lower, was.upper, was.integer
                )

    def bound(self, flow: Flow, *, lower: Amount = -inf, upper: Amount = inf) -> None:
        """Narrow the bounds of a flow."""
        old = self._flows[flow.number]
        self._flows[flow.number] = Column(
            old.name,
            old.cost,
            _narrowed(np.maximum, old.lower, self.values(lower)),
            _narrowed(np.minimum, old.upper, self.values(upper)),
            old.integer,
        )

    def limits(self, column: Flow | Whole) -> tuple[Values | float, Values | float]:
        """The bounds of a column as they stand: the lower and the upper one."""
        if isinstance(column, Flow):
            flow = self._flows[column.number]
            return flow.lower, flow.upper
        quantity = self._quantities[column.number]
        return quantity.lower, quantity.upper

    def values(self, amount: Amount) -> Values:
        """One value per step.

        Raises:
            ValueError: a series of another length.
        """
        array = np.asarray(amount, dtype=np.float64)
        if array.ndim == 0:
            return constant(float(array), steps=self.steps)
        if array.shape != (self.steps,):
            raise ValueError(f"A series of {array.shape} in a program of {self.steps} steps.")
        return array

    def finish(self) -> StepProgram:
        """The arrays."""
        direct = np.zeros((len(self._totals), len(self._quantities)))
        for (row, column), value in self._direct.items():
            direct[row, column] = value
        return StepProgram(
            steps=self.steps,
            flows=tuple(self._flows),
            quantities=tuple(self._quantities),
            rows=tuple(self._rows),
            totals=tuple(self._totals),
            now=_entries(self._now),
            before=_entries(self._before),
            whole=_entries(self._whole),
            summed=_entries(self._summed),
            direct=direct,
            offset=self.offset,
        )

    @staticmethod
    def _put(kept: dict[tuple[int, int], Values], row: int, column: int, value: Values) -> None:
        at = (row, column)
        kept[at] = _plus(kept[at], value) if at in kept else value


def _plus(one: Values, other: Values) -> Values:
    """A sum that stays one number where both are."""
    if one.strides == (0,) and other.strides == (0,):
        return constant(float(one[0] + other[0]), steps=one.size)
    return one + other


def _narrowed(choose: np.ufunc, one: Values, other: Values) -> Values:
    """The narrower bound, that stays one number where both are."""
    if one.strides == (0,) and other.strides == (0,):
        return constant(float(choose(one[0], other[0])), steps=one.size)
    narrowed: Values = choose(one, other)
    return narrowed


def _entries(kept: Mapping[tuple[int, int], Values]) -> tuple[Entry, ...]:
    found: Iterable[tuple[tuple[int, int], Values]] = sorted(kept.items(), key=lambda at: at[0])
    return tuple(Entry(row, column, value) for (row, column), value in found)
