"""Water electrolyser (电解槽)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import WATERS, Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, NotNegative, Positive, Share


class Electrolyser(Device):
    """Alkaline or PEM stacks with their balance of plant."""

    kind: Literal["electrolyser"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    hydrogen_to: Annotated[Id, Port(into=False, carriers=("hydrogen",))]
    oxygen_to: Annotated[Id | None, Port(into=False, carriers=("oxygen",))] = None
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    water_from: Annotated[Id | None, Port(into=True, carriers=WATERS, use="feedstock")] = None
    technology: Literal["alkaline", "pem", "soec", "aem"] = "alkaline"
    capacity_kw: Positive
    consumption_kwh_per_kg: Annotated[float, Field(ge=33.3, le=120)] = 52.0
    """Electricity per kg of hydrogen at full load, balance of plant included. Its floor is the
    lower heating value of hydrogen, 33.3 kWh/kg."""
    water_l_per_kg: Annotated[float, Field(ge=8.9, le=100)] = 11.0
    """Water per kg of hydrogen; 8.9 l is what the reaction itself takes."""
    min_load_share: Share = 0.2
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.1
    """Part of the rated power by which it can change in a minute."""
    start_min: NotNegative = 30.0
    """Minutes from cold to minimum load."""
    standby_share: Share | None = None
    """Electricity that keeps it warm while it makes nothing, of the rated power; None: it is run or
    cold."""
    profile: Literal["follow_surplus", "continuous"] = "follow_surplus"
    """How it is run: on surplus renewable power, or steadily."""
    flexibility: Flexibility | None = None
