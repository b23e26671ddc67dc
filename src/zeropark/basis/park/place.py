"""Where and who: sites, enterprises, and the points where carriers cross the boundary."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zeropark.basis.park.parts import Id, Latitude, Longitude, Name, Part, Positive, Season, Share


class Site(Part):
    """A piece of ground with coordinates, for sun, wind and maps."""

    id: Id
    name: Name
    latitude: Latitude
    longitude: Longitude
    altitude_m: float = 0.0
    inside_boundary: bool = True
    """False for a plant beyond the park's four sides, joined by a direct line."""


class Product(Part):
    """Something an enterprise makes, counted at its material bus."""

    id: Id
    name: Name
    bus: Id
    """The material bus that its output flows into."""
    process_rule: str | None = None
    """Rule id of the process CO2 per unit of output (910 annex 4, E_process); None: none."""
    unit_energy_limit_kgce_per_t: Positive | None = None
    """The level-2 energy-consumption limit (二级能耗限额) that applies to it."""
    limit_source: str | None = None


class Enterprise(Part):
    """A legal entity in the park."""

    id: Id
    name: Name
    industry_code: str = Field(pattern=r"^[A-T]?\d{2,4}$")
    """GB/T 4754-2017 class."""
    key_user: bool = False
    """重点用能单位: a key energy user by statute or designation."""
    products: tuple[Product, ...] = ()


class BoundaryPoint(Part):
    """A point where a carrier crosses the park boundary: a substation, a pipe, a gate."""

    id: Id
    name: Name
    bus: Id
    kind: Literal["public_grid", "direct_line", "supply", "delivery", "discharge"]
    """`public_grid` and `direct_line` are electricity; `supply` brings fuel, heat, water or
    material in; `delivery` takes products or by-products out for use; `discharge` disposes."""
    direction: Literal["in", "out", "both"]
    capacity_kw: Positive | None = None
    outflow_share: Share | None = None
    """For a way out: the part of what leaves the bus that is meant to take it; plans and
    generated histories use it, the books never do."""
    season: Season | None = None
    """For a way out: when it takes anything, e.g. the heating season of a town's heat net; plans
    and generated histories use it, the books never do. None: all year."""
    fossil_share: Share | None = None
    """For heat bought in: the part of it that is of fossil origin (1 where not told)."""


class Link(Part):
    """A line, transformer or pipe from one bus to another of the same carrier."""

    id: Id
    name: Name
    source: Id = Field(alias="from")
    sink: Id = Field(alias="to")
    capacity_kw: Positive | None = None
    both_ways: bool = False


class Bus(Part):
    """A node of one carrier where flows must close."""

    id: Id
    name: Name
    carrier: str
    voltage_kv: Positive | None = None
    temperature_c: float | None = None
    """Supply temperature of a heat or steam bus."""
    enterprise: Id | None = None
    """Whose it is; None for one shared by the park."""
