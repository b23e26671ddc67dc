"""A model that HiGHS keeps from one program to the next: for days after days of one park.

With `solve` the only file that names a solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from math import inf
from time import perf_counter
from typing import Any, Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError, Phrase
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.judge import Tolerances, judge
from zeropark.future.plan.program.pattern import Pattern, by_step, pattern_of
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.rounding import relaxed, roundings, settled
from zeropark.future.plan.program.search import Attempt, Solved, Wanted
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import HIGHS, solve

_KEPT_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "solver": "simplex",
    "presolve": "off",  # it would throw the basis away
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}
_FEW: Final = 0.25
"""Of the time for branching, what the search of few whole numbers may take."""
_AGAIN: Final = Phrase("Loosen a limit or allow larger sizes.")


@dataclass(slots=True, eq=False)
class KeptModel:
    """HiGHS's simplex, kept from one program to the next of the same pattern.

    It begins at the basis where the last one ended: of two days of a park, most of it is right.
    Answers are judged like all others; a program that it fails at goes the usual way.
    """

    gap: float = 1e-6
    whole_gap: float = 1e-3
    """Of programs with whole numbers."""
    whole_s: float = 60.0
    """How long branching may take; what it has found by then is taken, with its gap."""
    _solver: Any = field(default=None, init=False)
    _pattern: Pattern | None = field(default=None, init=False)
    _basis: Any = field(default=None, init=False)

    def solve(self, program: StepProgram) -> Solved:
        """The optimum of a program, judged from its own arrays.

        Raises:
            InfeasiblePlanError: it is shown that no point meets all rows and bounds.
            UnboundedPlanError: it is shown that the cost falls without end.
            SolverError: no route gave an answer that holds.
        """
        if program.integer:
            return self._whole(program)
        found = self._try(program)
        if found is not None:
            return found
        self._basis = None
        return solve(program, gap=self.gap)

    def _whole(self, program: StepProgram) -> Solved:
        """Whole numbers: by rounding where that is good enough, else by branching.

        Quantities that must be whole are left to branching.
        """
        if any(at.integer for at in program.quantities):
            return solve(program, gap=self.whole_gap)
        relaxation = self._try(relaxed(program))
        if relaxation is None:
            return solve(program, gap=self.whole_gap)
        found: list[Solved] = []
        for answer in self._answers(program, relaxation):
            told = self._proven(program, answer)
            if told is not None and told.judgement.relative_gap <= self.whole_gap:
                return told
            found += [] if told is None else [told]
        best = min(found, key=lambda each: each.judgement.objective, default=None)
        return best or solve(program, gap=self.whole_gap, time_limit_s=self.whole_s)

    def _answers(self, program: StepProgram, relaxation: Solved) -> Iterator[Answer]:
        """Answers by more and more work, each with the best bound that is known by then."""
        bound = relaxation.judgement.lower_bound
        for held in roundings(program, relaxation.answer):
            found = self._try(held)
            if found is not None:
                yield replace(found.answer, bound=bound, route="highs, rounded")
        few_s = _FEW * self.whole_s
        some = Wanted(gap=self.whole_gap, time_limit_s=few_s)
        few = HIGHS.run(settled(program, relaxation.answer), some)
        yield replace(few, bound=bound, route="highs, few")
        rest = Wanted(gap=self.whole_gap, time_limit_s=self.whole_s - few_s)
        whole = HIGHS.run(program, rest)
        yield replace(whole, bound=max(bound, -inf if whole.bound is None else whole.bound))

    def _proven(self, program: StepProgram, answer: Answer) -> Solved | None:
        """An answer that keeps all rows, with its gap, however wide; None where it does not."""
        judgement = judge(program, answer, tolerances=Tolerances(gap=inf))
        if not judgement.accepted:
            return None
        attempt = Attempt(
            route=answer.route, accepted=True, seconds=answer.seconds, said=answer.said
        )
        return Solved(answer=answer, judgement=judgement, attempts=(attempt,))

    def _try(self, program: StepProgram) -> Solved | None:
        """An answer to a linear program; None where the kept model finds none that holds."""
        answer = self._run(program)
        if answer.status is not Status.SOLVED:
            return None
        judgement = judge(program, answer, tolerances=Tolerances(gap=self.gap))
        if not judgement.accepted:
            return None
        attempt = Attempt(
            route=answer.route, accepted=True, seconds=answer.seconds, said=answer.said
        )
        return Solved(answer=answer, judgement=judgement, attempts=(attempt,))

    def values(self, program: StepProgram) -> Answer:
        """The optimum of a small program, not judged: for steps that are checked all together.

        Raises:
            InfeasiblePlanError: HiGHS finds no answer.
        """
        if program.integer:
            return self._whole(program).answer
        answer = self._run(program)
        if answer.status is not Status.SOLVED:
            raise InfeasiblePlanError(Phrase("{said}", {"said": answer.said}), remedy=_AGAIN)
        return answer

    def _run(self, program: StepProgram) -> Answer:
        highspy = import_module("highspy")
        began = perf_counter()
        if self._solver is None:
            self._solver = highspy.Highs()
            for name, value in _KEPT_OPTIONS.items():
                self._solver.setOptionValue(name, value)
        if self._pattern is None or not self._pattern.fits(program):
            self._pattern, self._basis = pattern_of(program), None
        solver = self._solver
        solver.passModel(_model_of(highspy, program, self._pattern))
        if self._basis is not None:
            solver.setBasis(self._basis)
        solver.run()
        status = solver.getModelStatus()
        solved = status == highspy.HighsModelStatus.kOptimal
        self._basis = solver.getBasis() if solved else None
        found = solver.getSolution()
        return _by_step_answer(
            program,
            (np.array(found.col_value), np.array(found.row_dual)),
            status=Status.SOLVED if solved else Status.STOPPED,
            iterations=solver.getInfo().simplex_iteration_count,
            seconds=perf_counter() - began,
            said=solver.modelStatusToString(status).lower(),
        )


def _model_of(highspy: Any, program: StepProgram, pattern: Pattern) -> Any:  # noqa: ANN401 - classes of a package
    """The arrays of a program of a known pattern."""
    model, flows, once = highspy.HighsLp(), program.flows, program.quantities
    rows, totals = program.rows, program.totals
    model.num_row_, model.num_col_ = program.size
    model.offset_ = program.offset
    model.col_cost_ = by_step([at.cost for at in flows], [at.cost for at in once])
    model.col_lower_ = by_step([at.lower for at in flows], [at.lower for at in once])
    model.col_upper_ = by_step([at.upper for at in flows], [at.upper for at in once])
    model.row_lower_ = by_step([at.lower for at in rows], [at.lower for at in totals])
    model.row_upper_ = by_step([at.upper for at in rows], [at.upper for at in totals])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = pattern.starts
    model.a_matrix_.index_ = pattern.rows
    model.a_matrix_.value_ = pattern.values(program)
    return model


def _by_step_answer(program: StepProgram, found: tuple[Array, Array], **said: Any) -> Answer:  # noqa: ANN401 - fields
    """Values and duals, written out step by step, as an answer to the program."""
    values, duals = found
    steps, flows, rows = program.steps, len(program.flows), len(program.rows)
    return Answer(
        route="highs, kept",
        flows=np.ascontiguousarray(values[: steps * flows].reshape(steps, flows).T),
        quantities=values[steps * flows :],
        row_duals=np.ascontiguousarray(duals[: steps * rows].reshape(steps, rows).T),
        total_duals=duals[steps * rows :],
        **said,
    )
