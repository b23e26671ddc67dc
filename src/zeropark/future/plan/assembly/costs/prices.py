"""All charges of a plan, put on its program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeropark.basis.park.planning import CarbonPrice
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.costs.bought import bought_and_sold
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.demand import demand_charges
from zeropark.future.plan.assembly.costs.grid import energy_charges
from zeropark.future.plan.assembly.costs.investment import Built, investment
from zeropark.future.plan.assembly.costs.operation import (
    deep_peak_shaving,
    starts,
    unserved,
    variable_operation,
)
from zeropark.future.plan.assembly.costs.supply import supplies
from zeropark.future.plan.assembly.costs.wear import wear
from zeropark.future.plan.assembly.setting import Setting

_KG_PER_T = 1000.0


def add_prices(
    setting: Setting, sizes: Sequence[Built], more: Sequence[Charge]
) -> tuple[Charge, ...]:
    """Put every charge on the program, and give them; they add up to what it minimises.

    Sizes that are chosen carry their cost already; of theirs only what is known is added.

    Args:
        setting: the park, with all of its paths.
        sizes: what is built.
        more: charges beside those of sizes, operation and bills: green power, carbon.
    """
    built = tuple(investment(sizes))
    for charge in built:
        setting.draft.offset += charge.account.known
    running = (*_running(setting), *more)
    for charge in running:
        setting.price(charge.account)
    return (*built, *running)


def _running(setting: Setting) -> Iterator[Charge]:
    yield from variable_operation(setting)
    yield from deep_peak_shaving(setting)
    yield from starts(setting)
    yield from wear(setting)
    yield from unserved(setting)
    yield from bought_and_sold(setting)
    for supply in supplies(setting):
        yield from energy_charges(setting, supply)
        yield from demand_charges(setting, supply)


def carbon_charge(price: CarbonPrice, emitted_kg: Account) -> Charge:
    """What the CO2 of a book costs."""
    account = emitted_kg.times(price.cny_per_t / _KG_PER_T)
    return Charge(item="carbon", of=price.book, account=account)
