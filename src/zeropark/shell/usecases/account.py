"""Account: the CO2 of a closed period, in one book or in all three."""

from __future__ import annotations

from collections.abc import Iterable

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.facts.carbon.inventory import Book
from zeropark.shell.ports.books import BooksStore


def account(
    period: Period,
    *,
    park: ParkDocument,
    rules: Rulebook,
    books: BooksStore,
    of: Iterable[Book] = tuple(Book),
) -> Account:
    """The inventories of a closed period, with the green books and the energy behind them.

    Raises:
        MissingDataError: the period is not closed.
        MissingRuleError: a rule that nothing can stand in for is missing.
    """
    return account_flows(books.flows(period), park=park, rules=rules, of=of)
