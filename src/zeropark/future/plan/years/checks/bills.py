"""The grid bill of a plan as the ledger makes it, component by component, month by month."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import fsum
from typing import Final

from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.grid_bill import by_month
from zeropark.facts.ledger.bills.usage import usage_at
from zeropark.facts.ledger.flow import Flows
from zeropark.future.plan.assembly.costs.supply import tariff_of
from zeropark.future.plan.years.checks.figure import Figure, compared
from zeropark.future.plan.years.plan import CostItem, Plan
from zeropark.future.plan.years.planned_park import planned_park
from zeropark.future.plan.years.quarters import in_quarters

_MONTH: Final = re.compile(r"\.\d{4}-\d{2}$")
_BILLED: Final = (CostItem.ENERGY, CostItem.DEMAND, CostItem.SALES)


def bills(plan: Plan, rulebook: Rulebook, *, at: date) -> Iterator[Figure]:
    """Each component of each grid supply's bill, against the plan's lines of it.

    Only of a plan over a calendar year: a bill knows no part of a month's demand. A connection that
    the plan sized is billed as large as it was chosen.

    Args:
        plan: whose flows are billed.
        rulebook: prices.
        at: the day whose tariff the plan was priced by.
    """
    flows, park = in_quarters(plan.flows), planned_park(plan)
    for contract in park.contracts:
        if isinstance(contract, GridSupply):
            again = _by_component(contract, park, flows, rulebook, at)
            planned = _planned(plan, contract)
            for component in sorted({*again, *planned}):
                yield compared(
                    "bill",
                    f"{contract.id}.{component}",
                    unit="CNY",
                    planned=planned.get(component, 0.0),
                    again=again.get(component, 0.0),
                )


def _by_component(
    contract: GridSupply, park: ParkDocument, flows: Flows, rulebook: Rulebook, at: date
) -> Mapping[str, float]:
    """What each component of the tariff comes to, CNY, before it is rounded to the fen."""
    tariff = tariff_of(contract, park, rulebook, at=at)
    usage = usage_at(flows, point=contract.point)
    lines = (line for month in by_month(usage) for line in bill(tariff, month).lines)
    return _summed((line.component, float(line.quantity * line.unit_price_cny)) for line in lines)


def _planned(plan: Plan, contract: GridSupply) -> Mapping[str, float]:
    """The plan's own lines of a supply, its months added."""
    return _summed(
        (_MONTH.sub("", cost.component), cost.amount_cny_per_year)
        for cost in plan.costs
        if cost.of == contract.id and cost.item in _BILLED
    )


def _summed(parts: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    amounts: dict[str, list[float]] = defaultdict(list)
    for name, amount in parts:
        amounts[name].append(amount)
    return {name: fsum(each) for name, each in amounts.items()}
