"""Searching for an answer: routes run in turn until one's holds, or none is shown to be.

An answer is accepted only after `judge` says so, whatever its route says of it. That a program has
no answer is believed only with a proof (`shows_infeasible`, `shows_unbounded`, or the elastic and
recession forms), or from a route that goes through whole numbers, which has no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError, Phrase, UnboundedPlanError
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.forms import elastic, recession
from zeropark.future.plan.program.forms.scales import scales_of
from zeropark.future.plan.program.judge import Judgement, Tolerances, judge
from zeropark.future.plan.program.proving.certificates import shows_infeasible, shows_unbounded
from zeropark.future.plan.program.step_program import Column, Quantity, Row, StepProgram, Total

_CERTAIN: Final = 1e-8
"""By how much a proof must be above what would be no contradiction: more than rounding."""
_ASIDE: Final = 1e-7
"""The gap to which a proof is looked for."""
_TELLING: Final = 1e-3
"""The share of the largest part of a proof from which a row or column is named."""
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a route."""

    gap: float
    """The largest relative gap that will be accepted."""
    time_limit_s: float | None = None
    """None: as long as it takes. Interior points finish what they began."""
    warm: Answer | None = None
    """An answer to a program of the same pattern."""


@dataclass(frozen=True, slots=True)
class Route:
    """A solver: takes a program, gives an answer that nobody believes yet."""

    name: str
    run: Callable[[StepProgram, Wanted], Answer]
    whole_numbers: bool = False
    """Whether it heeds integer columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One route that ran, and what became of its answer."""

    route: str
    accepted: bool
    seconds: float
    said: str
    """Why it was not accepted, or how well it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """An accepted answer, what it is worth, and what was tried for it."""

    answer: Answer
    judgement: Judgement
    attempts: tuple[Attempt, ...]


@dataclass(slots=True, eq=False)
class Search:
    """A program being solved by one route after the other."""

    program: StepProgram
    wanted: Wanted
    progress: Callable[[str], None] | None
    attempts: list[Attempt] = field(default_factory=list)
    claims: list[tuple[Route, Answer]] = field(default_factory=list)
    """Answers that say that there is none."""
    disproved: set[Status] = field(default_factory=set)

    def try_route(self, route: Route) -> Solved | None:
        """Run a route and judge what it gives."""
        if self.progress is not None:
            self.progress(route.name)
        began = perf_counter()
        try:
            answer = route.run(self.program, self.wanted)
        except ModuleNotFoundError as missing:
            said = f'{missing.name} is not installed: pip install "zeropark[plan]"'
            self._note(route, began, said)
            return None
        except (ArithmeticError, np.linalg.LinAlgError) as broken:
            self._note(route, began, f"numbers broke down: {broken}")
            return None
        if answer.status in (Status.INFEASIBLE, Status.UNBOUNDED):
            self.claims.append((route, answer))
            self._note(route, began, f"{answer.status.value}: {answer.said}")
            return None
        judgement = judge(self.program, answer, tolerances=Tolerances(gap=self.wanted.gap))
        said = " ".join([answer.said, *map(str, judgement.refused)])
        self._note(route, began, said, accepted=judgement.accepted)
        if not judgement.accepted:
            return None
        return Solved(answer=answer, judgement=judgement, attempts=tuple(self.attempts))

    def _note(self, route: Route, began: float, said: str, *, accepted: bool = False) -> None:
        seconds = perf_counter() - began
        self.attempts.append(
            Attempt(route=route.name, accepted=accepted, seconds=seconds, said=said.strip())
        )

    def believe(self, routes: Sequence[Route]) -> None:
        """Raise what the last answer says if it says that there is no answer, and that is shown."""
        if not self.claims:
            return
        route, claim = self.claims.pop()
        if claim.status is Status.INFEASIBLE:
            if shows_infeasible(self.program, claim):
                raise _infeasible(self.program, claim)
            self._prove_infeasible(routes)
            if self.program.integer and route.whole_numbers:
                raise InfeasiblePlanError(
                    Phrase("No whole numbers of units meet all rows."), remedy=_LOOSEN
                )
        else:
            if shows_unbounded(self.program, claim):
                raise _unbounded(self.program, claim)
            self._prove_unbounded(routes)

    def doubt(self, routes: Sequence[Route]) -> None:
        """Raise what can be shown when no route had an answer."""
        self._prove_infeasible(routes)
        self._prove_unbounded(routes)

    def _prove_infeasible(self, routes: Sequence[Route]) -> None:
        if Status.INFEASIBLE in self.disproved:
            return
        self.disproved.add(Status.INFEASIBLE)
        program = self.program
        form = elastic.elastic_form(
            program, rows=range(len(program.rows)), totals=range(len(program.totals))
        )
        solved = self._aside(form.program, routes)
        if solved and solved.judgement.lower_bound > elastic.BASE + _CERTAIN:
            raise _infeasible(program, solved.answer)

    def _prove_unbounded(self, routes: Sequence[Route]) -> None:
        if Status.UNBOUNDED in self.disproved:
            return
        self.disproved.add(Status.UNBOUNDED)
        solved = self._aside(recession.recession_form(self.program), routes)
        if solved and shows_unbounded(self.program, solved.answer):
            raise _unbounded(self.program, solved.answer)

    def _aside(self, program: StepProgram, routes: Sequence[Route]) -> Solved | None:
        """Another program that surely has an answer, by the same routes."""
        wanted = replace(self.wanted, gap=_ASIDE, warm=None)
        search = Search(program, wanted, self.progress)
        return next(filter(None, map(search.try_route, routes)), None)


def check_bounds(program: StepProgram) -> None:
    """See that no lower bound is above its upper one.

    Raises:
        InfeasiblePlanError: one is; it names the column or row.
    """
    by_step: list[Column | Row] = [*program.flows, *program.rows]
    once: list[Quantity | Total] = [*program.quantities, *program.totals]
    crossed = [at.name for at in by_step if (at.lower > at.upper).any()]
    crossed += [at.name for at in once if at.lower > at.upper]
    if crossed:
        raise InfeasiblePlanError(
            Phrase("The lower bound is above the upper one: {names}.", {"names": _listed(crossed)}),
            remedy=_LOOSEN,
        )


_LOOSEN: Final = Phrase("Loosen a limit or allow larger sizes.")


def _infeasible(program: StepProgram, shown_by: Answer) -> InfeasiblePlanError:
    """The error, with the rows that carry the proof."""
    scales = scales_of(program)
    parts = [
        *(
            (at.name, float(np.abs(duals).max(initial=0.0)) / scale)
            for at, duals, scale in zip(
                program.rows, shown_by.row_duals, scales.rows.tolist(), strict=True
            )
        ),
        *(
            (at.name, abs(dual) / scale)
            for at, dual, scale in zip(
                program.totals, shown_by.total_duals.tolist(), scales.totals.tolist(), strict=True
            )
        ),
    ]
    names = {"rows": _listed(list(_largest(parts)))}
    return InfeasiblePlanError(Phrase("These can't hold together: {rows}.", names), remedy=_LOOSEN)


def _unbounded(program: StepProgram, shown_by: Answer) -> UnboundedPlanError:
    """The error, with the columns that earn along the direction."""
    earned = [
        *(
            (at.name, -float(np.minimum(at.cost * along, 0.0).sum()))
            for at, along in zip(program.flows, shown_by.flows, strict=True)
        ),
        *(
            (at.name, -min(at.cost * along, 0.0))
            for at, along in zip(program.quantities, shown_by.quantities.tolist(), strict=True)
        ),
    ]
    return UnboundedPlanError(
        _largest(earned), remedy="Give them an upper bound, or look at their prices."
    )


def _largest(parts: list[tuple[str, float]]) -> Iterator[str]:
    """The names of the parts that matter, the largest first."""
    most = max((size for _, size in parts), default=0.0)
    for name, size in sorted(parts, key=lambda at: -at[1]):
        if size > _TELLING * most:
            yield name


def _listed(names: Sequence[str]) -> str:
    """Names, and dots where there are too many to be read."""
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown}, ..." if len(names) > _MOST_NAMED else shown
