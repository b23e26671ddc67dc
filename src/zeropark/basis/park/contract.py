"""Contracts: on what terms carriers are bought, sold and claimed as green."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from zeropark.basis.park.parts import Day, Id, NotNegative, Part, Positive, Share

PARK_AS_ONE: Final = "park"
"""Reserved buyer or holder: the park as one customer, as a direct-connection project buys (688)."""


class GridSupply(Part):
    """Supply from the public grid at one boundary point."""

    kind: Literal["grid_supply"]
    id: Id
    point: Id
    voltage_class: Literal["lt1kV", "1-10kV", "35kV", "110kV+"]
    pricing: Literal["single", "two_part"]
    basis: Literal["demand", "capacity"] = "demand"
    """What the fixed part of a two-part tariff is charged on."""
    declared_capacity_kva: Positive | None = None
    declared_demand_kw: Positive | None = None
    energy_price_cny_per_kwh: NotNegative
    """Agreed energy price at flat hours, before T&D, funds and time-of-use ratios."""
    export_price_cny_per_kwh: NotNegative = 0.0
    tou_rule: str | None = None
    """Rule id of the time-of-use windows; None: one price all day."""


class GreenDirect(Part):
    """Green direct connection (绿电直连): 650 with one user, 688 with several."""

    kind: Literal["green_direct"]
    id: Id
    plants: tuple[Id, ...] = Field(min_length=1)
    """Devices that generate for it."""
    storages: tuple[Id, ...] = ()
    users: tuple[Id, ...] = Field(min_length=1)
    """Enterprises that it supplies."""
    under: Literal["650", "688"] | None = None
    """Which notice it was approved under; None: 650 with one user, 688 with several."""
    grid_point: Id | None = None
    """Where the project as a whole meets the grid; None: islanded (离网型)."""
    declared_exchange_kw: Positive | None = None
    """Declared capacity: exchange with the grid may not exceed it."""
    planned_peak_valley_rate: Share | None = None
    """Planned maximum of (peak - valley) / peak of the exchange power."""
    price_cny_per_kwh: NotNegative | None = None


class GreenTrade(Part):
    """Green-power trade (绿电交易): energy bought with its attribute through the grid."""

    kind: Literal["green_trade"]
    id: Id
    buyer: Id
    """An enterprise, or `park` for the park as one customer."""
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    """Local month of generation and consumption."""
    quantity_kwh: Positive
    energy_price_cny_per_kwh: NotNegative | None = None
    certificate_price_cny_per_kwh: NotNegative | None = None
    """136号 asks for the two prices apart."""
    seller: str | None = None


class CertificateHolding(Part):
    """Green certificates (绿证, GEC; 1 = 1 MWh) bought apart from energy, by vintage."""

    kind: Literal["certificates"]
    id: Id
    holder: Id
    """An enterprise, or `park` for the park as one customer."""
    vintage: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    """Month of generation."""
    quantity_mwh: Annotated[int, Field(gt=0)]
    cancelled_for: Annotated[int, Field(ge=2020, le=2100)] | None = None
    """Calendar year whose consumption they were cancelled for; None: still held, counts nowhere."""
    cancelled_on: Day | None = None


Contract = Annotated[
    GridSupply | GreenDirect | GreenTrade | CertificateHolding, Field(discriminator="kind")
]
