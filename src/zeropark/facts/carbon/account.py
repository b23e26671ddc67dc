"""All that is counted of some flows: the three books, green power and energy, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.check import checked
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.market import market
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import EnergyConsumption, consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The books of a period, side by side, never added."""

    period: Period
    flows: Flows
    inventories: tuple[Inventory, ...]
    green: GreenBooks
    consumption: EnergyConsumption


def account_flows(
    flows: Flows, *, park: ParkDocument, rules: Rulebook, of: Iterable[Book] = tuple(Book)
) -> Account:
    """The inventories of flows over their axis, with the green books and the energy behind them.

    Args:
        flows: closed, or planned so that they close; by the hour or finer.
        park: its contracts are the claims on green power.
        rules: factors, looked up by the last local day of the axis.
        of: which books.

    Raises:
        MissingRuleError: a rule that nothing can stand in for is missing.
    """
    period = flows.axis.period
    green = green_books(flows, park=park, year=period.last_day().year, rulebook=rules)
    wanted = {
        Book.PARK910: lambda: park910(flows, park=park, rules=rules, period=period, green=green),
        Book.LOCATION: lambda: location(flows, park=park, rules=rules, period=period),
        Book.MARKET: lambda: market(flows, park=park, rules=rules, period=period, green=green),
    }
    return Account(
        period=period,
        flows=flows,
        inventories=tuple(checked(wanted[book](), flows=flows) for book in of),
        green=green,
        consumption=consumption_tce(flows, park=park, rulebook=rules),
    )
