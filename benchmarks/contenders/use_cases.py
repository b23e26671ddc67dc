"""Ours from end to end: the document and its series in, checked plans out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from contenders.clock import GAP, Clock, Run, Watch
from reference.document import (
    COLUMNS,
    PARK,
    SEED,
    YEAR,
    Stretch,
    reference_conditions,
    write_series,
)
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.columns import ColumnUse
from zeropark.future.plan.assembly.problem import Options, write_problem
from zeropark.future.plan.years.given_columns import Given
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.usecases.check_plan import check_plan_again
from zeropark.shell.usecases.plan_frontier import FrontierOrder, plan_frontier
from zeropark.shell.usecases.plan_pathway import PathwayOrder, plan_stages
from zeropark.shell.usecases.plan_size import SizeOrder, plan_size
from zeropark.shell.usecases.read_given import read_given

POINTS = 9
STAGES = (YEAR, YEAR + 2, YEAR + 4)
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


CONTENDERS: Mapping[str, Run] = {
    "ours": ours,
    "frontier": whole_frontier,
    "pathway": whole_pathway,
}
