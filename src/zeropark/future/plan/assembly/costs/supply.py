"""A grid supply being priced: the contract, where it meets the park, and its tariff.

The tariff is that of the price day throughout: a plan is in the money of one year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, MissingDataError, MissingRuleError, Phrase, Severity
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.facts.ledger.bills.gansu_tariff import decimal, gansu_tariff
from zeropark.facts.ledger.bills.metered import Metered
from zeropark.facts.ledger.bills.nearby import nearby_consumption_charge
from zeropark.facts.ledger.bills.tariff import Component, DemandCharge, FixedCharge, Tariff
from zeropark.facts.ledger.bills.usage import Usage
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.setting import Setting

_HOUR: Final = timedelta(hours=1)
_BY_ENERGY: Final = "td"


@dataclass(frozen=True, slots=True)
class Supply:
    """One supply of the park."""

    contract: GridSupply
    point: BoundaryPoint
    tariff: Tariff
    metered: Metered
    """The plan's axis by the tariff's calendar, with nothing drawn: for months and intervals."""
    blocks: Metered
    """The same by steps of an hour at most: for blocks, whose edges a longer step may cross."""

    def by_step(self, prices: Series) -> Series:
        """Prices of `blocks` as means over the plan's steps."""
        means: Series = prices.reshape(self.metered.usage.axis.count, -1).mean(axis=1)
        return means


def supplies(setting: Setting) -> Iterator[Supply]:
    """Each grid supply; one whose prices aren't known is a finding."""
    axis = setting.site.axis
    fine = _within_an_hour(axis)
    for contract in setting.site.park.contracts:
        if not isinstance(contract, GridSupply):
            continue
        point = setting.site.park.point_by_id.get(contract.point)
        tariff = _tariff(setting, contract)
        if point is not None and tariff is not None:
            metered, blocks = _nothing_drawn(axis, tariff), _nothing_drawn(fine, tariff)
            yield Supply(contract, point, tariff, metered, blocks)


def _within_an_hour(axis: Axis) -> Axis:
    """The axis, in quarter hours where its steps are longer than an hour."""
    if axis.step <= _HOUR:
        return axis
    return Axis(axis.start, QUARTER_HOUR, axis.count * (axis.step // QUARTER_HOUR))


def _nothing_drawn(axis: Axis, tariff: Tariff) -> Metered:
    return Metered(Usage(axis, np.zeros(axis.count)), tariff)


def _tariff(setting: Setting, contract: GridSupply) -> Tariff | None:
    try:
        tariff = tariff_of(contract, setting.site.park, setting.rulebook, at=setting.price_day)
    except (MissingRuleError, MissingDataError) as error:
        setting.say([_no_tariff(contract, error.told)])
        return None
    if tariff.left_out:
        setting.say([_left_out(contract, tariff.left_out)])
    return tariff


def tariff_of(contract: GridSupply, park: ParkDocument, rulebook: Rulebook, *, at: date) -> Tariff:
    """The tariff of a supply on a day, with the network charge that the planning section names.

    Raises:
        MissingRuleError: a price is not known for that day.
        MissingDataError: a supply by capacity that declares none.
    """
    tariff = gansu_tariff(contract, rulebook, at=at)
    if park.planning is None or park.planning.network_charge != "nearby":
        return tariff
    return _nearby(contract, tariff, park.point_by_id.get(contract.point), rulebook, at)


def _nearby(
    contract: GridSupply,
    tariff: Tariff,
    point: BoundaryPoint | None,
    rulebook: Rulebook,
    at: date,
) -> Tariff:
    """The tariff with T&D by access capacity in place of T&D by energy and by demand.

    Raises:
        MissingRuleError: the average load rate is not told; the province publishes it.
    """
    access_kw = point.capacity_kw if point is not None else None
    charge = nearby_consumption_charge(
        rulebook,
        voltage_class=contract.voltage_class,
        access_capacity_kva=decimal(contract.declared_capacity_kva or access_kw or 0.0),
        at=at,
        basis=contract.basis,
    )
    kept = [each for each in tariff.components if not _is_network(each)]
    return replace(tariff, components=(*kept, charge))


def _is_network(component: Component) -> bool:
    return component.id == _BY_ENERGY or isinstance(component, DemandCharge | FixedCharge)


def _no_tariff(contract: GridSupply, why: Phrase) -> Finding:
    return Finding(
        code="plan.no_tariff",
        place=f"contracts.{contract.id}",
        problem_template="What power from the grid costs is not known. {why}",
        remedy_template="Add the rule to the park's own rules, or choose another price_year.",
        data={"why": why},
    )


def _left_out(contract: GridSupply, charges: Sequence[str | Phrase]) -> Finding:
    return Finding(
        code="plan.charge_left_out",
        place=f"contracts.{contract.id}",
        problem_template="The charge {charge} is not in the plan's costs: its price is not known.",
        remedy_template="Give it in the park's own rules.",
        severity=Severity.WARNING,
        data={"charge": charges[0]},
    )
