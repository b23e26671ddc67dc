"""What conflicts where a program can't be met: the smallest set of rules, and what each must give.

A set conflicts if it can't be met together with all that is hard; it is smallest if it can be
without any one of it. The dual values of the elastic form (`program/forms/elastic`) name the rules
that a proof needs; then each of these is left out in turn, and stays out where the rest still
conflicts (the deletion filter of J. W. Chinneck, *Feasibility and Infeasibility in Optimization*,
Springer 2008, ch. 6). There may be other sets; one is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import InfeasiblePlanError
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.forms.elastic import BASE, Elastic, elastic_form
from zeropark.future.plan.program.forms.softened import bounds_as_rows, without
from zeropark.future.plan.program.search import Route, Solved
from zeropark.future.plan.program.step_program import Row, StepProgram, Total
from zeropark.future.plan.solve import solve

_CERTAIN: Final = 1e-6
"""What must be missed, as a share of the scale of rules, so that it isn't rounding."""
_TELLING: Final = 1e-6
"""The share of its price from which the dual of a rule is part of a proof."""
_GAP: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Soft:
    """What may be loosened: a row, a total, or the bounds of a column, by name."""

    name: str
    unit: str = ""
    """Of what it would have to give."""


@dataclass(frozen=True, slots=True, eq=False)
class Give:
    """One member of a conflict, and by how much it would have to give if it alone did."""

    soft: Soft
    amount: float
    """In its unit; of a row of every step, the most in any step."""
    steps: NDArray[np.int64]
    """Where it would have to give; empty where it is of all steps."""
    enough: bool
    """Whether a plan then keeps all other rules; else there is another conflict beside this one,
    and rules outside this one are left out of account."""
    answer: Answer
    """A point of the program that meets the other rules, and this one nearly: what the rule would
    come to can be read from it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shortfall:
    """A row that can't be met whatever the rules are."""

    row: str
    steps: NDArray[np.int64]
    amounts: NDArray[np.float64]
    """By how much, in each of these steps: above 0 it lacks, below 0 it can't be got rid of."""
    in_all: bool = False
    """Whether it is a row over all steps; `steps` then says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """Why a program can't be met."""

    gives: tuple[Give, ...] = ()
    """The smallest set of rules; without any one of them there is a plan, as far as these go."""
    shortfalls: tuple[Shortfall, ...] = ()
    """Where it can't be met even without rules."""


def find_conflict(
    program: StepProgram,
    soft: Sequence[Soft],
    *,
    routes: Sequence[Route] | None = None,
    buses: Callable[[str], bool] = lambda name: name.startswith(("bus ", "balance.")),
    progress: Callable[[str], None] | None = None,
) -> Conflict:
    """The smallest set of rules that conflict.

    Args:
        program: one that can't be met.
        soft: what may be loosened, by name.
        routes: which solvers, in their order; None: the usual ones.
        buses: which rows are to be told, by name, where it can't be met without any rule.
        progress: told the name of each route as it begins.

    Returns:
        An empty conflict where all can be met.

    Raises:
        SolverError: a solver gave up on the way.
    """
    search = _Filter(program, soft, routes, progress)
    try:
        found = search.conflicting(frozenset(search.soft))
    except InfeasiblePlanError:
        return Conflict(shortfalls=tuple(search.shortfalls(buses)))
    return Conflict(gives=tuple(search.gives(search.smallest(found))))


class _Filter:
    """Programs with some of the rules kept, some elastic and some left out."""

    def __init__(
        self,
        program: StepProgram,
        soft: Sequence[Soft],
        routes: Sequence[Route] | None,
        progress: Callable[[str], None] | None,
    ) -> None:
        self.soft = {at.name: at for at in soft}
        rows = {at.name for at in program.rows} | {at.name for at in program.totals}
        self.size = len(program.flows), len(program.quantities)
        self.stated = program
        self.program = bounds_as_rows(program, self.soft.keys() - rows)
        self.routes = routes
        self.progress = progress

    def conflicting(self, names: frozenset[str]) -> frozenset[str]:
        """Those of these rules that a proof needs that they conflict; none if they don't."""
        form, solved = self._solved(elastic=names, kept=frozenset())
        if solved.judgement.lower_bound <= BASE + _CERTAIN:
            return frozenset()
        found = {at.name for at in _needed(form, solved.answer)}
        return names & found or names

    def smallest(self, names: frozenset[str]) -> frozenset[str]:
        """A set out of these that conflicts, and does not without any one of it."""
        needed: set[str] = set()
        while names - needed:
            name = min(names - needed)
            rest = names - {name}
            found = self.conflicting(rest) if rest else rest
            if found:
                names = found
            else:
                needed.add(name)
        return names

    def gives(self, names: frozenset[str]) -> Iterator[Give]:
        """What each of them would have to give if all others are kept, or those of the conflict."""
        for name in (each for each in self.soft if each in names):
            one, others = frozenset((name,)), self.soft.keys() - {name}
            try:
                (form, solved), enough = self._solved(elastic=one, kept=others), True
            except InfeasiblePlanError:
                (form, solved), enough = self._solved(elastic=one, kept=names - one), False
            found = [np.abs(amount) for _, amount in _missed(form, solved.answer)]
            amounts = np.sum(found, axis=0)
            most = float(amounts.max(initial=0.0))
            where = np.flatnonzero(amounts > _CERTAIN * most) if amounts.size > 1 else _NOWHERE
            yield Give(self.soft[name], most, where, enough, self._cut(solved.answer))

    def shortfalls(self, buses: Callable[[str], bool]) -> Iterator[Shortfall]:
        """What is missing where no rule is to blame: on buses if that is enough, else anywhere."""
        self.program = without(self.program, self.soft.keys())
        told = frozenset(at.name for at in self.program.rows if buses(at.name))
        try:
            form, solved = self._solved(elastic=told, kept=frozenset())
        except InfeasiblePlanError:
            every = frozenset(at.name for at in self.program.rows)
            every |= {at.name for at in self.program.totals}
            form, solved = self._solved(elastic=every, kept=frozenset())
        totals = {at.name for at in self.program.totals}
        by_row: dict[str, NDArray[np.float64]] = {}
        for name, amount in _missed(form, solved.answer):
            by_row[name] = by_row.get(name, 0.0) + amount
        most = max((float(np.abs(at).max()) for at in by_row.values()), default=0.0)
        for name, amounts in by_row.items():
            steps = np.flatnonzero(np.abs(amounts) > _CERTAIN * most)
            if steps.size:
                yield Shortfall(name, steps, amounts[steps], in_all=name in totals)

    def _solved(self, *, elastic: frozenset[str], kept: AbstractSet[str]) -> tuple[Elastic, Solved]:
        """Rules that are neither elastic nor kept are left out."""
        program = without(self.program, self.soft.keys() - elastic - kept)
        form = elastic_form(
            program,
            rows=[n for n, at in enumerate(program.rows) if at.name in elastic],
            totals=[n for n, at in enumerate(program.totals) if at.name in elastic],
        )
        return form, solve(form.program, gap=_GAP, routes=self.routes, progress=self.progress)

    def _cut(self, answer: Answer) -> Answer:
        """The values of the columns that the program states, without duals."""
        flows, quantities = self.size
        return replace(
            answer,
            flows=answer.flows[:flows],
            quantities=answer.quantities[:quantities],
            row_duals=np.zeros((len(self.stated.rows), self.stated.steps)),
            total_duals=np.zeros(len(self.stated.totals)),
        )


_NOWHERE: Final = np.zeros(0, dtype=np.int64)


def _needed(form: Elastic, answer: Answer) -> Iterator[Row | Total]:
    """The elastic rows and totals that the proof of the answer leans on."""
    program = form.program
    tail = len(program.flows) - sum(not at.total for at in form.slacks)
    prices = [float(column.cost[0]) for column in program.flows[tail:]]
    tail = len(program.quantities) - sum(at.total for at in form.slacks)
    prices += [quantity.cost for quantity in program.quantities[tail:]]
    for slack, price in zip(form.slacks, prices, strict=True):
        duals = answer.total_duals if slack.total else answer.row_duals
        if float(np.abs(duals[slack.number]).max()) > _TELLING * price:
            yield (program.totals if slack.total else program.rows)[slack.number]


def _missed(form: Elastic, answer: Answer) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """By how much each row is missed, by name; below 0 where it is exceeded."""
    for slack, amount in form.missed(answer.flows, answer.quantities):
        lines: Sequence[Row | Total] = form.program.totals if slack.total else form.program.rows
        yield lines[slack.number].name, slack.sign * amount
