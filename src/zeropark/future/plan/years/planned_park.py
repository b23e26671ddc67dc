"""The park that a plan would make: its document with the chosen sizes and the green power bought.

The books and indicators of a plan are those of this park: trades and certificates that the plan
buys on offer stand in it as contracts, in place of those that the offers stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from zeropark.basis.park.contract import (
    PARK_AS_ONE,
    CertificateHolding,
    Contract,
    GreenTrade,
    GridSupply,
)
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.park.planning import Planning
from zeropark.basis.park.sizing import POINT_FIELD
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.green.green_books import KWH_PER_CERTIFICATE
from zeropark.future.plan.assembly.green import CERTIFICATES, TRADE
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.years.plan import Plan

PLANNED: Final = "planned-"
"""How the ids of contracts begin that a plan concludes."""
_NOTHING_KWH: Final = 1e-6
"""What an interior point leaves of green power that is not bought."""


def planned_park(plan: Plan) -> ParkDocument:
    """The park of a plan as it would stand."""
    return with_sizes(
        with_bought(plan.park, plan.extras, axis=plan.axis),
        {(size.device, size.field): size.chosen for size in plan.sizes},
    )


def with_sizes(park: ParkDocument, sizes: Mapping[tuple[str, str], float]) -> ParkDocument:
    """The park with sizes of its devices and boundary points, by id and field.

    A size may be 0, which no document would say of a device: it is then built to nothing. The
    capacity that a supply declares, kVA, goes with the connection in its proportion.
    """
    told: dict[str, dict[str, float]] = {}
    for (of, name), size in sizes.items():
        told.setdefault(of, {})[name] = size

    def sized_device(device: AnyDevice) -> AnyDevice:
        return device.model_copy(update=told[device.id]) if device.id in told else device

    def sized_point(point: BoundaryPoint) -> BoundaryPoint:
        return point.model_copy(update=told[point.id]) if point.id in told else point

    def sized_contract(contract: Contract) -> Contract:
        chosen_kw = sizes.get((getattr(contract, "point", ""), POINT_FIELD))
        if chosen_kw is None or not isinstance(contract, GridSupply):
            return contract
        return _declaring(contract, park.point_by_id[contract.point], chosen_kw)

    return park.model_copy(
        update={
            "devices": tuple(sized_device(device) for device in park.devices),
            "boundary_points": tuple(sized_point(point) for point in park.boundary_points),
            "contracts": tuple(sized_contract(contract) for contract in park.contracts),
        }
    )


def _declaring(contract: GridSupply, point: BoundaryPoint, chosen_kw: float) -> GridSupply:
    """A supply that declares as much for a connection of another size, kVA for kW."""
    declared_kva = contract.declared_capacity_kva
    if declared_kva is None:
        return contract
    documented_kw = point.capacity_kw or declared_kva
    told = {"declared_capacity_kva": declared_kva * chosen_kw / documented_kw}
    return contract.model_copy(update=told)


def with_bought(park: ParkDocument, bought: Mapping[str, Amount], *, axis: Axis) -> ParkDocument:
    """The park with trades and certificates as contracts, where they are on offer to a plan.

    Args:
        park: with its planning section.
        bought: extra columns of a plan, by name; kWh over the axis.
        axis: of the plan.
    """
    planning = park.planning or Planning()
    trades = planning.green_trade is not None
    certificates = planning.certificates is not None
    kept = (
        each
        for each in park.contracts
        if not (trades and isinstance(each, GreenTrade))
        and not (certificates and isinstance(each, CertificateHolding))
    )
    more = _bought(bought, axis, trades=trades, certificates=certificates)
    return park.model_copy(update={"contracts": (*kept, *more)})


def _bought(
    bought: Mapping[str, Amount], axis: Axis, *, trades: bool, certificates: bool
) -> Iterator[Contract]:
    for name, amount in bought.items():
        kwh = float(np.sum(amount))
        if kwh > _NOTHING_KWH and trades and name.startswith(TRADE):
            month = name.removeprefix(TRADE)
            yield GreenTrade(
                kind="green_trade",
                id=f"{PLANNED}trade-{month}",
                buyer=PARK_AS_ONE,
                month=month,
                quantity_kwh=kwh,
            )
        elif kwh > _NOTHING_KWH and certificates and name == CERTIFICATES:
            yield _certificates(kwh, axis)


def _certificates(kwh: float, axis: Axis) -> CertificateHolding:
    """As many as are counted, the last of them in part: a plan is not rounded to whole ones."""
    told: dict[str, Any] = {
        "kind": "certificates",
        "id": f"{PLANNED}certificates",
        "holder": PARK_AS_ONE,
        "vintage": f"{axis.start.astimezone(PARK_ZONE):%Y-%m}",
        "quantity_mwh": kwh / KWH_PER_CERTIFICATE,
        "cancelled_for": axis.period.last_day().year,
        "cancelled_on": None,
    }
    return CertificateHolding.model_construct(**told)
