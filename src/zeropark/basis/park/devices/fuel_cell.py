"""Fuel cell (燃料电池)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class FuelCell(Device):
    """Turns hydrogen back into electricity and usable heat."""

    kind: Literal["fuel_cell"]
    hydrogen_from: Annotated[Id, Port(into=True, carriers=("hydrogen",))]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    technology: Literal["pem", "sofc"] = "pem"
    capacity_kw: Positive
    """Net electric."""
    electric_efficiency: Annotated[float, Field(gt=0.2, lt=0.75)] = 0.5
    """On the lower heating value."""
    thermal_efficiency: Annotated[float, Field(ge=0, lt=0.7)] = 0.35
    min_load_share: Share = 0.1
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.5

    @model_validator(mode="after")
    def _gives_no_more_than_it_takes(self) -> Self:
        if self.electric_efficiency + self.thermal_efficiency > 1:
            raise Contradiction("electric_efficiency and thermal_efficiency add up to more than 1.")
        return self
