"""The declared curve: what a direct connection told the grid that it would exchange.

Exchange may leave the curve at a price: by the tolerance for nothing, beyond it for so much a kWh.
So a plan in which something broke down still has an answer, and says what leaving it costs.

    import - export - above + below = declared        for each step
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.site.expression import Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeclaredCurve:
    """What was declared of one grid point."""

    point: str
    power_kw: Series
    """Mean import less export of each step; NaN where nothing was declared."""
    tolerance_kw: float = 0.0
    deviation_cny_per_kwh: float


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """By how much given flows pass one side of a curve, kWh in each step."""

    setting: Setting
    point: str
    sign: float
    edge: Series

    def __call__(self, figures: Figures) -> Series:
        """Of the flows of a finished plan."""
        point = self.setting.site.park.point_by_id[self.point]
        nothing = np.zeros(self.setting.site.axis.count)
        into = figures.flows.get(inward(self.setting, point), nothing)
        out = figures.flows.get(outward(self.setting, point), nothing)
        passed: Series = np.maximum(self.sign * (into - out) - self.edge, 0.0)
        return passed


def curve_charges(setting: Setting, curves: tuple[DeclaredCurve, ...]) -> Iterator[Charge]:
    """The rows of each curve, and what it costs to leave it."""
    for curve in curves:
        for way, sign in (("above", 1.0), ("below", -1.0)):
            yield _charge(setting, curve, way, sign)


def _charge(setting: Setting, curve: DeclaredCurve, way: str, sign: float) -> Charge:
    """One side: what passes the curve and its tolerance."""
    hours, name = setting.site.hours, f"{curve.point}.{way} declared"
    told = np.isfinite(curve.power_kw)
    edge = np.where(told, sign * curve.power_kw + curve.tolerance_kw, np.inf) * hours
    over = setting.draft.flow(name)
    row = setting.draft.row(name, upper=edge)
    net = _net(setting, curve.point).times(sign)
    setting.draft.add(row, {**net.terms, over: -1.0})
    setting.draft.shift(row, -1.0 * net.known)
    setting.extras[name] = Extra(over, Passed(setting, curve.point, sign, edge))
    account = Account(extras={name: curve.deviation_cny_per_kwh * setting.per_year})
    return Charge(item="energy", of=curve.point, component=f"{way} declared", account=account)


def _net(setting: Setting, point_id: str) -> Expression:
    point = setting.site.park.point_by_id[point_id]
    into, out = (
        setting.site.paths.get(inward(setting, point)),
        setting.site.paths.get(outward(setting, point)),
    )
    total = Expression()
    if into is not None:
        total = total + into
    return total if out is None else total + out.times(-1.0)
