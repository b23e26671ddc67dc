"""Energy: how buses closed, what was consumed in standard coal, and by whom."""

from __future__ import annotations

from zeropark.shell.interfaces.api.models.factor import FactorShown
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown


class BusBalanceShown(Shown):
    """One bus over the period: inflow + unmetered in = outflow + losses + unmetered out.

    Sums of what is known, where not all flows of the bus are known at all times.
    """

    bus: str
    """The bus."""
    carrier: str
    """What it carries."""
    unit: str
    """Of the amounts: the carrier's inside unit."""
    inflow: Figure
    """What came in; null where nothing is known."""
    outflow: Figure
    """What was seen to leave; null where nothing is known."""
    inferred: Figure
    """The part of in- and outflow that no meter saw: named after the only connection that can
    have carried it."""
    losses: Figure
    """The residual of a bus all of whose connections are metered."""
    unmetered_out: Figure
    """What some unmetered connection must have taken away."""
    unmetered_in: Figure
    """What some unmetered connection must have brought."""
    residual: Figure
    """Losses + unmetered out - unmetered in."""
    residual_share: Figure
    """Of the inflow; null where nothing came in."""
    coverage: float
    """Share of the quarter hours in which all flows of the bus are known, 0 to 1."""
    filled: float
    """Share of the quarter hours in which one was filled, 0 to 1."""
    quality: list[str]
    """Flags of its flows."""
    generated: bool
    """Whether anything behind it is simulated."""


class BalancesPage(Page[BusBalanceShown]):
    """Balances of the buses that some flow touches, largest share of residual first."""

    period: PeriodShown
    """What was asked about."""


class ConsumptionLineShown(Shown):
    """activity x factor = tce."""

    carrier: str
    """What was consumed."""
    what: str
    """Stable key, e.g. `grid_import`."""
    activity: Figure
    """In `activity_unit`; negative where it is a deduction."""
    activity_unit: str
    """Of the activity."""
    factor: FactorShown
    """kgce per unit of the activity."""
    tce: float
    """t of standard coal, electricity at the equivalent value."""
    calorific_tce: float
    """The same with electricity at its calorific value."""
    flows: list[str]
    """Flow links that the activity is summed from."""


class ConsumptionShown(Shown):
    """All energy consumed inside the park, in standard coal."""

    period: PeriodShown
    """What was asked about."""
    total_tce: float
    """Electricity at the equivalent value: what the core indicator is divided by."""
    calorific_total_tce: float
    """Electricity at its calorific value, for information."""
    lines: list[ConsumptionLineShown]
    """Their sum is the total."""
    apart: list[ConsumptionLineShown]
    """Listed and not in the total: feedstock, own products sold."""
    missing: list[str]
    """What could not be counted, and what to do about it."""


class OwnerConsumption(Shown):
    """What one owner consumed of one carrier: received - delivered + made + its losses."""

    enterprise: str | None
    """Whose; null for the park's own."""
    carrier: str
    """Of what."""
    unit: str
    """Of the amounts."""
    received: Figure
    """From others."""
    delivered: Figure
    """To others."""
    made: Figure
    """What its own devices gave, stores left out."""
    losses_share: Figure
    """Its part of the losses on shared buses, where they were asked to be shared; else 0."""
    consumption: Figure
    """What it used."""
    missing_steps: int
    """Missing quarter hours of all links behind the row."""
    quality: list[str]
    """Flags of the flows behind it."""
    generated: bool
    """Whether anything behind it is simulated."""


class OwnerConsumptionPage(Page[OwnerConsumption]):
    """Consumption by owner and carrier."""

    period: PeriodShown
    """What was asked about."""
