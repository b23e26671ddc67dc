"""Electric boiler (电锅炉)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, Positive, Share


class ElectricBoiler(Device):
    """Electrode or resistance boiler for steam or hot water, or the heater of molten salt."""

    kind: Literal["electric_boiler"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    heat_to: Annotated[Id, Port(into=False, carriers=("heat", "steam"))]
    capacity_kw: Positive
    """Electricity taken at full load."""
    efficiency: Annotated[float, Field(gt=0.5, le=1)] = 0.98
    steam_kwh_per_t: Annotated[float, Field(ge=500, le=1000)] = 750.0
    """Heat per t of steam above feed water, where it feeds a steam bus."""
    min_load_share: Share = 0.05
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.5
    profile: Literal["on_demand", "follow_surplus"] = "on_demand"
    """How it is run: as its bus needs heat, or also on surplus renewable power, to fill a store."""
    flexibility: Flexibility | None = None
