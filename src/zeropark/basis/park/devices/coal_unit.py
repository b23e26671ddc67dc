"""Coal-fired unit, with or without heat (煤电机组, 热电联产)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import FUELS, Device, Port
from zeropark.basis.park.parts import Id, NotNegative, Positive, Share


class CoalUnit(Device):
    """Power or CHP unit with its deep peak-shaving range (深度调峰)."""

    kind: Literal["coal_unit"]
    fuel_from: Annotated[tuple[Id, ...], Port(into=True, carriers=FUELS, use="fuel")] = Field(
        min_length=1
    )
    """Buses of the fuels that it burns; coal has no default factor, give the park's own."""
    ammonia_from: Annotated[Id | None, Port(into=True, carriers=("ammonia",))] = None
    """For co-firing."""
    ammonia_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    """The most of its heat that ammonia may give."""
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    heat_to: Annotated[tuple[Id, ...], Port(into=False, carriers=("heat", "steam"))] = ()
    ash_to: Annotated[Id | None, Port(into=False, carriers=("solid_waste",))] = None
    """Bus of ash, slag and gypsum (灰渣)."""
    capacity_kw: Positive
    """Electric, gross."""
    heat_capacity_kw: NotNegative = 0.0
    min_load_share: Share = 0.5
    """Lowest load in normal operation."""
    deep_min_load_share: Share = 0.3
    """Lowest load in deep peak-shaving, without oil or gas for support."""
    ramp_share_per_min: Annotated[float, Field(gt=0, le=0.1)] = 0.015
    electric_efficiency: Annotated[float, Field(gt=0.15, lt=0.55)] = 0.4
    """Net, on the lower heating value, condensing at full load."""
    heat_to_power_loss: Annotated[float, Field(ge=0, le=1)] = 0.2
    """Electricity lost per unit of heat extracted."""
    power_to_heat_min: Positive | None = None
    """Electricity made at least per unit of heat drawn at the same time, at back pressure
    (背压工况电热比); None: heat is within `heat_capacity_kw` alone. Plans keep to it; a simulated
    year does not."""
    ash_t_per_t: NotNegative = 0.0
    """What goes to `ash_to` per t of fuel."""
    dispatch: Literal["park", "grid"] = "park"
    """Who calls for its power: the park's own need, or the grid's peaks and valleys (公用调峰机组),
    down to `deep_min_load_share` at noon."""

    @model_validator(mode="after")
    def _deep_is_deeper(self) -> Self:
        if self.deep_min_load_share > self.min_load_share:
            raise Contradiction("deep_min_load_share must not be above min_load_share.")
        if bool(self.heat_to) != bool(self.heat_capacity_kw):
            raise Contradiction(
                "heat_to and heat_capacity_kw go together.", "Give both or neither."
            )
        if self.power_to_heat_min is not None and not self.heat_to:
            raise Contradiction("power_to_heat_min needs heat_to: the buses that take the heat.")
        if bool(self.ash_to) != bool(self.ash_t_per_t):
            raise Contradiction("ash_to and ash_t_per_t go together.", "Give both or neither.")
        return self
