"""CO2 capture (二氧化碳捕集)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class Co2Capture(Device):
    """Takes CO2 out of the off-gas of other devices and gives it for use or storage."""

    kind: Literal["co2_capture"]
    treats: tuple[Id, ...] = Field(min_length=1)
    """Devices whose off-gas it treats."""
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    heat_from: Annotated[Id | None, Port(into=True, carriers=("heat", "steam"))] = None
    co2_to: Annotated[Id, Port(into=False, carriers=("co2",))]
    capacity_t_per_h: Positive
    capture_share: Share = 0.9
    """Part of the CO2 in the treated gas."""
    electricity_kwh_per_t: Positive = 150.0
    """Compression included."""
    heat_gj_per_t: Annotated[float, Field(ge=0, le=6)] = 2.8
    min_load_share: Share = 0.3
