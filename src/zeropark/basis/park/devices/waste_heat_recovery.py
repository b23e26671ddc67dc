"""Waste-heat recovery (余热回收)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class WasteHeatRecovery(Device):
    """Boiler or exchanger that turns waste heat into steam or hot water."""

    kind: Literal["waste_heat_recovery"]
    heat_from: Annotated[Id, Port(into=True, carriers=("heat",))]
    """The bus of waste heat: off-gas, slag, cooling circuits."""
    heat_to: Annotated[Id, Port(into=False, carriers=("heat", "steam"))]
    electricity_from: Annotated[Id | None, Port(into=True, carriers=("electricity",))] = None
    capacity_kw: Positive
    """Heat taken at full load."""
    efficiency: Annotated[float, Field(gt=0.1, le=1)] = 0.85
    steam_kwh_per_t: Annotated[float, Field(ge=500, le=1000)] = 800.0
    """Heat per t of steam above feed water, where it feeds a steam bus."""
    min_load_share: Share = 0.2
