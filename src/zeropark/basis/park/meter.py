"""Meters: what is measured where, and how what the meter says becomes an amount."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zeropark.basis.park.parts import Id, Name, Part, Positive

Gate = Literal["generation", "plant_use", "grid", "user", "storage", "internal"]
"""Where a meter stands in the sense of 688 (计量关口)."""


class Channel(Part):
    """One quantity that a meter reports."""

    id: Id
    kind: Literal["gauge", "interval", "cumulative"]
    """`gauge`: a rate at an instant (kW); `interval`: an amount over the interval (kWh);
    `cumulative`: a register that only counts up, save for a reset or roll-over."""
    unit: str
    direction: Literal["forward", "reverse", "available"] = "forward"
    """`forward` counts from -> to, `reverse` the other way; `available` is what a source could
    have given, curtailment included, and is no flow."""
    ratio: Positive = 1.0
    """Instrument-transformer ratio (CT x PT): amount = reading x ratio."""
    rollover_at: Positive | None = None
    """The register's first value beyond its last digit, in the register's own unit."""
    max_rate: Positive | None = None
    """Largest plausible rate after ratio, in the inside unit per hour (kW, t/h); spikes beyond
    it are set aside. None: taken from the capacity of what it measures, where that is known."""


class Meter(Part):
    """A measuring point on the connection between two nodes."""

    id: Id
    name: Name
    source: Id = Field(alias="from")
    sink: Id = Field(alias="to")
    gate: Gate
    channels: tuple[Channel, ...] = Field(min_length=1)
    checks: Id | None = None
    """Set where this is a check meter: the id of the main meter on the same connection."""
    sub_meters: tuple[Id, ...] = ()
    """Meters whose sum this one should equal; compared, never added."""
