"""Ratios of the year (688) as running budgets: what a window may spend, or has to make up.

R1, R2 and R3 hold for a calendar year. Each is a sum that must not be negative by its end:

    margin = sum over the year of (above - bound x below)   >= 0     (r1, r2; <= 0 for r3)

What has come together so far is spread evenly over the steps that are left: a surplus may be
spent, and a deficit has to be made up, step by step. A window that can't is told what it misses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import PARK_ZONE, Axis, parse_period
from zeropark.future.plan.assembly.account import Account, Series
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.program.windows import Within
from zeropark.future.plan.site.park_draft import ParkDraft

_RATIOS: Final = ("r1", "r2", "r3")


@dataclass(frozen=True, slots=True, eq=False)
class Budget:
    """One ratio over a written stretch."""

    rule: str
    sign: float
    """+1: the margin is to be zero or more; -1: zero or less."""
    total: int
    """Its total in the program."""
    weights: Mapping[int, Series]
    """What each unit of a flow counts in each step, by the number of the flow."""
    known: Series
    """What counts in each step whatever is decided."""

    def margin(self, values: NDArray[np.float64], steps: slice) -> float:
        """What some steps add to the margin, kWh; positive is on the right side.

        Args:
            values: of all flows in these steps, shape (flows, steps).
            steps: which of the stretch.
        """
        found = float(self.known[steps].sum())
        for number, weight in self.weights.items():
            found += float(weight[steps] @ values[number])
        return self.sign * found

    def within(
        self, *, so_far_kwh: float, left: int, steps: slice, missing_cny_per_kwh: float
    ) -> Within:
        """Between which bounds the window's total stays.

        Args:
            so_far_kwh: the margin of the year until the window.
            left: steps of the year that are left, the window's included.
            steps: the window.
            missing_cny_per_kwh: for each kWh that is missed.
        """
        share = min((steps.stop - steps.start) / max(left, 1), 1.0)
        known, allowed = float(self.known[steps].sum()), so_far_kwh * share
        if self.sign > 0.0:
            return Within(lower=-allowed - known, missing_cny_per_unit=missing_cny_per_kwh)
        return Within(upper=allowed - known, missing_cny_per_unit=missing_cny_per_kwh)


def write_budgets(written: Problem) -> tuple[Budget, ...]:
    """The totals of the ratios that have a bound, added to a stretch's draft."""
    return tuple(
        _budget(written, limit)
        for limit in written.limits
        if limit.rule.split(".")[0] in _RATIOS and limit.bound is not None
    )


def _budget(written: Problem, limit: Limit) -> Budget:
    weights, known = spread(limit.account(), written.site)
    draft = written.site.draft
    total = draft.total(f"budget.{limit.rule}")
    draft.sum_up(total, {Flow(number): weight for number, weight in weights.items()})
    return Budget(
        rule=limit.rule,
        sign=1.0 if limit.sense == "min" else -1.0,
        total=total.number,
        weights=weights,
        known=known,
    )


def spread(account: Account, site: ParkDraft) -> tuple[Mapping[int, Series], Series]:
    """An account of flows step by step: by the columns that carry them, and what is known.

    What it counts once, such as what stores may hold at first, is none of any step and left out.
    """
    steps = site.axis.count
    weights: dict[int, Series] = {}
    known: Series = np.zeros(steps)
    for path, each in account.flows.items():
        for expression in (site.paths.get(path), site.nets.get(path)):
            if expression is None:
                continue
            known = known + each * expression.known
            for column, ratio in expression.terms.items():
                if isinstance(column, Flow):
                    old = weights.get(column.number, np.zeros(steps))
                    weights[column.number] = old + ratio * each
    return weights, known


def steps_left(axis: Axis, first: int) -> int:
    """How many steps the calendar year still has from a step of the axis on."""
    begin = axis.start + first * axis.step
    year = parse_period(str(begin.astimezone(PARK_ZONE).year))
    return int((year.end - begin) // axis.step)
