"""What one window hands on to the next: where stores and units stand, and peaks come to so far."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import StepProgram

Array = NDArray[np.float64]


def by_name(program: StepProgram, last: Array) -> Mapping[str, float]:
    """What each flow was in a step, by its name; shape (flows,)."""
    return {at.name: float(value) for at, value in zip(program.flows, last, strict=True)}


def as_columns(program: StepProgram, told: Mapping[str, float]) -> Array:
    """The same as the flows of another program: what it has no name for binds nothing (NaN)."""
    return np.array([told.get(at.name, np.nan) for at in program.flows])


def incurred(
    program: StepProgram, values: Array, before: Array, floors: Mapping[str, float], first: int
) -> Mapping[str, float]:
    """What quantities have come to after some steps: a month's peak, by name.

    A quantity with a price is pushed up by rows of the form `what is drawn - quantity <= bound`;
    what was carried out tells by how much.

    Args:
        program: of the whole stretch.
        values: what was carried out, shape (flows, steps).
        before: of the step before, shape (flows,).
        floors: what quantities had come to before.
        first: the first of these steps in the program.
    """
    steps = slice(first, first + values.shape[1])
    reached = np.concatenate([before[:, None], values[:, :-1]], axis=1)
    found = dict(floors)
    for push in program.whole:
        ratio = push.value[steps]
        quantity = program.quantities[push.column]
        if quantity.cost <= 0.0 or not (ratio < 0.0).any():
            continue
        drawn = np.zeros(values.shape[1])
        for at in program.now:
            if at.row == push.row:
                drawn += at.value[steps] * values[at.column]
        for at in program.before:
            if at.row == push.row:
                drawn += at.value[steps] * np.nan_to_num(reached[at.column])
        over = drawn - program.rows[push.row].upper[steps]
        active = (ratio < 0.0) & np.isfinite(over)
        most = float((over[active] / -ratio[active]).max(initial=0.0))
        found[quantity.name] = max(found.get(quantity.name, quantity.lower), most)
    return found
