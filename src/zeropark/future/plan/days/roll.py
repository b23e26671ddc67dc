"""Rolling: a plan for each window on what was known then, carried out on what happened.

The model is kept from window to window; what is handed on is what flows were in the last step that
was carried out, and what peaks have come to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import InfeasiblePlanError
from zeropark.basis.park.place import BoundaryPoint
from zeropark.future.plan.days.budgets import steps_left
from zeropark.future.plan.days.carrying import as_columns, by_name, incurred, net_import
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.execute import Carrier
from zeropark.future.plan.days.horizon import Window
from zeropark.future.plan.days.planned_windows import PlannedWindows
from zeropark.future.plan.days.read_days import Decided
from zeropark.future.plan.days.state import Start, stores_of
from zeropark.future.plan.kept_model import KeptModel
from zeropark.future.plan.program.search import Solved
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.windows import Cut, Within, cut_out

Array = NDArray[np.float64]
_DEMAND: Final = "demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDone:
    """One window: when it was planned, what the plan said, how it was solved."""

    first: int
    count: int
    kept: int
    issued_at: datetime
    planned_cost: float
    """What the plan minimised over its whole window."""
    relative_gap: float
    route: str
    seconds: float
    """Of cutting, solving and judging the plan."""


@dataclass(slots=True, eq=False)
class Progress:
    """How far a roll has come: all that is needed to go on."""

    values: Array
    """What was carried out, shape (flows, steps of the stretch); NaN ahead."""
    last: dict[str, float]
    """What flows were in the last step that was carried out, by name."""
    floors: dict[str, float]
    """What quantities have come to, by name."""
    margins: dict[str, float]
    """What each ratio of the year has come to, kWh, by rule."""
    positions: dict[str, Array]
    """What plans had each grid point bring in less take out, kWh, of the steps that were carried
    out; NaN ahead."""
    done: list[WindowDone] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Roll:
    """Goes from window to window."""

    actual: DayProblem
    """The stretch with what really happened."""
    planned: PlannedWindows | None
    """What plans are made on; None: on what really happens, as if all were foreseen."""
    windows: Sequence[Window]
    start: Start
    targets: Mapping[str, float]
    """What stores are to hold at the end of each window, by device id."""
    so_far: Mapping[str, float] = field(default_factory=dict)
    """What each ratio of the year has come to before the stretch, kWh, by rule."""
    _plans: KeptModel = field(init=False)
    _carrier: Carrier = field(init=False)

    def __post_init__(self) -> None:
        self._plans = KeptModel(self.actual.terms.gap, self.actual.terms.whole_gap)
        self._carrier = Carrier(self.actual)

    def begin(self) -> Progress:
        """Nothing done yet."""
        program = self.actual.program
        return Progress(
            values=np.full((len(program.flows), program.steps), np.nan),
            last=dict(by_name(program, self.start.flows)),
            floors={at.name: at.lower for at in program.quantities},
            margins=dict(self.so_far),
            positions={at.id: np.full(program.steps, np.nan) for at in self._grids},
        )

    def run(
        self,
        progress: Progress | None = None,
        *,
        after: Callable[[Progress], None] = lambda _: None,
    ) -> Progress:
        """Every window that is not done yet.

        Args:
            progress: where to go on; None: from the start.
            after: told after each window.
        """
        so_far = progress or self.begin()
        for number in range(len(so_far.done), len(self.windows)):
            self._step(so_far, number)
            after(so_far)
        return so_far

    @property
    def left_plan(self) -> int:
        """In how many steps moved loads could not do as they were told."""
        return self._carrier.left_plan

    def decided(self, progress: Progress) -> Decided:
        """What was carried out over the whole stretch."""
        program = self.actual.program
        return Decided(
            stretch=self.actual,
            values=progress.values,
            quantities=np.array([progress.floors[at.name] for at in program.quantities]),
            at_first=np.array([at.lower for at in program.quantities]),
        )

    def _step(self, so_far: Progress, number: int) -> None:
        window = self.windows[number]
        began = perf_counter()
        stretch, first = (
            (self.actual, window.first) if self.planned is None else self.planned.at(number)
        )
        cut = self._cut(stretch, window, first, so_far)
        program, solved = self._solved(stretch, cut)
        seconds = perf_counter() - began
        self._take_positions(so_far, stretch, solved, window, first)
        values = self._carried_out(so_far, stretch, program, solved, window)
        self._hand_on(so_far, window, values)
        so_far.done.append(self._done(window, solved, seconds))

    def _solved(self, stretch: DayProblem, cut: Cut) -> tuple[StepProgram, Solved]:
        """The answer of a window; where ramps leave none at first, they are let go there."""
        program = cut_out(stretch.program, cut)
        try:
            return program, self._plans.solve(program)
        except InfeasiblePlanError:
            stored = {at.number for _, at in stores_of(stretch.written.site)}
            let_go = np.array(
                [at if n in stored else np.nan for n, at in enumerate(cut.before.tolist())]
            )
            program = cut_out(stretch.program, replace(cut, before=let_go))
            return program, self._plans.solve(program)

    def _cut(self, stretch: DayProblem, window: Window, first: int, so_far: Progress) -> Cut:
        steps = slice(first, first + window.count)
        left = steps_left(self.actual.written.site.axis, window.first)
        missed = self.actual.terms.budget_cny_per_kwh
        totals: dict[int, Within] = {
            at.total: at.within(
                so_far_kwh=so_far.margins.get(at.rule, 0.0),
                left=left,
                steps=steps,
                missing_cny_per_kwh=missed,
            )
            for at in stretch.budgets
        }
        return Cut(
            first=first,
            count=window.count,
            before=as_columns(stretch.program, so_far.last),
            floors=_numbered(stretch.program, so_far.floors),
            totals=totals,
            ends=stretch.ends(self.targets),
        )

    @property
    def _grids(self) -> list[BoundaryPoint]:
        return [at for at in self.actual.park.boundary_points if at.kind == "public_grid"]

    def _take_positions(
        self, so_far: Progress, stretch: DayProblem, solved: Solved, window: Window, first: int
    ) -> None:
        """What the plan has pass each grid point, in the steps that are carried out."""
        steps = slice(window.first, window.first + window.kept)
        told = solved.answer.flows[:, : window.kept]
        for point in self._grids:
            so_far.positions[point.id][steps] = net_import(stretch, point, told, first)

    def _carried_out(
        self,
        so_far: Progress,
        stretch: DayProblem,
        program: StepProgram,
        solved: Solved,
        window: Window,
    ) -> Array:
        if stretch is self.actual:
            return solved.answer.flows[:, : window.kept]
        told = {
            at.name: series for at, series in zip(program.flows, solved.answer.flows, strict=True)
        }
        return self._carrier.carry_out(
            told,
            first=window.first,
            count=window.kept,
            last=so_far.last,
            floors=so_far.floors,
        )

    def _hand_on(self, so_far: Progress, window: Window, values: Array) -> None:
        program = self.actual.program
        steps = slice(window.first, window.first + window.kept)
        before = as_columns(program, so_far.last)
        so_far.values[:, steps] = values
        so_far.floors.update(incurred(program, values, before, so_far.floors, window.first))
        so_far.last.update(by_name(program, values[:, -1]))
        for budget in self.actual.budgets:
            old = so_far.margins.get(budget.rule, 0.0)
            so_far.margins[budget.rule] = old + budget.margin(values, steps)

    def _done(self, window: Window, solved: Solved, seconds: float) -> WindowDone:
        axis = self.actual.written.site.axis
        lead = self.planned.lead if self.planned is not None else axis.step * 0
        return WindowDone(
            first=window.first,
            count=window.count,
            kept=window.kept,
            issued_at=axis.start + window.first * axis.step - lead,
            planned_cost=solved.judgement.objective,
            relative_gap=max(solved.judgement.relative_gap, 0.0),
            route=solved.answer.route,
            seconds=seconds,
        )


def first_contents(stretch: DayProblem, start: Start) -> Mapping[str, float]:
    """What stores hold at first: the usual target of the end of each window."""
    return {device: float(start.flows[at.number]) for device, at in stores_of(stretch.written.site)}


def _numbered(program: StepProgram, told: Mapping[str, float]) -> Mapping[int, float]:
    return {
        number: told[at.name] for number, at in enumerate(program.quantities) if at.name in told
    }
