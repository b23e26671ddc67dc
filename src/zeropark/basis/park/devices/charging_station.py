"""Charging or battery-swap station (充换电站)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, Positive


class ChargingStation(Device):
    """Chargers or a truck-battery swap station; with swap packs it may also feed back."""

    kind: Literal["charging_station"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    electricity_to: Annotated[Id | None, Port(into=False, carriers=("electricity",))] = None
    """Set where vehicles or packs may discharge (V2G)."""
    service: Literal["car", "truck", "truck_swap"] = "car"
    capacity_kw: Positive
    """Sum of what may be drawn at once."""
    points: Annotated[int, Field(gt=0)] = 1
    """Chargers, or bays of a swap station."""
    pack_kwh: Positive | None = None
    """Content of one swap pack."""
    packs: Annotated[int, Field(ge=0)] = 0
    energy_kwh_per_day: Positive
    """Mean sale of a day."""
    flexibility: Flexibility | None = None

    @model_validator(mode="after")
    def _sells_no_more_than_it_can(self) -> Self:
        if self.energy_kwh_per_day > 24 * self.capacity_kw:
            raise Contradiction(
                "energy_kwh_per_day is above 24 h of capacity_kw.", "Check both units."
            )
        if self.service == "truck_swap" and (self.pack_kwh is None or not self.packs):
            raise Contradiction("A swap station needs pack_kwh and packs.")
        return self
