"""What passes a boundary point in a year: promised to somebody, or all that a market takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from zeropark.basis.carriers import carrier
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.park.planning import PointPrice
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.assembly.setting import Setting


def amounts(setting: Setting) -> Iterator[Limit]:
    """The least and the most of each priced point that has any, in units a year."""
    for number, asked in enumerate(setting.planning.prices):
        point = setting.site.park.point_by_id.get(asked.point)
        if point is None:
            continue
        if asked.least_per_year is not None:
            yield _of(setting, point, asked, number, ("min", asked.least_per_year))
        if asked.most_per_year is not None:
            yield _of(setting, point, asked, number, ("max", asked.most_per_year))


def _of(
    setting: Setting,
    point: BoundaryPoint,
    asked: PointPrice,
    number: int,
    bound: tuple[Literal["min", "max"], float],
) -> Limit:
    leaves = (asked.sold_cny_per_unit, asked.disposal_cny_per_unit) != (None, None)
    path = outward(setting, point) if leaves else inward(setting, point)
    least = bound[0] == "min"
    return Limit(
        rule=f"amount.{point.id}.{'least' if least else 'most'}",
        zh=f"{point.name.zh}年{'最低' if least else '最高'}量",
        en=f"{point.name.en}, {'least' if least else 'most'} in a year",
        unit=carrier(path.carrier).unit,
        sense=bound[0],
        keep="require",
        bound=bound[1],
        above=Account({path: setting.per_year}),
        source=f"planning.prices[{number}]",
    )
