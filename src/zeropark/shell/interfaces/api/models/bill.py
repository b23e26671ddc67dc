"""Bills: what a period costs by a contract; money as decimal texts, exact to the fen."""

from __future__ import annotations

from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.shown import PeriodShown, Shown


class BillLine(Shown):
    """quantity x unit price, rounded half up to the fen."""

    component: str
    """Id of the tariff's component."""
    zh: str
    """Its name in Chinese."""
    en: str
    """Its name in English."""
    month: str
    """Local month."""
    part: str | None
    """Which tier, or how the quantity was found; null where it was simply measured."""
    quantity: str
    """Decimal text, in `unit`."""
    unit: str
    """Of the quantity."""
    unit_price_cny: str
    """Decimal text, CNY per unit; negative for a credit."""
    amount_cny: str
    """Decimal text, CNY."""
    rules: list[str]
    """Ids of the prices' rules."""


class BillShown(Shown):
    """The lines of one tariff over one period; the total is their sum."""

    contract: str
    """The contract."""
    tariff: str
    """Its tariff."""
    period: PeriodShown
    """What was asked about."""
    total_cny: str
    """Decimal text; of what is known, where it is not complete."""
    complete: bool
    """Whether every interval, month and charge is in it."""
    missing_steps: int
    """Quarter hours without a value."""
    findings: list[FindingShown]
    """What keeps it from being complete."""
    generated: bool
    """Whether anything behind it is simulated."""
    lines: list[BillLine]
    """Line by line."""


class BillsShown(Shown):
    """What the electricity of a closed period costs, by grid-supply contract."""

    period: PeriodShown
    """What was asked about."""
    bills: list[BillShown]
    """One a contract; empty where the park has none."""
