"""Solvers alone, each on a program that is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contenders.clock import GAP, Clock, Run
from reference.document import Stretch, reference_problem
from reference.program import reference_program
from zeropark.future.plan.program.answer import Status
from zeropark.future.plan.program.judge import Tolerances, judge
from zeropark.future.plan.program.search import Wanted
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import ROUTES


def route_of(name: str, write: Callable[[Stretch], StepProgram]) -> Run:
    """One solver on a program that is there already, and what its answer is worth."""

    def run(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
        program = write(stretch)
        with clock.stage("all"):
            answer = ROUTES[name].run(program, Wanted(gap=GAP))
            judged = judge(program, answer, tolerances=Tolerances(gap=GAP))
        refused = "; ".join(str(why) for why in judged.refused)
        return {
            "objective": judged.objective,
            "iterations": answer.iterations,
            "refused": refused or (answer.status is not Status.SOLVED and answer.said) or "",
        }

    return run


def _document(stretch: Stretch) -> StepProgram:
    return reference_problem(stretch).program()


def _direct(stretch: Stretch) -> StepProgram:
    return reference_program(stretch.steps_per_hour, stretch.hours)


CONTENDERS: Mapping[str, Run] = {
    **{f"{name}-on-document": route_of(name, _document) for name in ROUTES},
    **{f"{name}-on-program": route_of(name, _direct) for name in ROUTES},
}
