"""The problems that windows are planned on, each made on what was foreseen when it was planned.

Windows that do not overlap stand side by side in one long stretch, so that a year of days takes
one writing: the first, third, fifth day of plans that look two days ahead in one, the others in a
second. Where they overlap many times over, each window is written by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from zeropark.basis.timeline import Axis
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.dispatch import InputUsed
from zeropark.future.plan.days.foreseen import Foresee, Foreseen, joined
from zeropark.future.plan.days.horizon import Window

_TOGETHER: Final = 4
"""How often windows may overlap for it to pay to write them side by side."""


@dataclass(slots=True, eq=False)
class PlannedWindows:
    """Windows with what is foreseen of them, written as they are asked for in order."""

    axis: Axis
    windows: Sequence[Window]
    foresee: Foresee
    write: Callable[[Axis, Foreseen], DayProblem]
    lead: timedelta = timedelta(0)
    """How long before a window begins its plan is made."""
    inputs: dict[str, InputUsed] = field(default_factory=dict)
    """What was used, the last that fell back first to be told; by the node it is for."""
    _written: dict[int, tuple[DayProblem, int]] = field(default_factory=dict)

    def at(self, number: int) -> tuple[DayProblem, int]:
        """The stretch of a window, and the step of the stretch in which the window begins."""
        window, apart = self.windows[number], self._apart()
        if apart is None:
            return self._one(window), 0
        lane = number % apart
        if lane not in self._written:
            self._written[lane] = self._side_by_side(lane, apart)
        stretch, first = self._written[lane]
        return stretch, window.first - first

    def _apart(self) -> int | None:
        """Every how-manieth window begins where one ends; None where none does."""
        first = self.windows[0]
        apart, rest = divmod(first.count, first.kept)
        return apart if not rest and apart <= _TOGETHER else None

    def _side_by_side(self, lane: int, apart: int) -> tuple[DayProblem, int]:
        members = self.windows[lane::apart]
        axis = self._axis(members[0].first, sum(at.count for at in members))
        parts = [self._foreseen(at) for at in members]
        return self.write(axis, joined(parts)), members[0].first

    def _one(self, window: Window) -> DayProblem:
        return self.write(self._axis(window.first, window.count), self._foreseen(window))

    def _foreseen(self, window: Window) -> Foreseen:
        axis = self._axis(window.first, window.count)
        found = self.foresee(axis, axis.start - self.lead)
        for used in found.inputs:
            before = self.inputs.get(used.of)
            if before is None or used.reason is not None:
                self.inputs[used.of] = replace(used, band=None)
        return found

    def _axis(self, first: int, count: int) -> Axis:
        return Axis(self.axis.start + first * self.axis.step, self.axis.step, count)
