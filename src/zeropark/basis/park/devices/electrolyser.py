"""Water electrolyser (电解槽)."""

from __future__ import annotations

from typing import Annotated, Literal

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class Electrolyser(Device):
    """Alkaline or PEM stacks with their balance of plant."""

    kind: Literal["electrolyser"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    hydrogen_to: Annotated[Id, Port(into=False, carriers=("hydrogen",))]
    oxygen_to: Annotated[Id | None, Port(into=False, carriers=("oxygen",))] = None
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    water_from: Annotated[
        Id | None, Port(into=True, carriers=("fresh_water", "recycled_water"))
    ] = None
    technology: Literal["alkaline", "pem", "soec", "aem"] = "alkaline"
    capacity_kw: Positive
    consumption_kwh_per_kg: Positive = 52.0
    """Electricity per kg of hydrogen at full load, balance of plant included."""
    min_load_share: Share = 0.2
