"""By how much cheaper a quantity that is left out would have to be.

What a size that is 0 allows is 0 whatever its rows say: the duals of an optimum may lay all of the
cost of a unit on rows such as `flow <= share x size`, and leave nothing of it as its reduced cost.
They can be moved without another bound being proven, as long as no flow becomes worth more than
it costs. What they give way by is the reduced cost of the quantity: below it nothing is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.proving.products import Reduced
from zeropark.future.plan.program.step_program import Entry, Row, StepProgram

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Term:
    """A column of a row in each step: its coefficient, its bound, and where its cost stands."""

    coefficient: Array
    lower: Array
    cost: Array
    """A view: what is taken from it is gone for the rows that come after."""


def reduced_if_left_out(
    program: StepProgram, reduced: Reduced, row_duals: Array, quantity: int
) -> float:
    """The reduced cost of a quantity that is 0, as much of it as its rows leave, per unit.

    Never more than the true one, which is reached where each flow has one such row.

    Args:
        program: whose rows.
        reduced: reduced costs that belong to the duals; left as they are.
        row_duals: shape (rows, steps).
        quantity: its number; at its lower bound, which is 0.
    """
    left = float(reduced.quantities[quantity])
    costs: dict[int, Array] = {}
    for row in dict.fromkeys(at.row for at in program.whole if at.column == quantity):
        if not _alone(program, row, quantity):
            continue
        size = _coefficient(program.whole, row, quantity, steps=program.steps)
        gives = np.where(size > 0, -1.0, 1.0)  # the way of the dual that makes the size dearer
        terms = list(_terms(program, row, reduced, costs))
        room = _room_of_row(program.rows[row], row_duals[row], gives)
        for term in terms:
            room = np.minimum(room, _room_of(term, gives))
        room = np.where(np.isfinite(room) & (size != 0), room, 0.0)
        for term in terms:
            term.cost[...] -= term.coefficient * gives * room
        left += float(np.abs(size) @ room)
    return left


def _alone(program: StepProgram, row: int, quantity: int) -> bool:
    """Whether nothing but flows of the same step and this quantity stand in a row."""
    others = (at.row == row and at.column != quantity for at in program.whole)
    return not any(others) and all(at.row != row for at in program.before)


def _coefficient(entries: Iterable[Entry], row: int, column: int, *, steps: int) -> Array:
    total: Array = np.zeros(steps)
    for at in entries:
        if (at.row, at.column) == (row, column):
            total = total + at.value
    return total


def _room_of_row(row: Row, duals: Array, gives: Array) -> Array:
    """How far a dual may move that way; not at all where its end is not 0."""
    at_lower, at_upper = row.lower == 0, row.upper == 0
    # a dual of the upper end is <= 0, of the lower end >= 0, of an equation anything
    up = np.where(at_lower, np.inf, np.where(at_upper, np.maximum(-duals, 0.0), 0.0))
    down = np.where(at_upper, np.inf, np.where(at_lower, np.maximum(duals, 0.0), 0.0))
    return np.where(gives > 0, up, down)


def _terms(
    program: StepProgram, row: int, reduced: Reduced, costs: dict[int, Array]
) -> Iterator[_Term]:
    """The flows of a row; `costs` are those of the columns that were met."""
    for column in dict.fromkeys(at.column for at in program.now if at.row == row):
        yield _Term(
            _coefficient(program.now, row, column, steps=program.steps),
            np.broadcast_to(program.flows[column].lower, program.steps),
            costs.setdefault(column, reduced.flows[column].copy()),
        )


def _room_of(term: _Term, gives: Array) -> Array:
    """How far a dual may move until a flow of the row is worth what it costs."""
    falls = term.coefficient * gives
    room = np.where(term.lower == 0, np.maximum(term.cost, 0.0), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        until: Array = np.where(falls > 0, room / falls, np.inf)
    # dearer, a flow that may be below 0 would earn more there
    return np.where((falls < 0) & (term.lower < 0), 0.0, until)
