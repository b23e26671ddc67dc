"""The grid bill but for demand: each charge per kWh of a supply's tariff, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.place import BoundaryPoint
from zeropark.facts.ledger.bills.tariff import EnergyCharge
from zeropark.future.plan.assembly.account import Account, Series
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.supply import Supply
from zeropark.future.plan.assembly.setting import Setting

_FLOATING = ("energy", "line_loss")
"""Components that follow the energy price: what a given series of prices takes the place of."""
_LOSS = "line_loss.gansu"


def energy_charges(setting: Setting, supply: Supply) -> Iterator[Charge]:
    """A charge for each component per kWh of import, and (less) the credit for export."""
    contract, point = supply.contract, supply.point
    given = setting.prices.get(point.id)
    floating = [each for each in supply.tariff.components if each.id.startswith(_FLOATING)]
    for each in supply.tariff.components:
        if isinstance(each, EnergyCharge) and not (given is not None and each in floating):
            price = price_series(supply, each)
            if each.direction == "import":
                account = Account({inward(setting, point): price * setting.per_year})
                yield _charge("energy", contract, each.id, account)
            else:
                account = Account({outward(setting, point): -price * setting.per_year})
                yield _charge("sales", contract, each.id, account)
    if given is not None:
        yield from _as_given(setting, contract, point, given)


def price_series(supply: Supply, charge: EnergyCharge) -> Series:
    """CNY per kWh of one component in each step, the mean over it; 0 where it is not charged."""
    blocks = supply.blocks
    billed = np.isin(blocks.month, list(blocks.billed_months(charge)))
    price = float(charge.tiers[0].price_cny_per_kwh)
    return supply.by_step(np.where(blocks.scope(charge) & billed, price, 0.0))


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
