"""What crosses the boundary at a price of its own: fuels, heat and water bought, products sold."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import Finding
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.park.planning import PointPrice
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.park_draft import Path

_ENERGY = frozenset({Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY})


def inward(setting: Setting, point: BoundaryPoint) -> Path:
    """The path over which a point brings something in."""
    return Path(setting.site.park.bus_by_id[point.bus].carrier, point.id, point.bus)


def outward(setting: Setting, point: BoundaryPoint) -> Path:
    """The path over which a point takes something out."""
    return Path(setting.site.park.bus_by_id[point.bus].carrier, point.bus, point.id)


def bought_and_sold(setting: Setting) -> Iterator[Charge]:
    """What is bought, sold (brings in) and disposed of at each priced point.

    Energy that comes in at a point without a price is a finding: missing is never zero.
    """
    for asked in setting.planning.prices:
        point = setting.site.park.point_by_id.get(asked.point)
        if point is not None:
            yield from _of_point(setting, point, asked)
    setting.say(_unpriced(setting))


def _of_point(setting: Setting, point: BoundaryPoint, asked: PointPrice) -> Iterator[Charge]:
    """A given series takes the place of what is bought; where nothing is, of what is sold."""
    into, out = inward(setting, point), outward(setting, point)
    bought, sold = asked.bought_cny_per_unit, asked.sold_cny_per_unit
    if bought is not None:
        each = setting.given_price(point.id, bought) * setting.per_year
        yield Charge(item="fuel", of=point.id, account=Account({into: each}))
    if sold is not None:
        price: Amount = sold if bought is not None else setting.given_price(point.id, sold)
        account = Account({out: -price * setting.per_year})
        yield Charge(item="sales", of=point.id, account=account)
    if asked.disposal_cny_per_unit is not None:
        account = Account({out: asked.disposal_cny_per_unit * setting.per_year})
        yield Charge(item="variable_operation", of=point.id, account=account)


def _unpriced(setting: Setting) -> Iterator[Finding]:
    park = setting.site.park
    priced = {each.point for each in setting.planning.prices}
    priced |= {each.point for each in park.contracts if isinstance(each, GridSupply)}
    for point in park.boundary_points:
        amount = setting.site.paths.get(inward(setting, point))
        comes = amount is not None and not amount.nothing
        energy = carrier(park.bus_by_id[point.bus].carrier).group in _ENERGY
        if comes and energy and point.id not in priced:
            yield _no_price(point, park.bus_by_id[point.bus].carrier)


def _no_price(point: BoundaryPoint, carrier_id: str) -> Finding:
    if point.kind == "public_grid":
        remedy = "Add a grid_supply contract for it."
    else:
        remedy = "Add {point} to planning.prices with bought_cny_per_unit; 0 where it is free."
    return Finding(
        code="plan.no_price",
        place=f"boundary_points.{point.id}",
        problem_template="{carrier} comes in at {point}, and nothing says what a unit costs.",
        remedy_template=remedy,
        data={"carrier": carrier_id, "point": point.id},
    )
