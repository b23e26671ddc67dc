"""One contender of the planning benchmark in a process of its own: one JSON line on what it took.

    python benchmarks/planning_run.py CONTENDER [--hours 8760] [--steps-per-hour 1]

Before the clock starts each has run two days of the park, so that imports are made and compiled
code is loaded; what that took is told as the cold start. The table of the series is on disk, and
what a peer needs of the park's weather and bills is in memory. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from reference.document import (
    COLUMNS,
    PARK,
    SEED,
    YEAR,
    Stretch,
    reference_conditions,
    reference_problem,
    write_series,
)
from reference.program import reference_program
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.future.plan.assembly.problem import Options, write_problem
from zeropark.future.plan.program.answer import Status
from zeropark.future.plan.program.judge import judge
from zeropark.future.plan.program.search import Wanted
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import ROUTES
from zeropark.future.plan.years.given_columns import ColumnUse, Given
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.usecases.check_plan import check_plan_again
from zeropark.shell.usecases.plan_frontier import FrontierOrder, plan_frontier
from zeropark.shell.usecases.plan_pathway import PathwayOrder, plan_stages
from zeropark.shell.usecases.plan_size import SizeOrder, plan_size
from zeropark.shell.usecases.read_given import read_given

GAP = 1e-6
POINTS = 9
STAGES = (YEAR, YEAR + 2, YEAR + 4)
TWO_DAYS = Stretch(hours=48, year=YEAR + 2)
"""Of another year, whose weather nobody asks for again."""
MEGABYTE_KB = 1_024.0


@dataclass(slots=True)
class Clock:
    """Seconds by stage."""

    wall_s: dict[str, float] = field(default_factory=dict)
    cpu_s: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What happens inside belongs to this stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall_s[name] = self.wall_s.get(name, 0.0) + time.perf_counter() - wall
        self.cpu_s[name] = self.cpu_s.get(name, 0.0) + time.process_time() - cpu


@dataclass(slots=True)
class Watch:
    """Tells a use case's stages to a clock."""

    clock: Clock
    _open: list[AbstractContextManager[None]] = field(default_factory=list)

    def begin(self, what: str, *, total: int | None = None) -> None:
        """A stage starts."""
        del total
        self._open.append(self.clock.stage(what.partition(":")[0]))
        self._open[-1].__enter__()

    def advance(self, steps: int = 1) -> None:
        """Nothing: seconds are told by stage."""

    def end(self) -> None:
        """The stage is over."""
        self._open.pop().__exit__(None, None, None)


Run = Callable[[Stretch, Clock], Mapping[str, object]]
Series = Callable[[ParkDocument], Callable[[Axis], Given]]


@contextmanager
def series_file(stretch: Stretch) -> Iterator[Series]:
    """The series on disk; what is given reads them."""
    uses = tuple(ColumnUse(of=name, column=name) for name in COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.csv"
        write_series(path, stretch)
        yield lambda park: read_given(path, uses, park=park, tables=TableFiles())


def read(clock: Clock) -> tuple[ParkDocument, Rulebook]:
    """The document and the rules."""
    with clock.stage("read"):
        park, rules = (
            load_park(PARK.read_text(encoding="utf-8"), name=PARK.name).park,
            load_rulebook(),
        )
    assert park is not None
    return park, rules


def ours(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
    """Document and series in, checked plan with its books out."""
    order = SizeOrder(
        year=stretch.year,
        period=stretch.period,
        step=stretch.axis.step,
        stage=YEAR,
        gap=GAP,
        seed=SEED,
    )
    with series_file(stretch) as given, clock.stage("all"):
        park, rules = read(clock)
        watch = Watch(clock)
        with clock.stage("plan"):
            sized = plan_size(
                order, park=park, rules=rules, own_rules=(), given=given(park), progress=watch
            )
        with clock.stage("check"):
            checked = check_plan_again(sized.plan)
    assert not checked.findings, checked.findings
    plan = sized.plan
    return {"objective": plan.objective_cny_per_year, "route": plan.route} | _built(stretch)


def whole_frontier(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
    """Nine plans from the cheapest to the least CO2; the objective is that of the cheapest."""
    order = FrontierOrder(
        book="location",
        points=POINTS,
        stage=YEAR,
        year=stretch.year,
        period=stretch.period,
        step=stretch.axis.step,
        gap=GAP,
        seed=SEED,
    )
    with series_file(stretch) as given, clock.stage("all"):
        park, rules = read(clock)
        watch = Watch(clock)
        found = plan_frontier(order, park=park, rules=rules, given=given(park), progress=watch)
    points = found.frontier.points
    assert len(points) == POINTS
    return {"objective": points[0].plan.objective_cny_per_year}


def whole_pathway(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
    """Three stages with the same weather; the objective is the cost of all of them."""
    order = PathwayOrder(
        stages=STAGES,
        year=stretch.year,
        period=stretch.period,
        step=stretch.axis.step,
        gap=GAP,
        seed=SEED,
    )
    with series_file(stretch) as given, clock.stage("all"):
        park, rules = read(clock)
        watch = Watch(clock)
        found = plan_stages(order, park=park, rules=rules, given=given(park), progress=watch)
    return {"objective": found.pathway.objective_cny}


def _built(stretch: Stretch) -> Mapping[str, object]:
    """What building takes where the weather is known already, seconds."""
    conditions, rules = reference_conditions(stretch), load_rulebook()
    options = Options(stage=YEAR)
    write_problem(conditions, rules, options)
    again = Clock()
    with again.stage("build"):
        write_problem(conditions, rules, options).program()
    return {"build_wall_s": again.wall_s["build"], "build_cpu_s": again.cpu_s["build"]}


def route_of(name: str, write: Callable[[Stretch], StepProgram]) -> Run:
    """One solver on a program that is there already, and what its answer is worth."""

    def run(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
        program = write(stretch)
        with clock.stage("all"):
            answer = ROUTES[name].run(program, Wanted(gap=GAP))
            judged = judge(program, answer)
        refused = "; ".join(str(why) for why in judged.refused)
        return {
            "objective": judged.objective,
            "iterations": answer.iterations,
            "refused": refused or (answer.status is not Status.SOLVED and answer.said) or "",
        }

    return run


def pypsa_by(solver: str) -> Run:
    """PyPSA from the series in memory to the optimum, by one solver of HiGHS."""

    def run(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
        from reference.document_in_pypsa import Twin  # noqa: PLC0415 no other contender has it

        problem, conditions = reference_problem(stretch), reference_conditions(stretch)
        with clock.stage("all"):
            with clock.stage("build"):
                twin = Twin(problem, conditions)
            with clock.stage("solve"):
                objective = twin.solve(solver=solver)
        return {"objective": objective}

    return run


def _document(stretch: Stretch) -> StepProgram:
    return reference_problem(stretch).program()


def _direct(stretch: Stretch) -> StepProgram:
    return reference_program(stretch.steps_per_hour, stretch.hours)


CONTENDERS: Mapping[str, Run] = {
    "ours": ours,
    "frontier": whole_frontier,
    "pathway": whole_pathway,
    **{f"{name}-on-document": route_of(name, _document) for name in ROUTES},
    **{f"{name}-on-program": route_of(name, _direct) for name in ROUTES},
    **{f"pypsa-{solver}": pypsa_by(solver) for solver in ("hipo", "ipx", "simplex")},
}


def run() -> None:
    """Run one, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contender", choices=CONTENDERS)
    parser.add_argument("--hours", type=int, default=8_760)
    parser.add_argument("--steps-per-hour", type=int, default=1)
    asked = parser.parse_args()
    assert asked.contender.partition("-")[0] != "pypsa" or find_spec("pypsa"), "install the peers"
    contender, cold, clock = CONTENDERS[asked.contender], Clock(), Clock()
    contender(TWO_DAYS, cold)
    told = contender(Stretch(asked.steps_per_hour, asked.hours), clock)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    done = {
        **told,
        "cold_wall_s": cold.wall_s["all"],
        "wall_s": clock.wall_s,
        "cpu_s": clock.cpu_s,
        "peak_mb": peak_mb,
    }
    sys.stdout.write(json.dumps(done) + "\n")


if __name__ == "__main__":
    run()
