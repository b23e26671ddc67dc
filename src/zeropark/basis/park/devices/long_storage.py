"""Long-duration electricity storage (大容量长时储能)."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share

MIN_HOURS: Final = 2.0
"""Anything shorter is no long-duration store."""


class LongStorage(Device):
    """Flow battery, compressed or liquid air, gravity or pumped water: four hours and more."""

    kind: Literal["long_storage"]
    electricity_at: Annotated[
        Id,
        Port(into=True, carriers=("electricity",)),
        Port(into=False, carriers=("electricity",)),
    ]
    technology: Literal[
        "vanadium_flow",
        "iron_flow",
        "zinc_flow",
        "compressed_air",
        "liquid_air",
        "gravity",
        "pumped_hydro",
    ]
    charge_kw: Positive
    discharge_kw: Positive
    """Apart from `charge_kw`: compressor and expander are two machines."""
    capacity_kwh: Positive
    """What can be discharged from full."""
    round_trip_efficiency: Annotated[float, Field(gt=0.2, le=1)] = 0.65
    min_soc_share: Share = 0.0
    max_soc_share: Share = 1.0
    min_load_share: Share = 0.0
    """Lowest stable charge and discharge over their rated power."""
    self_discharge_share_per_day: Annotated[float, Field(ge=0, lt=0.2)] = 0.0

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        hours = self.capacity_kwh / self.discharge_kw
        if hours < MIN_HOURS:
            raise Contradiction(
                "capacity_kwh over discharge_kw is {hours:g} h, below {least:g} h.",
                "Check both units, or describe it as a battery.",
                hours=hours,
                least=MIN_HOURS,
            )
        if self.min_soc_share >= self.max_soc_share:
            raise Contradiction("min_soc_share must be below max_soc_share.")
        return self
