"""Group of buildings (建筑群)."""

from __future__ import annotations

from typing import Annotated, Literal

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, NotNegative, Positive, Season


class BuildingGroup(Device):
    """Offices, dormitories, halls: power, heating and cooling by floor area."""

    kind: Literal["building_group"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    heat_from: Annotated[Id | None, Port(into=True, carriers=("heat",))] = None
    cold_from: Annotated[Id | None, Port(into=True, carriers=("cold",))] = None
    floor_area_m2: Positive
    occupancy: Literal["office", "dormitory", "hall", "mixed"] = "mixed"
    electricity_kwh_per_m2_year: Positive = 70.0
    heating_kwh_per_m2_year: NotNegative = 80.0
    """Useful heat; counted where `heat_from` is given."""
    cooling_kwh_per_m2_year: NotNegative = 10.0
    heating_season: Season = "10-15/04-15"
    """Of district heating."""
    flexibility: Flexibility | None = None
