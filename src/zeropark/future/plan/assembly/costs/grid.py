"""The grid bill but for demand: each charge per kWh of a supply's tariff, step by step.

The tariff is that of the price day throughout: a plan is in the money of one year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from zeropark.basis.errors import Finding, MissingDataError, MissingRuleError, Phrase, Severity
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.place import BoundaryPoint
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.metered import Metered
from zeropark.facts.ledger.bills.tariff import EnergyCharge, Tariff
from zeropark.facts.ledger.bills.usage import Usage
from zeropark.future.plan.assembly.account import Account, Series
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Setting

_FLOATING = ("energy", "line_loss")
"""Components that follow the energy price: what a given series of prices takes the place of."""
_LOSS = "line_loss.gansu"


def supplies(setting: Setting) -> Iterator[tuple[GridSupply, BoundaryPoint, Tariff]]:
    """Each grid supply with its point and tariff; one whose prices aren't known is a finding."""
    for contract in setting.site.park.contracts:
        if not isinstance(contract, GridSupply):
            continue
        point = setting.site.park.point_by_id.get(contract.point)
        tariff = _tariff(setting, contract)
        if point is not None and tariff is not None:
            yield contract, point, tariff


def energy_charges(
    setting: Setting, contract: GridSupply, point: BoundaryPoint, tariff: Tariff
) -> Iterator[Charge]:
    """A charge for each component per kWh of import, and (less) the credit for export."""
    given = setting.prices.get(point.id)
    floating = [each for each in tariff.components if each.id.startswith(_FLOATING)]
    for each in tariff.components:
        if isinstance(each, EnergyCharge) and not (given is not None and each in floating):
            price = price_series(setting, tariff, each)
            if each.direction == "import":
                account = Account({inward(setting, point): price * setting.per_year})
                yield _charge("energy", contract, each.id, account)
            else:
                account = Account({outward(setting, point): -price * setting.per_year})
                yield _charge("sales", contract, each.id, account)
    if given is not None:
        yield from _as_given(setting, contract, point, given)


def price_series(setting: Setting, tariff: Tariff, charge: EnergyCharge) -> Series:
    """CNY per kWh of one component in each step; 0 where it is not charged."""
    axis = setting.site.axis
    metered = Metered(Usage(axis, np.zeros(axis.count)), tariff)
    billed = np.isin(metered.month, list(metered.billed_months(charge)))
    price = float(charge.tiers[0].price_cny_per_kwh)
    return np.where(metered.scope(charge) & billed, price, 0.0)


def _as_given(
    setting: Setting, contract: GridSupply, point: BoundaryPoint, given: Series
) -> Iterator[Charge]:
    """Energy at a given series of prices, e.g. of the spot market, and its line losses."""
    loss = setting.rulebook.factor(_LOSS, at=setting.price_day).value
    into = inward(setting, point)
    for name, each in zip(_FLOATING, (1.0, loss / (1.0 - loss)), strict=True):
        yield _charge("energy", contract, name, Account({into: given * each * setting.per_year}))


def _charge(
    item: Literal["energy", "sales"], contract: GridSupply, component: str, account: Account
) -> Charge:
    return Charge(item=item, of=contract.id, component=component, account=account)


def _tariff(setting: Setting, contract: GridSupply) -> Tariff | None:
    try:
        tariff = gansu_tariff(contract, setting.rulebook, at=setting.price_day)
    except (MissingRuleError, MissingDataError) as error:
        setting.say([_no_tariff(contract, error.told)])
        return None
    if tariff.left_out:
        setting.say([_left_out(contract, tariff.left_out)])
    return tariff


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
