"""What the duals of an answer say: what bounds of sizes, rules and buses are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.future.plan.assembly.account import Figures, Key
from zeropark.future.plan.assembly.costs.investment import Built
from zeropark.future.plan.assembly.rules.limit import BOUNDS, Limit
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.program.proving.left_out import reduced_if_left_out
from zeropark.future.plan.program.proving.products import Reduced, reduced_costs
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.site.boundary import open_hours
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.years.plan import AT_A_BOUND, Series

_NOTHING: Final = 1e-7
"""Of the objective, or the proven gap where that is more: what a bound that moved by all of itself
would save at least for it to be told. Below it, the duals of an interior point can't be told from
those of a bound that is slack."""
_OF_ITS_COST: Final = 1e-3
"""The same for a size, as a share of what a unit of it costs a year, and for what may not pass, of
what a unit is worth there."""


@dataclass(frozen=True, eq=False)
class Worth:
    """Duals in the words of the park: what one unit more is worth, CNY a year."""

    site: ParkDraft
    program: StepProgram
    answer: Answer
    objective_cny_per_year: float
    gap: float = field(default=0.0, kw_only=True)
    """What is proven of the answer, relative to the objective."""

    def of_size(self, built: Built) -> float:
        """What a bound of a size one unit further out would save; 0 where none holds it.

        Sizes that keep their proportion to it have the same bounds, so their worth is its own.
        """
        cost = self._cost_of(built.key)
        for name, ratio in built.together.items():
            cost += ratio * self._cost_of((built.of, name))
        unit_cost = built.annuity_cny_per_unit_year + built.fixed_cny_per_unit_year
        return self._told(abs(cost), built.most) if abs(cost) > _OF_ITS_COST * unit_cost else 0.0

    def of_limit(self, limit: Limit, figures: Figures) -> float:
        """What a limit one unit looser would save; 0 where it does not bind, or is no total.

        The total of a ratio is in the unit of what stands above: a bound one unit looser is as
        many of those as stand below.
        """
        if not limit.required:
            return 0.0
        if limit.held_by == BOUNDS and limit.measured is None:
            return self._of_closed_steps(limit)
        if limit.held_by == BOUNDS:
            return self._told(self._of_exchange(limit), limit.bound or 0.0)
        number = self._totals.get(limit.name)
        if number is None:
            return 0.0
        below = 1.0 if limit.below is None else limit.below.amount(figures)
        worth = abs(float(self.answer.total_duals[number])) * below
        return self._told(worth, limit.bound or 0.0)

    def of_buses(self) -> Mapping[str, Series]:
        """What one more unit drawn from a bus costs in each step, CNY, for buses that have a row.

        Not a year's: where the axis is a part of one, a step stands for many of its kind.
        """
        times = years_in(self.site.axis)
        names = {f"bus {bus.id}": bus.id for bus in self.site.park.buses}
        return {
            names[row.name]: np.array(self.answer.row_duals[number]) / times
            for number, row in enumerate(self.program.rows)
            if row.name in names
        }

    def _of_exchange(self, limit: Limit) -> float:
        """What one kW more of a declared exchange would save, step by step and either way.

        It is kept by the bounds of what passes the point, where nothing else is tighter.
        """
        contracts = (c for c in self.site.park.contracts if isinstance(c, GreenDirect))
        point = next((c.grid_point for c in contracts if limit.source.endswith(f".{c.id}")), None)
        most = (limit.bound or 0.0) * self.site.hours
        saved = 0.0
        for number, column in enumerate(self.program.flows):
            if column.name in {f"{point}.in", f"{point}.out"}:
                held = np.isclose(column.upper, most, rtol=1e-9)
                saved += float(np.maximum(-self._reduced.flows[number], 0.0)[held].sum())
        return saved * self.site.hours

    def _of_closed_steps(self, limit: Limit) -> float:
        """What one unit a year would save where it is worth most, of what may not pass at all.

        Nothing may by a bound of 0 in some steps. A point that is closed there in any case, out of
        its season, is left out.
        """
        columns = {column.name: number for number, column in enumerate(self.program.flows)}
        worth = 0.0
        for path, each in limit.above.flows.items():
            number = columns.get(f"{path.sink}.out")
            if number is None:
                continue
            point = self.site.park.point_by_id[path.sink]
            counted = np.asarray(each) * (open_hours(self.site, point) > 0)
            saved = np.maximum(-self._reduced.flows[number], 0.0)[counted > 0]
            told = saved > max(_OF_ITS_COST, self.gap) * self._reduced.flow_scales[number]
            worth = max(worth, float((saved / counted[counted > 0])[told].max(initial=0.0)))
        return worth

    @cached_property
    def _totals(self) -> Mapping[str, int]:
        return {total.name: number for number, total in enumerate(self.program.totals)}

    @cached_property
    def _reduced(self) -> Reduced:
        """What one more unit of each column costs, all else at its best."""
        return reduced_costs(self.program, self.answer.row_duals, self.answer.total_duals)

    def _cost_of(self, key: Key) -> float:
        size = self.site.sizes.get(key)
        if not isinstance(size, Whole):
            return 0.0
        left_out = self.program.quantities[size.number].lower == 0 and self._at_nothing(size.number)
        if left_out:
            duals = self.answer.row_duals
            return reduced_if_left_out(self.program, self._reduced, duals, size.number)
        return float(self._reduced.quantities[size.number])

    def _at_nothing(self, quantity: int) -> bool:
        """Whether a size is 0, but for what an interior point leaves of it."""
        largest = self.program.quantities[quantity].upper
        room = AT_A_BOUND * max(largest if np.isfinite(largest) else 1.0, 1.0)
        return float(self.answer.quantities[quantity]) <= room

    def _told(self, worth: float, whole: float) -> float:
        enough = max(_NOTHING, self.gap) * max(abs(self.objective_cny_per_year), 1.0)
        return worth if worth * max(abs(whole), 1.0) > enough else 0.0
