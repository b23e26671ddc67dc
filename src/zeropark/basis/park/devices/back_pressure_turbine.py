"""Back-pressure turbine (背压机, 余压发电)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class BackPressureTurbine(Device):
    """Expands steam from a higher to a lower pressure instead of throttling it."""

    kind: Literal["back_pressure_turbine"]
    steam_from: Annotated[Id, Port(into=True, carriers=("steam",))]
    steam_to: Annotated[Id, Port(into=False, carriers=("steam",))]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    capacity_kw: Positive
    """Electric."""
    electricity_kwh_per_t: Annotated[float, Field(gt=5, le=250)] = 80.0
    """Electricity per t of steam passed."""
    min_load_share: Share = 0.3

    @model_validator(mode="after")
    def _between_two_pressures(self) -> Self:
        if self.steam_from == self.steam_to:
            raise Contradiction(
                "steam_from and steam_to are the same bus.", "Name the two pressures."
            )
        return self
