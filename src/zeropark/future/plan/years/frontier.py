"""Cost against carbon: the cheapest plan, and the cheapest under caps on CO2 that come down.

The least CO2 is found first, with CO2 in place of the cost; so the caps go in even steps from what
the cheapest plan emits to there, and none is tried in vain. The last cap stands a little above the
least: at the least itself a tonne has no price, as nothing is left to choose. All of it is one
program, whose costs or one bound are changed, and each answer is where the next begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Book, CarbonCap, Planning
from zeropark.future.plan.assembly.conflict_told import explain_conflict
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.forms.softened import without
from zeropark.future.plan.program.search import Route, Solved
from zeropark.future.plan.program.step_program import Column, StepProgram, constant
from zeropark.future.plan.solve import solve
from zeropark.future.plan.years.plan import Asked, Plan, Series
from zeropark.future.plan.years.size import read_plan

_ROOM: Final = 1e-3
"""How far above the least CO2 the last cap stands, as a share of the way down to it."""
_FLAT: Final = 1e-6
"""The share of its CO2 below which the cheapest plan has nothing left to avoid."""

_NO_CAP: Final = 1e9
"""Tonnes a year that no park emits: the cap that the problem is written with, and is moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """The cheapest plan under one cap."""

    cap_t_per_year: float | None
    """None: the cheapest plan of all, without a cap of the frontier."""
    emission_t_per_year: float
    carbon_price_cny_per_t: float
    """Shadow price: what a cap one tonne higher would save."""
    avoided_cny_per_t: float | None
    """What a tonne less than in the cheapest plan costs on average; None where none is avoided."""
    plan: Plan
    """Without its proof, which is of the program with the cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What less CO2 costs, from the cheapest plan to the least CO2 that is possible."""

    park: ParkDocument
    stage: int
    book: Book
    """Whose CO2 is capped."""
    least_t_per_year: float
    """The least CO2 of any plan that was found."""
    least_bound_t_per_year: float
    """No plan emits less than this: proven by duals."""
    points: tuple[FrontierPoint, ...]
    """The cheapest first; one alone where it emits the least already, as far as the gap tells."""
    seconds: float
    """Of all solvers."""


def capped_park(park: ParkDocument, book: Book) -> tuple[ParkDocument, tuple[CarbonCap, ...]]:
    """The park and the caps to write the problem of a frontier with.

    Caps of the other books stay as documented; that of this book is what the frontier moves.
    """
    planning = park.planning or Planning()
    rules = planning.rules.model_copy(update={"carbon_caps": "require"})
    changed = planning.model_copy(update={"rules": rules})
    kept = planning.carbon_caps if planning.rules.carbon_caps == "require" else ()
    others = tuple(cap for cap in kept if cap.book != book)
    cap = CarbonCap(most_t_per_year=_NO_CAP, book=book)
    return park.model_copy(update={"planning": changed}), (*others, cap)


def frontier(
    problem: Problem,
    *,
    book: Book,
    asked: Asked,
    points: int = 9,
    routes: Sequence[Route] | None = None,
    given: Mapping[str, Series] | None = None,
    advance: Callable[[], None] | None = None,
) -> Frontier:
    """Plans from the cheapest to the least CO2, in even steps of CO2.

    Args:
        problem: of `capped_park`, with its caps.
        book: whose CO2 is capped.
        asked: what the plans say they were asked for; its gap is kept.
        points: how many plans, at least two.
        routes: which solvers, in their order; None: the usual ones.
        given: the series that the plans are to carry, by name.
        advance: called after each program that was solved: one more than there are points.

    Raises:
        InputError: fewer than two points.
        InfeasiblePlanError: nothing meets all rules, even without a cap; it names the conflict.
        UnboundedPlanError: cost or CO2 falls without end.
        SolverError: no route gave an answer that holds.
    """
    if points < 2:  # noqa: PLR2004 - the two ends
        raise InputError("A frontier has at least 2 points; got {points}.", points=points)
    line = _Line(problem, book, asked, routes, given or {}, advance or (lambda: None))
    try:
        cheapest = line.point(None, warm=None)
    except InfeasiblePlanError as error:
        raise explain_conflict(problem, routes=routes) or error from error
    least = line.least(cheapest)
    found = [cheapest]
    spread = cheapest.emission_t - least.emission_t
    # The least is known to the gap only: what is nearer to it than that is no line, but rest.
    if spread > max(_FLAT, asked.gap) * max(abs(cheapest.emission_t), 1.0):
        for number in range(1, points):
            down = min(number / (points - 1), 1.0 - _ROOM)
            cap = cheapest.emission_t - down * spread
            found.append(line.point(cap, warm=found[-1].solved.answer))
    return Frontier(
        park=problem.site.park,
        stage=problem.stage,
        book=book,
        least_t_per_year=least.emission_t,
        least_bound_t_per_year=least.bound_t,
        points=tuple(line.told(at, against=cheapest) for at in found),
        seconds=sum(
            attempt.seconds
            for solved in (least.solved, *(at.solved for at in found))
            for attempt in solved.attempts
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    cap_t: float | None
    solved: Solved
    program: StepProgram
    emission_t: float


@dataclass(frozen=True, slots=True, eq=False)
class _Least:
    solved: Solved
    emission_t: float
    bound_t: float


class _Line:
    """One program, whose cap or costs change from point to point."""

    def __init__(
        self,
        problem: Problem,
        book: Book,
        asked: Asked,
        routes: Sequence[Route] | None,
        given: Mapping[str, Series],
        advance: Callable[[], None],
    ) -> None:
        self._problem, self._asked, self._routes = problem, asked, routes
        self._given, self._advance = given, advance
        self._limit = next(at for at in problem.limits if at.rule == f"carbon_cap.{book}")
        self._program = problem.program()
        names = [total.name for total in self._program.totals]
        self._number = names.index(self._limit.name)
        self._known = (self._limit.bound or 0.0) - self._program.totals[self._number].upper
        """What is emitted whatever the plan decides, t a year."""

    def point(self, cap_t: float | None, *, warm: Answer | None) -> _Point:
        """The cheapest plan under a cap."""
        program = self._free() if cap_t is None else self._capped(cap_t - self._known)
        solved = self._solve(program, warm)
        return _Point(cap_t, solved, program, self._emitted(solved.answer))

    def least(self, cheapest: _Point) -> _Least:
        """The least CO2, proven to the same gap as a share of what the cheapest plan emits."""
        scale = max(abs(cheapest.emission_t), 1.0)
        program = self._emitting(offset=self._known + scale)
        solved = self._solve(program, None)
        bound = solved.judgement.lower_bound - scale
        return _Least(solved, self._emitted(solved.answer), bound)

    def told(self, at: _Point, *, against: _Point) -> FrontierPoint:
        """A point as a plan, with what its tonnes cost."""
        capped = replace(
            self._problem,
            limits=tuple(self._limit_at(each, at.cap_t) for each in self._problem.limits),
        )
        plan = read_plan(capped, at.program, at.solved, asked=self._asked, given=self._given)
        limit = next(each for each in plan.limits if each.rule == self._limit.rule)
        more = at.solved.judgement.objective - against.solved.judgement.objective
        less = against.emission_t - at.emission_t
        return FrontierPoint(
            cap_t_per_year=at.cap_t,
            emission_t_per_year=at.emission_t,
            carbon_price_cny_per_t=limit.shadow_price_cny_per_unit,
            avoided_cny_per_t=more / less if less > _FLAT * abs(against.emission_t) else None,
            plan=replace(plan, proof=None),
        )

    def _limit_at(self, limit: Limit, cap_t: float | None) -> Limit:
        return replace(limit, bound=cap_t) if limit is self._limit else limit

    def _capped(self, most: float) -> StepProgram:
        totals = list(self._program.totals)
        totals[self._number] = replace(totals[self._number], upper=most)
        return replace(self._program, totals=tuple(totals))

    def _free(self) -> StepProgram:
        """With a total that asks nothing: the first cap begins where this one was."""
        return self._capped(inf)

    def _emitting(self, *, offset: float) -> StepProgram:
        """The same rows, with CO2 in place of the cost and no cap."""
        program = self._program
        free = without(program, {self._limit.name})
        costs = {at.column: at.value for at in program.summed if at.row == self._number}
        nothing = constant(0.0, steps=program.steps)
        flows = tuple(
            Column(at.name, costs.get(n, nothing), at.lower, at.upper, at.integer)
            for n, at in enumerate(program.flows)
        )
        quantities = tuple(
            replace(at, cost=cost)
            for at, cost in zip(
                program.quantities, program.direct[self._number].tolist(), strict=True
            )
        )
        return replace(free, flows=flows, quantities=quantities, offset=offset)

    def _emitted(self, answer: Answer) -> float:
        terms = [self._known, float(self._program.direct[self._number] @ answer.quantities)]
        terms += [
            float(np.dot(at.value, answer.flows[at.column]))
            for at in self._program.summed
            if at.row == self._number
        ]
        return sum(terms)

    def _solve(self, program: StepProgram, warm: Answer | None) -> Solved:
        solved = solve(program, gap=self._asked.gap, routes=self._routes, warm=warm)
        self._advance()
        return solved
