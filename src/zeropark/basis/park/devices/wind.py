"""Wind farm (风电场)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class Wind(Device):
    """Wind turbines behind one collection bus."""

    kind: Literal["wind"]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    capacity_kw: Positive
    turbine_kw: Positive | None = None
    """Rated power of one turbine; None: not told."""
    hub_height_m: Annotated[float, Field(ge=10, le=250)] = 100.0
    rotor_diameter_m: Annotated[float, Field(ge=3, le=350)] | None = None
    cut_in_m_per_s: Annotated[float, Field(gt=0, le=8)] = 3.0
    rated_m_per_s: Annotated[float, Field(gt=5, le=20)] = 10.5
    cut_out_m_per_s: Annotated[float, Field(gt=15, le=40)] = 25.0
    losses_share: Share = 0.12
    """Wake, availability, icing and line losses up to the meter."""

    @model_validator(mode="after")
    def _turbine_fits(self) -> Self:
        if self.turbine_kw is not None and self.turbine_kw > self.capacity_kw:
            raise Contradiction(
                "turbine_kw is above capacity_kw.", "Give the power of one turbine."
            )
        if not self.cut_in_m_per_s < self.rated_m_per_s < self.cut_out_m_per_s:
            raise Contradiction("Wind speeds must rise from cut-in over rated to cut-out.")
        return self
