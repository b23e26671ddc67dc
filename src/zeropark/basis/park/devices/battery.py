"""Battery storage (电化学储能)."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share

MIN_HOURS: Final = 0.1
MAX_HOURS: Final = 12.0
"""Durations that cells are built for: frequency response to half a day."""


class Battery(Device):
    """Lithium or sodium cells with their converters, charged from and discharged to one bus."""

    kind: Literal["battery"]
    electricity_at: Annotated[
        Id,
        Port(into=True, carriers=("electricity",)),
        Port(into=False, carriers=("electricity",)),
    ]
    technology: Literal["lfp", "nmc", "sodium_ion", "lead_acid"] = "lfp"
    power_kw: Positive
    """Largest charge and discharge at the meter."""
    capacity_kwh: Positive
    """Content between empty and full."""
    round_trip_efficiency: Annotated[float, Field(gt=0.3, le=1)] = 0.87
    """Out over in at the meter, auxiliaries included."""
    min_soc_share: Share = 0.1
    max_soc_share: Share = 0.95
    self_discharge_share_per_day: Annotated[float, Field(ge=0, lt=0.1)] = 0.001
    cycle_life: Annotated[int, Field(gt=0)] | None = None
    """Full cycles to end of life."""

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        hours = self.capacity_kwh / self.power_kw
        if not MIN_HOURS <= hours <= MAX_HOURS:
            raise Contradiction(
                "capacity_kwh over power_kw is {hours:g} h, outside {least:g} to {most:g} h.",
                "Check both units, or describe it as long_storage.",
                hours=hours,
                least=MIN_HOURS,
                most=MAX_HOURS,
            )
        if self.min_soc_share >= self.max_soc_share:
            raise Contradiction("min_soc_share must be below max_soc_share.")
        return self
