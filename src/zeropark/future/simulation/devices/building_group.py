"""Group of buildings: office hours or evenings, heating and cooling by degrees."""

from __future__ import annotations

import numpy as np

from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.future.simulation.profiles import (
    cooling_need,
    heating_need,
    in_season,
    office_shape,
    scaled_to,
)
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series


def roles(device: BuildingGroup, around: Surroundings) -> tuple[Role, ...]:
    """Yearly figures per floor area, spread by clock and weather."""
    years = around.axis.count * around.hours / 8760.0
    area = device.floor_area_m2 * years
    season = in_season(around.calendar, device.heating_season)
    flows = {
        "electricity_from": _spread(
            _presence(device, around), total=device.electricity_kwh_per_m2_year * area
        )
    }
    if device.heat_from is not None:
        need = heating_need(around, season=season)
        flows["heat_from"] = _spread(need, total=device.heating_kwh_per_m2_year * area)
    if device.cold_from is not None:
        flows["cold_from"] = _spread(
            cooling_need(around), total=device.cooling_kwh_per_m2_year * area
        )
    return (Fixed(flows=flows),)


def _spread(shape: Series, *, total: float) -> Series:
    """A total over the axis in the proportions of a shape; nothing where the shape is nothing."""
    weight = float(shape.sum())
    return shape * (total / weight) if weight > 0.0 else shape


def _presence(device: BuildingGroup, around: Surroundings) -> Series:
    office = office_shape(around)
    evening = np.where(around.between(18, 23) | around.between(6, 8), 1.0, 0.35)
    if device.occupancy == "office":
        return office
    if device.occupancy == "dormitory":
        return evening
    mixed = 0.6 * office + 0.4 * evening
    return scaled_to(mixed, mean=0.5)
