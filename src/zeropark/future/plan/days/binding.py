"""What binds: limits that a stretch runs into, and what one unit more of each would save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Final

import numpy as np

from zeropark.basis.errors import Name, Phrase
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.dispatch import Binds
from zeropark.future.plan.days.reasons import clock
from zeropark.future.plan.days.state import stores_of
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.proving.products import Reduced, reduced_costs
from zeropark.future.plan.program.step_program import StepProgram

_WORTH_TELLING: Final = 1e-4
"""CNY per unit and step: below it a limit only breaks a tie."""


@dataclass(frozen=True, eq=False)
class Binding:
    """Finds what binds in the answer of one window that covers a whole stretch."""

    stretch: DayProblem
    program: StepProgram
    answer: Answer

    def found(self) -> tuple[Binds, ...]:
        """Every limit that binds, the one that is worth most first; of whole numbers, none."""
        if self.program.integer:
            return ()
        told = [*self._points(), *self._feeders(), *self._stores(), *self._demand()]
        return tuple(sorted(told, key=lambda at: -np.nan_to_num(at.worth_cny)))

    @cached_property
    def _reduced(self) -> Reduced:
        return reduced_costs(self.program, self.answer.row_duals, self.answer.total_duals)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {column.name: number for number, column in enumerate(self.program.flows)}

    def _held(self, name: str) -> Series:
        """What one unit more of a column's upper bound would save in each step."""
        number = self._columns.get(name)
        if number is None:
            return np.zeros(self.program.steps)
        held: Series = np.maximum(-self._reduced.flows[number], 0.0)
        return held

    def _points(self) -> Iterator[Binds]:
        site = self.stretch.written.site
        for point in site.park.boundary_points:
            data = {"of": Name(point.name.en, zh=point.name.zh)}
            for way, said in (
                ("in", Phrase("{of} can bring in no more.", data)),
                ("out", Phrase("{of} can take out no more.", data)),
            ):
                yield from self._told(point.id, said, self._held(f"{point.id}.{way}") * site.hours)

    def _feeders(self) -> Iterator[Binds]:
        rows = {row.name: number for number, row in enumerate(self.program.rows)}
        for feeder in self.stretch.park.feeders:
            number = rows.get(f"feeder {feeder.id}")
            if number is not None:
                data = {"of": Name(feeder.name.en, zh=feeder.name.zh)}
                duals = np.abs(self.answer.row_duals[number]) * self.stretch.written.site.hours
                yield from self._told(
                    feeder.id, Phrase("{of} carries all that it can.", data), duals
                )

    def _stores(self) -> Iterator[Binds]:
        park = self.stretch.park
        for device, content in stores_of(self.stretch.written.site):
            name = park.device_by_id[device].name
            data = {"of": Name(name.en, zh=name.zh)}
            held = self._held(self.program.flows[content.number].name)
            yield from self._told(device, Phrase("{of} is full, and would be fuller.", data), held)

    def _demand(self) -> Iterator[Binds]:
        """A month's demand that the stretch sets anew."""
        for number, quantity in enumerate(self.program.quantities):
            now = float(self.answer.quantities[number])
            if ".demand" in quantity.name and quantity.cost and now > quantity.lower * (1 + 1e-9):
                axis = self.stretch.written.site.axis
                row = next(at.row for at in self.program.whole if at.column == number)
                at = int(np.argmax(np.abs(self.answer.row_duals[row])))
                data = {
                    "kw": f"{now:,.0f}",
                    "before": f"{quantity.lower:,.0f}",
                    "at": clock(axis, at),
                    "cny": f"{(now - quantity.lower) * quantity.cost:,.0f}",
                }
                yield Binds(
                    of=quantity.name,
                    said=Phrase(
                        "The month's demand rises from {before} to {kw} kW at {at}, which costs "
                        "{cny} CNY.",
                        data,
                    ),
                    steps=1,
                    worth_cny=quantity.cost,
                )

    def _told(self, of: str, said: Phrase, saved: Series) -> Iterator[Binds]:
        telling = saved > _WORTH_TELLING
        if telling.any():
            worth = nan if self.program.integer else float(saved[telling].sum())
            yield Binds(of=of, said=said, steps=int(telling.sum()), worth_cny=worth)
