"""A tariff: the components that a bill of electricity is made of.

Any tariff is a list of components; each says what it charges for, when, and at what price.
Prices are exact decimals in CNY. Blocks are named by a clock (`basis/rules/tou`), which tells
months, weekdays and weekends, and windows of the day apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from zeropark.basis.errors import Phrase
from zeropark.basis.rules.tou import TimeOfUse
from zeropark.basis.timeline import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What every component carries: a stable id, names, and the rules that its price is from."""

    id: str
    zh: str
    en: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped(Named):
    """A component that looks at part of the time only."""

    months: frozenset[int] | None = None
    """Local months (1 to 12) in which it is billed; None: all."""
    blocks: tuple[str, ...] | None = None
    """Blocks of the clock in which it measures; None: all the time."""
    clock: TimeOfUse | None = None
    """Its own clock; None: the tariff's."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A price up to a cumulative amount of energy in the tier's period."""

    price_cny_per_kwh: Decimal
    up_to_kwh: Decimal | None = None
    """Inclusive upper end; None: the last tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyCharge(Scoped):
    """So much per kWh, in tiers that fill up over a month or a year."""

    tiers: tuple[Tier, ...]
    """By rising `up_to_kwh`; the last has none."""
    tier_period: Literal["month", "year"] = "month"
    direction: Literal["import", "export"] = "import"
    """`export` is a credit: its amount is negative."""

    def __post_init__(self) -> None:
        bounds = [tier.up_to_kwh for tier in self.tiers[:-1]]
        known = [bound for bound in bounds if bound is not None]
        rising = all(a < b for a, b in pairwise(known))
        if not self.tiers or self.tiers[-1].up_to_kwh is not None or known != bounds or not rising:
            raise ValueError(f"The tiers of {self.id} must rise, and only the last has no end.")


@dataclass(frozen=True, slots=True)
class Ratchet:
    """A look-back: at least this share of the highest peak of the months before."""

    share: Decimal
    months_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCharge(Scoped):
    """So much per kW and month of the highest clocked mean power of the month."""

    price_cny_per_kw: Decimal
    interval_min: int
    """Averaging interval of the tariff's own meter, in minutes of the clock: 15, 30 or 60."""
    declared_kw: Decimal | None = None
    """Declared demand (合同最大需量)."""
    declared_share: Decimal = Decimal(0)
    """The share of the declared demand that is billed at least."""
    ratchet: Ratchet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoincidentCharge(Named):
    """So much per kW of the highest mean power in stated windows, once for all of them."""

    price_cny_per_kw: Decimal
    windows: tuple[Period, ...]
    interval_min: int | None = None
    """Averaging interval in minutes of the clock; None: that of the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedCharge(Named):
    """So much per month for a quantity that does not change: kVA of transformers, a meter."""

    quantity: Decimal
    unit: str
    """E.g. `kVA`."""
    price_cny_per_unit: Decimal


Component = EnergyCharge | DemandCharge | CoincidentCharge | FixedCharge


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """All components of one supply, and the clock that they share."""

    id: str
    components: tuple[Component, ...]
    clock: TimeOfUse | None = None
    """Time-of-use windows; None where no component asks for blocks."""
    zone: str = "Asia/Shanghai"
    """The calendar of its months and intervals."""
    left_out: tuple[str | Phrase, ...] = ()
    """Charges that exist and whose price is not known: a bill without them is not complete."""
