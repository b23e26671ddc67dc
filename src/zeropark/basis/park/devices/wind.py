"""Wind farm (风电场)."""

from __future__ import annotations

from typing import Annotated, Literal

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive


class Wind(Device):
    """Wind turbines behind one collection bus."""

    kind: Literal["wind"]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    capacity_kw: Positive
    hub_height_m: Positive = 100.0
