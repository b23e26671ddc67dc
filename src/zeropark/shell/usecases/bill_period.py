"""Bill: what the electricity of a closed period costs by each grid-supply contract."""

from __future__ import annotations

from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.bills.usage import usage_at
from zeropark.shell.ports.books import BooksStore


def bill_period(
    period: Period, *, park: ParkDocument, rules: Rulebook, books: BooksStore
) -> dict[str, Bill]:
    """The bill of every grid-supply contract, by contract id; empty where there is none.

    Raises:
        MissingDataError: the period is not closed, or a supply point has no meter.
    """
    flows = books.flows(period)
    supplies = [contract for contract in park.contracts if isinstance(contract, GridSupply)]
    return {
        contract.id: grid_supply_bill(contract, rules, usage_at(flows, point=contract.point))
        for contract in supplies
    }
