"""Concentrating solar power with a molten-salt store (光热发电)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, NotNegative, Positive, Share


class Csp(Device):
    """Mirror field, salt tanks and steam turbine; the salt may also be heated electrically."""

    kind: Literal["csp"]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    electricity_from: Annotated[Id | None, Port(into=True, carriers=("electricity",))] = None
    """Where surplus power heats the salt, or the plant's own use is drawn."""
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat", "steam"))] = None
    capacity_kw: Positive
    """Turbine, electric, gross."""
    field_kw: Positive
    """Mirror field, thermal, at design irradiance."""
    store_kwh: NotNegative
    """Heat that the salt holds between cold and hot tank."""
    turbine_efficiency: Annotated[float, Field(gt=0.1, lt=0.6)] = 0.42
    heater_kw: NotNegative = 0.0
    """Electric salt heater."""
    min_load_share: Share = 0.2
    ramp_share_per_min: Annotated[float, Field(gt=0, le=1)] = 0.05
    store_loss_share_per_day: Annotated[float, Field(ge=0, lt=0.2)] = 0.01

    @model_validator(mode="after")
    def _heater_has_power(self) -> Self:
        if self.heater_kw and self.electricity_from is None:
            raise Contradiction("heater_kw needs electricity_from: the bus that heats the salt.")
        return self
