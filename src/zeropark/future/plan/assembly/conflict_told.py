"""A conflict in the words of the park: which rules and sizes, and what each would have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import InfeasiblePlanError, Name, Phrase, side_by_side
from zeropark.basis.timeline import PARK_ZONE, from_array
from zeropark.future.plan.assembly.conflict import Conflict, Give, Shortfall, Soft, find_conflict
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.site.said import amount, node_name, row_name, row_unit

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
            told.append(_size_told(problem, name, uppers[name], give))
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
    value = limit.value(problem.figures(give.answer)) or 0.0
    data = {"rule": Name(limit.en, zh=limit.zh), "id": limit.rule, "unit": limit.unit}
    if limit.unit == "1":
        told = {"value": value, "bound": limit.bound or 0.0}
        return Phrase("{rule} ({id}) is {bound:.4g}, and {value:.4g} would do", data | told)
    written = {"value": amount(value), "bound": amount(limit.bound or 0.0)}
    return Phrase("{rule} ({id}) is {bound} {unit}, and {value} would do", data | written)


def _size_told(problem: Problem, name: str, most: float, give: Give) -> Phrase:
    node, _, field = name.rpartition(".")
    data = {
        "node": node_name(problem.site.park, node),
        "field": field,
        "most": amount(most),
        "needed": amount(most + give.amount),
    }
    return Phrase("{node} ({field}) is {most} at most, and would have to be {needed}", data)


def _point_told(problem: Problem, name: str, give: Give) -> Phrase:
    park = problem.site.park
    point, _, way = name.rpartition(".")
    count = int(give.steps.size)
    data = {
        "point": node_name(park, point),
        "more": amount(give.amount / problem.site.hours),
        "unit": carrier(park.bus_by_id[park.point_by_id[point].bus].carrier).unit,
        "when": _when(problem, int(give.steps[0]) if count else 0),
        "count": count,
    }
    if way == "in":
        let = Phrase("{point} would have to let {more} {unit} an hour more in", data)
    else:
        let = Phrase("{point} would have to let {more} {unit} an hour more out", data)
    if count == 1:
        return Phrase("{let} at {when}", {"let": let, **data})
    return Phrase("{let}, from {when} on in {count} steps", {"let": let, **data})


def _short(problem: Problem, shortfalls: Sequence[Shortfall]) -> InfeasiblePlanError:
    parts = [_shortfall_told(problem, found) for found in shortfalls]
    return InfeasiblePlanError(
        Phrase("No rule is to blame: {parts}.", {"parts": side_by_side(parts)}),
        remedy="Allow larger sizes, another kind of plant, or more through a boundary point.",
    )


def _shortfall_told(problem: Problem, found: Shortfall) -> Phrase:
    worst = int(np.argmax(np.abs(found.amounts)))
    park, count = problem.site.park, int(found.steps.size)
    data = {
        "of": row_name(park, found.row),
        "unit": row_unit(park, found.row),
        "count": count,
        "when": _when(problem, int(found.steps[worst])),
        "amount": amount(float(np.abs(found.amounts[worst]))),
    }
    lacks = found.amounts[worst] > 0.0
    if found.in_all and lacks:
        return Phrase("{of} lacks {amount}{unit} over all steps together", data)
    if found.in_all:
        return Phrase("{of} has {amount}{unit} too much over all steps together", data)
    if count == 1 and lacks:
        return Phrase("{of} lacks {amount}{unit} at {when}", data)
    if count == 1:
        return Phrase("{of} has {amount}{unit} too much at {when}", data)
    if lacks:
        return Phrase("{of} lacks {amount}{unit} at {when}, and some in {count} steps in all", data)
    return Phrase("{of} has {amount}{unit} too much at {when}, and in {count} steps in all", data)


def _when(problem: Problem, step: int) -> str:
    """The start of a step as the park's calendar says it."""
    start = from_array(problem.site.axis.starts()[step]).astimezone(PARK_ZONE)
    return f"{start:%Y-%m-%d %H:%M}"
