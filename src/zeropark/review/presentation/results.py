"""What is shown: the results of one park over one period, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Factor
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.readings.reading import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of one park over one period; nothing in it has to be looked up."""

    park: ParkDocument
    flows: Flows
    """Of every interval of the period: quarter hours, hours or days."""
    inventories: tuple[Inventory, ...] = ()
    """One a book."""
    findings: tuple[Finding, ...] = ()
    bills: tuple[Bill, ...] = ()
    """One a contract; shown together, by component."""
    coal_equivalents: Mapping[str, Factor] = field(default_factory=lambda: MappingProxyType({}))
    """kgce per inside unit, by carrier, calorific value: sets fuels beside electricity in the
    energy-flow picture. A carrier that is not here and not counted in kWh is named, not drawn."""
    factors: tuple[Factor, ...] = ()
    """Further figures of rules behind the indicators, such as the equivalent value."""

    @property
    def period_name(self) -> str:
        """The local calendar year, or the period in days where it is no whole year."""
        start = self.flows.axis.period.start.astimezone(PARK_ZONE)
        last = self.flows.axis.period.last_day()
        whole = (start.month, start.day, last.month, last.day) == (1, 1, 12, 31)
        return str(last.year) if whole else f"{start.date()} – {last}"

    @property
    def generated(self) -> bool:
        """Whether anything here comes from simulated readings."""
        in_flows = np.bitwise_or.reduce(self.flows.quality, axis=None, initial=0)
        in_lines = (line.quality for book in self.inventories for line in book.lines)
        return any(int(bits) & Quality.GENERATED for bits in (in_flows, *in_lines))

    def inventory(self, book: Book) -> Inventory | None:
        """The inventory in this book; None where it was not reckoned."""
        return next((each for each in self.inventories if each.book is book), None)
