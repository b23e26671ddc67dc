"""Inventories: the CO2 of a period, one book each, every line down to flow, factor and rule."""

from __future__ import annotations

from typing import Literal

from zeropark.shell.interfaces.api.models.factor import FactorShown
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown

BookName = Literal["park910", "location", "market"]
PartName = Literal["fuel", "conversion", "electricity", "heat", "process"]


class BranchShown(Shown):
    """A node of an unfolded line; its children add up to it."""

    what: str
    """The line's key, a local month, a flow link, a contract, or what was taken off."""
    activity: float
    """In `unit`; signed like the line."""
    unit: str
    """Of the activity."""
    emission_kg: float
    """kg CO2."""
    meter: str | None
    """The meter behind a flow; null for a month, a residual or a contract."""
    children: list[BranchShown]
    """What it is made of; empty for a leaf."""


class InventoryLine(Shown):
    """activity x factor = emission."""

    id: str
    """Stable id within the inventory."""
    part: PartName
    """Which part of the park's emission."""
    what: str
    """Stable key of what it is."""
    activity: Figure
    """In `activity_unit`; negative where it is a deduction."""
    activity_unit: str
    """Of the activity."""
    factor: FactorShown
    """As its rule states it."""
    factor_kg_per_unit: float
    """kg CO2 per unit of the activity."""
    emission_t: float
    """t CO2; negative where it is a deduction."""
    flows: list[str]
    """Flow links or contracts that the activity is summed from."""
    coverage: float
    """Share of the period's intervals in which those flows have a value."""
    generated: bool
    """Whether anything behind it is simulated."""
    note: str | None
    """What else there is to say."""
    unfolded: BranchShown | None = None
    """Down to month, flow and meter, where that was asked for."""


class InventoryShown(Shown):
    """The CO2 of a period in one book; books stand side by side and are never added."""

    book: BookName
    """Which book."""
    total_t: float
    """t CO2: the sum of the lines; of what is known, where it is not complete."""
    complete: bool
    """Whether nothing is missing."""
    parts_t: dict[PartName, float]
    """t CO2 by part."""
    lines: list[InventoryLine]
    """Their sum is the total."""
    memo: list[InventoryLine]
    """Listed apart and not in the total."""
    missing: list[str]
    """What could not be counted, and why."""


class InventoriesShown(Shown):
    """The inventories of a closed period, one a book; never added to each other."""

    period: PeriodShown
    """What was asked about."""
    inventories: list[InventoryShown]
    """At most one a book."""
