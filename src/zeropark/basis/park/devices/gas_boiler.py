"""Fuel-fired boiler (燃气锅炉)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import FUELS, Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class GasBoiler(Device):
    """Boiler for steam or hot water on gas, oil or biomass; several fuels may be burnt."""

    kind: Literal["gas_boiler"]
    fuel_from: Annotated[tuple[Id, ...], Port(into=True, carriers=FUELS, use="fuel")] = Field(
        min_length=1
    )
    hydrogen_from: Annotated[Id | None, Port(into=True, carriers=("hydrogen",))] = None
    """For co-firing."""
    hydrogen_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    """The most of its heat that hydrogen may give."""
    heat_to: Annotated[Id, Port(into=False, carriers=("heat", "steam"))]
    capacity_kw: Positive
    """Heat given at full load."""
    efficiency: Annotated[float, Field(gt=0.4, le=1.1)] = 0.92
    """On the lower heating value; above 1 only where flue gas condenses."""
    steam_kwh_per_t: Annotated[float, Field(ge=500, le=1000)] = 750.0
    """Heat per t of steam above feed water, where it feeds a steam bus."""
    min_load_share: Share = 0.2
