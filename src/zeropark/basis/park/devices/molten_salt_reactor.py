"""Molten-salt reactor (钍基熔盐堆) as a source of heat and power."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, NotNegative, Positive, Share

MAX_EFFICIENCY: Final = 0.6
"""Above what any turbine makes of heat below 900 °C."""


class MoltenSaltReactor(Device):
    """A non-fossil source of high-temperature heat, with or without a turbine."""

    kind: Literal["molten_salt_reactor"]
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat", "steam"))] = None
    electricity_to: Annotated[Id | None, Port(into=False, carriers=("electricity",))] = None
    thermal_kw: Positive
    capacity_kw: NotNegative = 0.0
    """Electric, net."""
    outlet_temperature_c: Annotated[float, Field(ge=200, le=900)] = 650.0
    min_load_share: Share = 0.3
    ramp_share_per_min: Annotated[float, Field(gt=0, le=0.1)] = 0.01
    availability: Share = 0.9

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if self.heat_to is None and self.electricity_to is None:
            raise Contradiction(
                "It has neither heat_to nor electricity_to.",
                "Give one or both: where its energy goes.",
            )
        if self.capacity_kw > MAX_EFFICIENCY * self.thermal_kw:
            problem = "capacity_kw is above {share:.0%} of thermal_kw."
            raise Contradiction(problem, "Check both units.", share=MAX_EFFICIENCY)
        return self
