"""Carrying out a plan on what really happened, step by step, without looking ahead.

A plan is made on what was foreseen; then loads, wind and sun come out otherwise. In each step what
can settle does, at the least cost of that step alone, as controllers do: the grid, boilers, heat
pumps. Stores are to hold what the plan has them hold, and leave it only where a load would lack
something or demand would pass its peak; loads that are moved are moved as they were told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import InfeasiblePlanError
from zeropark.future.plan.days.carrying import as_columns, by_name, incurred
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.state import stores_of
from zeropark.future.plan.kept_model import KeptModel
from zeropark.future.plan.program.step_program import Column, StepProgram
from zeropark.future.plan.program.windows import Cut, cut_out
from zeropark.future.plan.site.park_draft import ParkDraft

Array = NDArray[np.float64]

_MOVED: Final = (".moved", ".less", ".more", ".shed", ".on")
"""How columns end that do as they were told."""


@dataclass(eq=False)
class Carrier:
    """Carries plans out on one stretch."""

    actual: DayProblem
    """The same park with what really happened."""
    left_plan: int = 0
    """In how many steps moved loads could not do as they were told."""
    _model: KeptModel = field(default_factory=KeptModel)

    def carry_out(
        self,
        told: Mapping[str, Array],
        *,
        first: int,
        count: int,
        last: Mapping[str, float],
        floors: Mapping[str, float],
    ) -> Array:
        """What all flows came to, shape (flows, steps).

        Args:
            told: what the plan says of flows, by name, at least so many steps of each.
            first: the first step within the stretch.
            count: how many steps.
            last: what flows were in the step before, by name.
            floors: what quantities have come to already, by name.
        """
        program = self.actual.program
        found = np.empty((len(program.flows), count))
        last, floors = dict(last), dict(floors)
        for step in range(count):
            before = as_columns(program, last)
            numbers = {
                n: floors[at.name] for n, at in enumerate(program.quantities) if at.name in floors
            }
            targets = {device: float(told[name][step]) for device, name in self._contents(told)}
            cut = Cut(
                first=first + step,
                count=1,
                before=before,
                floors=numbers,
                ends=self.actual.ends(targets),
            )
            found[:, step] = self._step(cut, told, step)
            done = found[:, step : step + 1]
            floors.update(incurred(program, done, before, floors, first + step))
            last.update(by_name(program, found[:, step]))
        return found

    def _step(self, cut: Cut, told: Mapping[str, Array], step: int) -> Array:
        free = self._cut(cut)
        try:
            return self._model.values(self._hold(free, told, step)).flows[:, 0]
        except InfeasiblePlanError:
            self.left_plan += 1
        loose = [at if n in self._stored else np.nan for n, at in enumerate(cut.before.tolist())]
        free = self._cut(replace(cut, before=np.array(loose)))
        return self._model.values(free).flows[:, 0]

    def _cut(self, cut: Cut) -> StepProgram:
        """A step, in which a new peak counts by the energy above the old one."""
        program, most = cut_out(self.actual.program, cut), self.actual.terms.peak_cny_per_kwh
        most *= self._site.hours
        quantities = tuple(
            replace(at, cost=min(at.cost, most)) if at.name in self._peaks else at
            for at in program.quantities
        )
        return replace(program, quantities=quantities)

    def _hold(self, program: StepProgram, told: Mapping[str, Array], step: int) -> StepProgram:
        moved = [n for n in self._moved if program.flows[n].name in told]
        if not moved:
            return program
        flows = list(program.flows)
        for number in moved:
            column = flows[number]
            at = np.clip(told[column.name][step : step + 1], column.lower, column.upper)
            flows[number] = Column(column.name, column.cost, at, at, column.integer)
        return replace(program, flows=tuple(flows))

    def _contents(self, told: Mapping[str, Array]) -> list[tuple[str, str]]:
        names = self.actual.program.flows
        every = ((device, names[at.number].name) for device, at in stores_of(self._site))
        return [(device, name) for device, name in every if name in told]

    @property
    def _site(self) -> ParkDraft:
        return self.actual.written.site

    @cached_property
    def _peaks(self) -> frozenset[str]:
        return frozenset(at.name for at in self.actual.program.quantities)

    @cached_property
    def _moved(self) -> tuple[int, ...]:
        flows = self.actual.program.flows
        return tuple(n for n, at in enumerate(flows) if at.name.endswith(_MOVED))

    @cached_property
    def _stored(self) -> frozenset[int]:
        return frozenset(at.number for _, at in stores_of(self._site))
