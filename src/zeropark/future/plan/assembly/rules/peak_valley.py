"""The planned peak-valley rate (负荷峰谷差率) of a direct connection, day by day.

    peak[t] >= import[t] - export[t]            peak[t] = peak[t-1] within a local day
    import[t] - export[t] + short[t] >= (1 - rate) x peak[t]

The rate of a day is (peak - valley) / peak of the exchange power (688; decision 4). A day that
turns from import to export passes through zero and has a rate of one; so a rate below one asks for
import all day. What is short of the valley counts in what a plan minimises, for a day may not be
able to; no rule says what it costs, so it is in no bill.
"""

from __future__ import annotations

from math import inf

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.conditions import calendar_of
from zeropark.future.plan.site.expression import Expression


def keep_peak_valley(setting: Setting, *, short_cny_per_kwh: float | None) -> None:
    """Rows for each connection that planned a rate below one, and what missing it counts.

    Args:
        setting: the park, with all of its paths.
        short_cny_per_kwh: what each kWh below the valley counts; None: the rate is left alone.
    """
    if short_cny_per_kwh is None:
        return
    for contract in setting.site.park.contracts:
        if isinstance(contract, GreenDirect) and _below_one(contract):
            _keep(setting, contract, short_cny_per_kwh)


def _below_one(contract: GreenDirect) -> bool:
    rate = contract.planned_peak_valley_rate
    return rate is not None and rate < 1.0 and contract.grid_point is not None


def _keep(setting: Setting, contract: GreenDirect, short_cny_per_kwh: float) -> None:
    draft, rate = setting.draft, contract.planned_peak_valley_rate or 0.0
    net, name = _net(setting, contract.grid_point or ""), f"{contract.id}.valley"
    peak = draft.flow(f"{contract.id}.day's peak")
    short = draft.flow(f"{name} short", cost=short_cny_per_kwh)
    above = draft.row(f"{contract.id}.day's peak", lower=0.0)
    draft.add(above, {peak: 1.0, **net.times(-1.0).terms})
    draft.shift(above, net.known)
    day = calendar_of(setting.site.axis).day
    begins = np.diff(day, prepend=day[0] - 1) != 0
    same = draft.row(
        f"{contract.id}.same peak",
        lower=np.where(begins, -inf, 0.0),
        upper=np.where(begins, inf, 0.0),
    )
    draft.add(same, {peak: 1.0}, before={peak: np.where(begins, 0.0, -1.0)})
    valley = draft.row(name, lower=0.0)
    draft.add(valley, {**net.terms, short: 1.0, peak: -(1.0 - rate)})
    draft.shift(valley, -1.0 * net.known)


def _net(setting: Setting, point_id: str) -> Expression:
    point = setting.site.park.point_by_id[point_id]
    into = setting.site.paths.get(inward(setting, point), Expression())
    out = setting.site.paths.get(outward(setting, point), Expression())
    return into + out.times(-1.0)
