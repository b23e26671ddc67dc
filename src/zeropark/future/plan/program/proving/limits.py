"""Bounds of columns, as arrays that can be drawn nearer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.step_program import StepProgram


@dataclass(frozen=True, slots=True)
class Side:
    """One side of one column: from above or from below."""

    whole: bool
    """Whether the column is a quantity."""
    column: int
    upper: bool


@dataclass(slots=True, eq=False)
class Limits:
    """Lower and upper bounds of every column; quantities have one value, flows one a step."""

    flows: tuple[list[Array], list[Array]]
    """Below and above, by flow."""
    quantities: tuple[Array, Array]

    def of(self, side: Side) -> Array:
        """The bound of one side; an array of one value for a quantity."""
        if side.whole:
            return self.quantities[side.upper][side.column : side.column + 1]
        return self.flows[side.upper][side.column]

    def narrow(self, side: Side, bound: Array | float) -> None:
        """Draw one side nearer; NaN says nothing."""
        choose = np.fmin if side.upper else np.fmax
        if side.whole:
            kept = self.quantities[side.upper]
            kept[side.column] = choose(kept[side.column], bound)
        else:
            self.flows[side.upper][side.column] = choose(self.of(side), bound)

    def filled_with(self, others: Limits) -> Limits:
        """These, and the others wherever these are none."""
        below, above = (
            [_filled(one, other) for one, other in zip(mine, theirs, strict=True)]
            for mine, theirs in zip(self.flows, others.flows, strict=True)
        )
        lower, upper = map(_filled, self.quantities, others.quantities)
        return Limits((below, above), (lower, upper))


def limits_of(program: StepProgram) -> Limits:
    """The bounds that the program states."""
    below = [column.lower for column in program.flows]
    above = [column.upper for column in program.flows]
    lower = np.array([at.lower for at in program.quantities], dtype=np.float64)
    upper = np.array([at.upper for at in program.quantities], dtype=np.float64)
    return Limits((below, above), (lower, upper))


def _filled(one: Array, other: Array) -> Array:
    return np.where(np.isinf(one), other, one)
