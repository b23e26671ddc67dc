"""Heat pump (热泵)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class HeatPump(Device):
    """Lifts heat from a cooler bus, or from ground, air or water, to a warmer one."""

    kind: Literal["heat_pump"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    source_from: Annotated[Id | None, Port(into=True, carriers=("heat",))] = None
    """The cooler bus, e.g. waste heat; None: ambient heat, which no book counts."""
    heat_to: Annotated[Id, Port(into=False, carriers=("heat", "steam"))]
    capacity_kw: Positive
    """Heat given at full load."""
    cop: Annotated[float, Field(gt=1, le=10)] = 3.5
    """Heat given over electricity taken, yearly mean."""
    min_load_share: Share = 0.2
