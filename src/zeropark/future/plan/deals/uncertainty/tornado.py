"""One figure at a time: what each driver's range does to a project's worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.check import refuse
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.uncertainty.driver import Driver
from zeropark.future.plan.deals.uncertainty.outcome import Outcome, outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How far a driver may be off: factors of the figure as proposed."""

    driver: Driver
    low: float
    """E.g. 0.8: a fifth less."""
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one driver does, all others as proposed; NaN where there is no such figure."""

    driver: Driver
    low: float
    high: float
    npv_cny: tuple[float, float]
    """At the low end of the range and at the high end."""
    irr: tuple[float, float]
    levelised_cny_per_unit: tuple[float, float]

    @property
    def swing_cny(self) -> float:
        """How far the present values of its two ends are apart."""
        return abs(self.npv_cny[1] - self.npv_cny[0])


def tornado(project: Project, ranges: Sequence[Range], *, view: View) -> tuple[Bar, ...]:
    """A bar for each driver, the widest swing of present value first.

    All ends are worked out at once, a scenario each.

    Args:
        project: of one scenario.
        ranges: by driver.
        view: whose money present value and rate of return are of.

    Raises:
        InputError: a low end above the high one, or a driver twice.
    """
    refuse(_findings(ranges))
    turned, ends = project, 2 * len(ranges)
    for number, each in enumerate(ranges):
        factors = np.ones((ends, 1))
        factors[2 * number : 2 * number + 2, 0] = each.low, each.high
        turned = each.driver.turn(turned, factors)
    found = outcome(turned, view=view)
    bars = [_bar(each, number, found) for number, each in enumerate(ranges)]
    return tuple(sorted(bars, key=lambda bar: -bar.swing_cny))


def _bar(each: Range, number: int, found: Outcome) -> Bar:
    def ends(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
        return float(values[2 * number]), float(values[2 * number + 1])

    return Bar(
        driver=each.driver,
        low=each.low,
        high=each.high,
        npv_cny=ends(found.npv_cny),
        irr=ends(found.irr),
        levelised_cny_per_unit=ends(found.levelised_cny_per_unit),
    )


def _findings(ranges: Sequence[Range]) -> list[Finding]:
    wrong = []
    for number, each in enumerate(ranges):
        place = f"ranges.{each.driver.id}"
        if not 0.0 <= each.low <= each.high < np.inf:
            wrong.append(
                Finding(
                    code="deal.range",
                    place=place,
                    problem_template="The range of {driver} is {low:g} to {high:g}.",
                    remedy_template=(
                        "Give two factors, 0 or more, the lower one first: 0.8 and 1.2 for a fifth "
                        "either way."
                    ),
                    data={"driver": each.driver.id, "low": each.low, "high": each.high},
                )
            )
        if any(each.driver.id == other.driver.id for other in ranges[:number]):
            wrong.append(
                Finding(
                    code="deal.driver_twice",
                    place=place,
                    problem_template="{driver} is given twice.",
                    remedy_template="Keep one of the two.",
                    data={"driver": each.driver.id},
                )
            )
    return wrong
