"""Methanol synthesis (合成甲醇)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class MethanolSynthesis(Device):
    """Methanol from hydrogen and captured CO2."""

    kind: Literal["methanol_synthesis"]
    hydrogen_from: Annotated[Id, Port(into=True, carriers=("hydrogen",), use="feedstock")]
    co2_from: Annotated[Id, Port(into=True, carriers=("co2",), use="feedstock")]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    heat_from: Annotated[Id | None, Port(into=True, carriers=("heat", "steam"))] = None
    methanol_to: Annotated[Id, Port(into=False, carriers=("methanol",))]
    capacity_t_per_h: Positive
    hydrogen_kg_per_t: Annotated[float, Field(ge=188, le=280)] = 195.0
    """Per t of methanol; 188.8 kg is what the reaction itself takes (3 x 2.016 / 32.04)."""
    co2_t_per_t: Annotated[float, Field(ge=1.37, le=2)] = 1.42
    """Per t of methanol; 1.374 t is what the reaction itself takes (44.01 / 32.04)."""
    electricity_kwh_per_t: Positive = 500.0
    min_load_share: Share = 0.3
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.01
