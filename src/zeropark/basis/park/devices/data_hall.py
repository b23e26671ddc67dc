"""Data hall (数据机房, 智算中心)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import WATERS, Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, Positive, Profile, Share


class DataHall(Device):
    """Racks with their cooling; much of what they take can be given on as heat."""

    kind: Literal["data_hall"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    racks_from: Annotated[Id | None, Port(into=True, carriers=("electricity",))] = None
    """The bus that feeds the racks (behind the UPS), where that is metered apart:
    `electricity_from` is then cooling and the rest. None: all comes from `electricity_from`."""
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    cold_from: Annotated[Id | None, Port(into=True, carriers=("cold",))] = None
    water_from: Annotated[Id | None, Port(into=True, carriers=WATERS)] = None
    it_capacity_kw: Positive
    racks: Annotated[int, Field(gt=0)] | None = None
    it_load_factor: Share = 0.6
    """Yearly mean IT power over `it_capacity_kw`."""
    pue: Annotated[float, Field(ge=1, le=3)] = 1.2
    """All electricity that the hall itself takes over that of its racks, yearly mean. What
    makes the cold of `cold_from` is a device of its own and not in it."""
    cooling: Literal["air", "chilled_water", "cold_plate", "immersion", "spray"] = "air"
    recoverable_heat_share: Share = 0.0
    """Part of the IT power that can be given to `heat_to`."""
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None
    """Of its batch work."""

    @model_validator(mode="after")
    def _heat_has_a_place(self) -> Self:
        if self.recoverable_heat_share and self.heat_to is None:
            raise Contradiction(
                "recoverable_heat_share needs heat_to: the bus that takes the heat."
            )
        return self
