"""Green power: the three books that never merge, and the ratios of direct connections."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown


class ClaimShown(Shown):
    """One contract's claim on grid power, and how much of it counts."""

    book: Literal["direct", "trade", "certificate"]
    """Which of the three books."""
    contract: str
    """The contract."""
    holder: str
    """Whose it is."""
    month: str | None
    """Local month of a trade; null for certificates, which are for a year."""
    claimed_kwh: float
    """What it claims."""
    counted_kwh: float
    """What of it counts."""


class GreenBooksShown(Shown):
    """Physically direct, traded, certificates: side by side, never added."""

    period: PeriodShown
    """What was asked about."""
    direct_kwh: float
    """Non-fossil power made in the park or brought by a direct line, and used there."""
    trade_kwh: float
    """Green-power trade that counts."""
    certificate_kwh: float
    """Certificates that count."""
    grid_import_kwh: float
    """Power from the public grid."""
    uncovered_import_kwh: float
    """What of it neither a trade nor a certificate covers."""
    direct_share: float | None
    """Physically direct over all electricity used; null where none was used."""
    claims: list[ClaimShown]
    """Every trade and certificate contract."""


class DirectFiguresShown(Shown):
    """Sums of one direct connection; renewables account for themselves."""

    generation_kwh: float
    """By its plants."""
    curtailed_kwh: float | None
    """Could have been generated; null where some plant's availability is not measured."""
    charged_kwh: float
    """Renewable energy charged into the stores."""
    released_kwh: float
    """Renewable energy released from them."""
    left_in_stores_kwh: float
    """Renewable energy still inside at the end."""
    import_kwh: float
    """From the grid."""
    export_kwh: float
    """To the grid."""
    renewable_export_kwh: float
    """To the grid, renewable."""
    self_use_kwh: float
    """Generated, plus what the stores released of it, minus what they took, minus export."""
    consumption_kwh: float
    """Of the users."""
    unallocated_kwh: float
    """Self-use of an hour beyond what all users consumed in it."""
    steps: int
    """Intervals of the period."""
    missing_steps: int
    """Left out, for something behind them is not known."""
    quality: list[str]
    """Flags of the flows behind it."""
    generated: bool
    """Whether anything behind it is simulated."""
    r1: Figure
    """Self-use over available generation."""
    r2: Figure
    """Self-use over the consumption of the users."""
    r3: Figure
    """Export over available generation."""
    renewable_export_share: Figure
    """Renewable export over available generation."""
    curtailment_share: Figure
    """Curtailed over available generation."""
    storage_share: Figure
    """Lost or still inside stores, over available generation."""


class ExchangeShown(Shown):
    """The exchange of a project with the grid against what it declared."""

    declared_kw: float | None
    """Declared capacity; null where none was."""
    peak_kw: float | None
    """Highest mean power of an interval; null where none is known."""
    peak_at: AwareDatetime | None
    """Start of that interval."""
    steps_over: int
    """Intervals above the declared capacity."""
    first_over_at: AwareDatetime | None
    """Start of the first of them."""
    planned_rate: float | None
    """Planned largest daily (peak - valley) / peak."""
    worst_rate: float | None
    """Largest daily (peak - valley) / peak."""
    worst_day: date | None
    """On which day."""
    days_over_plan: int
    """Days above the planned rate."""
    export_kwh: float
    """To the grid."""
    steps_with_export: int
    """Intervals in which anything was exported."""
    no_export_kwh: float | None
    """Exported while nothing may be; null where no such intervals were named."""
    no_export_steps: int | None
    """In so many intervals."""
    missing_steps: int
    """Intervals that are not known."""


class YearEndShown(DirectFiguresShown):
    """Where the year ends if the rest of it goes as said; not a forecast."""

    method: Literal["same_share", "last_year"]
    """As the year so far did, or as last year's same months did."""


class DirectConnectionShown(Shown):
    """One green direct connection over the period."""

    contract: str
    """The contract."""
    hourly: DirectFiguresShown
    """Matched by the hour: the figures that are judged."""
    quarter_hourly: DirectFiguresShown
    """Matched at 15 min, beside them."""
    allocated_kwh: dict[str, float]
    """Self-use of each user."""
    exchange: ExchangeShown | None
    """With the grid; null for an islanded project."""
    year_end: YearEndShown | None
    """Null where the period is not the elapsed part of a year."""


class DirectConnectionsShown(Shown):
    """The green direct connections of a park over a period."""

    period: PeriodShown
    """What was asked about."""
    connections: list[DirectConnectionShown]
    """One a contract."""
