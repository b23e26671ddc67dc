"""What would earn without end, seen before a solver is asked: prices that pass through pay for.

Where a carrier can be bought and sold again on one network, both without a limit, and selling
brings more than buying costs, no plan is the cheapest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.park.sizing import POINT_FIELD
from zeropark.basis.park.topology import networks
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.park_draft import Path

_LOSSLESS: Final = 1e-12


def endless(setting: Setting, charges: Sequence[Charge]) -> Iterator[Finding]:
    """A finding for each pair of points over which buying and selling on pays without end."""
    park = setting.site.park
    prices = _prices(setting, charges)
    carriers = {park.bus_by_id[point.bus].carrier for point in park.boundary_points}
    for carrier in sorted(carriers):
        for buses in networks(park, carrier=carrier):
            open_points = [at for at in park.boundary_points if at.bus in buses]
            yield from _pairs(setting, _unlimited(setting, open_points), prices)


def _pairs(
    setting: Setting, points: Sequence[BoundaryPoint], prices: Mapping[Path, Series]
) -> Iterator[Finding]:
    nothing = np.zeros(setting.site.axis.count)
    into = [point for point in points if point.direction != "out"]
    out = [point for point in points if point.direction != "in"]
    for one, other in product(into, out):
        cost = prices.get(inward(setting, one), nothing) + prices.get(
            outward(setting, other), nothing
        )
        if cost.min() < -_LOSSLESS:
            yield _found(setting, one, other, int(cost.argmin()))


def _prices(setting: Setting, charges: Iterable[Charge]) -> dict[Path, Series]:
    """What a unit over each path costs in each step, all charges added."""
    found: dict[Path, Series] = {}
    for charge in charges:
        for path, each in charge.account.flows.items():
            found[path] = found.get(path, np.zeros(setting.site.axis.count)) + each
    return found


def _unlimited(setting: Setting, points: Iterable[BoundaryPoint]) -> list[BoundaryPoint]:
    """Points that nothing limits: no capacity, no declared exchange, no most of a year."""
    park, planning = setting.site.park, setting.planning
    limited = {each.point for each in planning.prices if each.most_per_year is not None}
    if planning.rules.exchange == "require":
        limited |= {
            contract.grid_point or ""
            for contract in park.contracts
            if isinstance(contract, GreenDirect) and contract.declared_exchange_kw is not None
        }
    return [
        point
        for point in points
        if point.capacity_kw is None
        and point.id not in limited
        and (point.id, POINT_FIELD) not in setting.site.choices
    ]


def _found(setting: Setting, one: BoundaryPoint, other: BoundaryPoint, step: int) -> Finding:
    local = str(setting.site.axis.local_starts()[step].astype("datetime64[m]")).replace("T", " ")
    return Finding(
        code="plan.earns_without_end",
        place=f"boundary_points.{other.id}",
        problem_template="At {local}, what is bought at {bought} and sold at {sold} at once "
        "earns money, and nothing limits how much.",
        remedy_template="Correct one of the prices, or give capacity_kw or most_per_year.",
        data={"local": local, "bought": one.id, "sold": other.id},
    )
