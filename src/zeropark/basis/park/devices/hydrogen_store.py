"""Hydrogen store (储氢)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class HydrogenStore(Device):
    """Tanks, pipe or cavern on one hydrogen bus."""

    kind: Literal["hydrogen_store"]
    hydrogen_at: Annotated[
        Id, Port(into=True, carriers=("hydrogen",)), Port(into=False, carriers=("hydrogen",))
    ]
    electricity_from: Annotated[Id | None, Port(into=True, carriers=("electricity",))] = None
    """The bus that the compressor draws from."""
    capacity_t: Positive
    charge_t_per_h: Positive
    discharge_t_per_h: Positive
    pressure_bar: Annotated[float, Field(gt=0, le=1000)] = 30.0
    compression_kwh_per_kg: Annotated[float, Field(ge=0, le=15)] = 0.0
    min_content_share: Share = 0.05
    """Cushion that stays in."""

    @model_validator(mode="after")
    def _compressor_has_power(self) -> Self:
        if self.compression_kwh_per_kg and self.electricity_from is None:
            raise Contradiction("compression_kwh_per_kg needs electricity_from.")
        return self
