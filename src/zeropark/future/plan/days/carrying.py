"""What one window hands on to the next: where stores and units stand, and peaks come to so far."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.place import BoundaryPoint
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.site.park_draft import Path

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


def net_import(stretch: DayProblem, point: BoundaryPoint, values: Array, first: int) -> Array:
    """What passes a point in some steps, in less out, kWh; shape (steps,).

    Args:
        stretch: whose columns the values are of.
        point: at a bus of electricity.
        values: what all flows came to, shape (flows, steps).
        first: the first of these steps in the stretch.
    """
    site, steps = stretch.written.site, slice(first, first + values.shape[1])
    net = np.zeros(values.shape[1])
    for path, sign in (
        (Path(ELECTRICITY, point.id, point.bus), 1.0),
        (Path(ELECTRICITY, point.bus, point.id), -1.0),
    ):
        amount = site.paths.get(path)
        if amount is not None:
            net = net + sign * site.draft.values(amount.known)[steps]
            for column, ratio in amount.terms.items():
                if isinstance(column, Flow):
                    net = net + sign * site.draft.values(ratio)[steps] * values[column.number]
    return net
