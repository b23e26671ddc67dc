"""Solving a long program by merged steps: a bound from either side, drawn together round by round.

Each round solves the merged program (`program/forms/merged`), then operates all steps at the sizes
that it found, or at larger ones where these are too small: that costs at least as much as the best
plan. Its duals, spread over all steps, prove a bound (any duals do). Segments that add the most to
the gap between the two are split.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import InfeasiblePlanError, SolverError
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.forms.merged import Merged, merge
from zeropark.future.plan.program.judge import Judgement, Tolerances, judge
from zeropark.future.plan.program.proving.bound import Proof
from zeropark.future.plan.program.proving.products import Array, activities
from zeropark.future.plan.program.search import Attempt, Route, Solved
from zeropark.future.plan.program.step_program import Quantity, StepProgram
from zeropark.future.plan.solve import solve

_SPLIT: Final = 0.9
"""The share of the gap whose segments are split in a round."""
_WORTH: Final = 0.5
"""The share of the steps from which merging is not worth its while."""
_FINE: Final = 1e-6
"""The gap to which merged programs and operations are solved, or finer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One merged program, and what it proves of the whole."""

    segments: int
    merged_cost: float
    """The optimum of the merged program."""
    relaxes: bool
    """Whether that is a bound by itself, as no cost or coefficient changes inside a segment."""
    lower_bound: float
    """The best so far: no plan costs less."""
    upper_bound: float
    """The best so far: a plan of all steps costs this; inf until there is one."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A plan of all steps, its bound, and how they came together."""

    solved: Solved
    """Sizes and flows of all steps, with the duals that prove the bound."""
    rounds: tuple[Round, ...]


def refine(
    program: StepProgram,
    *,
    sizes: Collection[str],
    gap: float = 1e-3,
    block: int = 6,
    routes: Sequence[Route] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Refined:
    """Solve a program by segments of steps until the proven gap is small enough.

    Args:
        program: without whole numbers.
        sizes: quantities that are chosen once and then operated with; others (a month's peak, the
            first content of a store) are chosen anew when all steps are operated.
        gap: the largest relative gap between a plan's cost and what no plan goes below.
        block: steps of a segment in the first round.
        routes: which solvers, in their order; None: the usual ones.
        progress: told the name of each route as it begins.

    Raises:
        InfeasiblePlanError: no point meets all rows and bounds.
        UnboundedPlanError: the cost falls without end.
        SolverError: no route gave an answer that holds.
    """
    run = _Refining(program, frozenset(sizes), gap, routes, progress)
    starts = np.arange(0, program.steps, max(block, 1))
    while starts.size < _WORTH * program.steps:
        if found := run.round(starts):
            return found
        starts = run.split(starts)
    return run.whole()


@dataclass(frozen=True, slots=True, eq=False)
class _Best:
    """The cheapest operation of all steps so far, with the duals that prove the most."""

    answer: Answer
    judgement: Judgement


@dataclass(slots=True, eq=False)
class _Refining:
    """What is known so far of one program."""

    program: StepProgram
    sizes: frozenset[str]
    gap: float
    routes: Sequence[Route] | None
    progress: Callable[[str], None] | None
    rounds: list[Round] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    best: _Best | None = None
    lower_bound: float = -inf
    """What merged programs have proven."""
    blamed: Array | None = None
    """What each step adds to the gap; None: nobody knows."""

    def round(self, starts: NDArray[np.int64]) -> Refined | None:
        """Solve by these segments; the plan if its gap is small enough."""
        began = perf_counter()
        merged = merge(self.program, starts)
        found = self._solve(merged.program)
        row_duals, total_duals = merged.spread(found.answer)
        operated = self._operate(found.answer)
        if operated is not None:
            self._better(operated)
        proof = Proof(self.program, row_duals=row_duals, total_duals=total_duals)
        self._prove(proof, merged_cost=found.judgement.objective)
        if self.best is not None:
            at = replace(self.best.answer, row_duals=row_duals, total_duals=total_duals)
            self._better(at)
            self.blamed = self._blame(proof, at)
        self.rounds.append(self._round(merged, found, perf_counter() - began))
        if self.best is None or self.best.judgement.relative_gap > self.gap:
            return None
        return self._refined(self.best)

    def split(self, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Split the segments that add the most to the gap into three; all if nobody knows."""
        ends = np.append(starts[1:], self.program.steps)
        long = ends - starts > 1
        chosen = long
        if self.blamed is not None:
            of_segment = np.where(long, np.add.reduceat(self.blamed, starts), 0.0)
            order = np.argsort(-of_segment)
            before = np.cumsum(of_segment[order]) - of_segment[order]
            told = np.zeros(starts.size, dtype=np.bool_)
            told[order] = before < _SPLIT * of_segment.sum()
            chosen = told & long if (told & long).any() else long
        pieces = [
            np.arange(start, end, -(-(end - start) // 3) if split else end - start)
            for start, end, split in zip(starts.tolist(), ends.tolist(), chosen, strict=True)
        ]
        return np.concatenate(pieces)

    def whole(self) -> Refined:
        """Solve all steps at once, where merging is not worth its while."""
        began = perf_counter()
        found = self._solve(self.program)
        best = self._better(found.answer)
        every = merge(self.program, np.arange(self.program.steps))
        self.rounds.append(self._round(every, found, perf_counter() - began))
        return self._refined(best)

    def _solve(self, program: StepProgram) -> Solved:
        gap = min(0.1 * self.gap, _FINE)
        found = solve(program, gap=gap, routes=self.routes, progress=self.progress)
        self.attempts += found.attempts
        return found

    def _operate(self, at: Answer) -> Answer | None:
        """All steps at the sizes of an answer, or at larger ones where these are too small."""
        for may_grow in (False, True):
            quantities = tuple(
                self._held(each, value, may_grow=may_grow)
                for each, value in zip(self.program.quantities, at.quantities.tolist(), strict=True)
            )
            try:
                return self._solve(replace(self.program, quantities=quantities)).answer
            except (InfeasiblePlanError, SolverError):
                continue
        return None

    def _held(self, quantity: Quantity, value: float, *, may_grow: bool) -> Quantity:
        if quantity.name not in self.sizes:
            return quantity
        held = min(max(value, quantity.lower), quantity.upper)
        return replace(quantity, lower=held, upper=quantity.upper if may_grow else held)

    def _prove(self, proof: Proof, *, merged_cost: float) -> None:
        """Keep what the duals of a merged program prove, whether or not there is a plan yet."""
        above = merged_cost if self.best is None else self.best.judgement.objective
        found = proof.lower_bound(cost_below=above + abs(above))
        self.lower_bound = max(self.lower_bound, found)

    def _better(self, answer: Answer) -> _Best:
        """The best, once an answer is known: the cheaper values, and the duals that prove more."""
        tolerances = Tolerances(gap=self.gap, dual=inf)
        found = _Best(answer, judge(self.program, answer, tolerances=tolerances))
        if self.best is not None:
            old = self.best
            values = min((old, found), key=lambda at: at.judgement.objective).answer
            duals = max((old, found), key=lambda at: at.judgement.lower_bound).answer
            both = replace(values, row_duals=duals.row_duals, total_duals=duals.total_duals)
            found = _Best(both, judge(self.program, both, tolerances=tolerances))
        self.best = found
        return found

    def _blame(self, proof: Proof, answer: Answer) -> Array:
        """What each step adds to the gap between an answer's cost and what duals prove."""
        reached = activities(self.program, answer.flows, answer.quantities)
        gap = proof.gap_by_step(answer.flows, limits=proof.limits(), reached=reached)
        return np.where(np.isfinite(gap), np.maximum(gap, 0.0), 0.0)

    def _round(self, merged: Merged, found: Solved, seconds: float) -> Round:
        judged = self.best.judgement if self.best else None
        proven = judged.lower_bound if judged else -inf
        return Round(
            segments=merged.starts.size,
            merged_cost=found.judgement.objective,
            relaxes=merged.relaxes,
            lower_bound=max(proven, self.lower_bound),
            upper_bound=judged.objective if judged else inf,
            seconds=seconds,
        )

    def _refined(self, best: _Best) -> Refined:
        solved = Solved(answer=best.answer, judgement=best.judgement, attempts=tuple(self.attempts))
        return Refined(solved=solved, rounds=tuple(self.rounds))
