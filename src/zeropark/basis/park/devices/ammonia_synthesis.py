"""Ammonia synthesis (合成氨)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class AmmoniaSynthesis(Device):
    """Haber-Bosch loop with its air separation, fed with hydrogen."""

    kind: Literal["ammonia_synthesis"]
    hydrogen_from: Annotated[Id, Port(into=True, carriers=("hydrogen",), use="feedstock")]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    nitrogen_from: Annotated[
        Id | None, Port(into=True, carriers=("nitrogen",), use="feedstock")
    ] = None
    """None: its own air separation, counted in `electricity_kwh_per_t`."""
    ammonia_to: Annotated[Id, Port(into=False, carriers=("ammonia",))]
    capacity_t_per_h: Positive
    hydrogen_kg_per_t: Annotated[float, Field(ge=177, le=250)] = 180.0
    """Per t of ammonia; 177 kg is what the reaction itself takes (3 x 2.016 / 2 x 17.031)."""
    electricity_kwh_per_t: Positive = 650.0
    min_load_share: Share = 0.3
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.005
