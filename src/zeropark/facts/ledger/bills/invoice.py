"""A bill: lines that say quantity, price and amount, and sum to the total to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Period
from zeropark.basis.units import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: quantity x unit price, rounded half up to the fen."""

    component: str
    """Id of the tariff's component."""
    zh: str
    en: str
    month: str
    """Local month, `2026-06`."""
    part: str | None = None
    """Which tier, or how the quantity was found where it was not simply measured."""
    quantity: Decimal
    unit: str
    unit_price_cny: Decimal
    """CNY per unit; negative for a credit."""
    rules: tuple[str, ...]

    @property
    def amount(self) -> Money:
        """What the line comes to."""
        return Money.of_cny(self.quantity * self.unit_price_cny)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """The lines of one tariff over one period; the total is their sum and nothing else."""

    tariff: str
    period: Period
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    """What keeps it from being complete; empty where nothing does."""
    missing_steps: int
    """Intervals without a value of import, or of export where a credit is paid."""
    quality: int
    """Quality flags of the data behind it, or-ed."""

    @property
    def complete(self) -> bool:
        """Whether every interval, month and charge is in it."""
        return not self.findings

    @property
    def total(self) -> Money:
        """Sum of the lines: of a bill that is not complete, of what is known."""
        return sum((line.amount for line in self.lines), Money(0))

    def of(self, component: str) -> Money:
        """Sum of the lines of one component."""
        return sum((line.amount for line in self.lines if line.component == component), Money(0))
