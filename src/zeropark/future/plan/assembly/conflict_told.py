"""A conflict in the words of the park: which rules and sizes, and what each would have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError, Name, Phrase, side_by_side
from zeropark.basis.timeline import PARK_ZONE, from_array
from zeropark.future.plan.assembly.conflict import Conflict, Give, Shortfall, Soft, find_conflict
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.program.step_program import StepProgram

_WAYS: Final = ("in", "out")


def explain_conflict(
    problem: Problem,
    *,
    routes: Sequence[Route] | None = None,
    progress: Callable[[str], None] | None = None,
) -> InfeasiblePlanError | None:
    """The error that names what conflicts in a problem that nothing meets; None if all is met.

    Rules, the largest sizes that may be chosen, and what may pass boundary points are looked at;
    what the park's equations say is hard.

    Raises:
        SolverError: a solver gave up on the way.
    """
    program = problem.program()
    soft = tuple(soft_of(problem, program))
    conflict = find_conflict(program, soft, routes=routes, progress=progress)
    if conflict.shortfalls:
        return _short(problem, conflict.shortfalls)
    return _conflicting(problem, program, conflict) if conflict.gives else None


def soft_of(problem: Problem, program: StepProgram) -> Iterator[Soft]:
    """What could be loosened: rules, sizes that may be chosen, and boundary points."""
    totals = {at.name for at in program.totals}
    for limit in problem.limits:
        if limit.required and limit.name in totals:
            yield Soft(limit.name, limit.unit)
    sizes = {".".join(key) for key in problem.site.choices}
    for quantity in program.quantities:
        if quantity.name in sizes and np.isfinite(quantity.upper):
            yield Soft(quantity.name)
    points = {f"{at.id}.{way}" for at in problem.site.park.boundary_points for way in _WAYS}
    for column in program.flows:
        if column.name in points and np.isfinite(column.upper).any():
            yield Soft(column.name)


def _conflicting(problem: Problem, program: StepProgram, conflict: Conflict) -> InfeasiblePlanError:
    limits = {limit.name: limit for limit in problem.limits}
    uppers = {at.name: at.upper for at in program.quantities}
    told: list[Phrase] = []
    for give in conflict.gives:
        name = give.soft.name
        if name in limits:
            told.append(_limit_told(problem, limits[name], give))
        elif name in uppers:
            told.append(_size_told(name, uppers[name], give))
        else:
            told.append(_point_told(problem, name, give))
    together = Phrase(
        "These can't be kept together unless one of them gives: {parts}.",
        {"parts": side_by_side(told)},
    )
    return InfeasiblePlanError(
        together, remedy="Loosen one of them, or allow another kind of plant."
    )


def _limit_told(problem: Problem, limit: Limit, give: Give) -> Phrase:
    """A bound that is enough; of a ratio there may be a bound a little nearer that is, too."""
    data = {
        "rule": Name(limit.en, zh=limit.zh),
        "id": limit.rule,
        "value": limit.value(problem.figures(give.answer)) or 0.0,
        "bound": limit.bound or 0.0,
        "unit": limit.unit,
    }
    if limit.unit == "1":
        return Phrase("{rule} ({id}) is {bound:.4g}, and {value:.4g} would do", data)
    return Phrase("{rule} ({id}) is {bound:.6g} {unit}, and {value:.6g} would do", data)


def _size_told(name: str, most: float, give: Give) -> Phrase:
    data = {"size": name, "most": most, "needed": most + give.amount}
    return Phrase("{size} is {most:.6g} at most, and would have to be {needed:.6g}", data)


def _point_told(problem: Problem, name: str, give: Give) -> Phrase:
    point, _, way = name.rpartition(".")
    data = {
        "point": point,
        "more": give.amount / problem.site.hours,
        "when": _when(problem, int(give.steps[0]) if give.steps.size else 0),
        "count": int(give.steps.size),
    }
    if way == "in":
        return Phrase(
            "{point} would have to let {more:.6g} an hour more in, from {when} on in {count} steps",
            data,
        )
    return Phrase(
        "{point} would have to let {more:.6g} an hour more out, from {when} on in {count} steps",
        data,
    )


def _short(problem: Problem, shortfalls: Sequence[Shortfall]) -> InfeasiblePlanError:
    parts = [_shortfall_told(problem, found) for found in shortfalls]
    return InfeasiblePlanError(
        Phrase("No rule is to blame: {parts}.", {"parts": side_by_side(parts)}),
        remedy="Allow larger sizes, another kind of plant, or more through a boundary point.",
    )


def _shortfall_told(problem: Problem, found: Shortfall) -> Phrase:
    worst = int(np.argmax(np.abs(found.amounts)))
    data = {
        "row": found.row,
        "count": int(found.steps.size),
        "when": _when(problem, int(found.steps[worst])),
        "amount": float(np.abs(found.amounts[worst])),
    }
    if found.amounts[worst] > 0.0:
        return Phrase("{row} lacks {amount:.6g} at {when}, and something in {count} steps", data)
    return Phrase("{row} has {amount:.6g} too much at {when}, and too much in {count} steps", data)


def _when(problem: Problem, step: int) -> str:
    """The start of a step as the park's calendar says it."""
    start = from_array(problem.site.axis.starts()[step]).astimezone(PARK_ZONE)
    return f"{start:%Y-%m-%d %H:%M}"
