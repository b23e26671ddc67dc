"""Fuel cell: gives part of its power back in the evening peak."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.fuel_cell import FuelCell
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.substances import HEATING_VALUE_KWH
from zeropark.future.simulation.surroundings import Surroundings

_SHARE_IN_PEAK: Final = 0.6


def roles(device: FuelCell, around: Surroundings) -> tuple[Role, ...]:
    """A timetable: four hours every evening at part load."""
    running = np.where(around.between(18, 22), _SHARE_IN_PEAK, 0.0)
    given = device.capacity_kw * around.hours * running
    burnt = given / device.electric_efficiency
    flows = {
        "electricity_to": given,
        "hydrogen_from": burnt / HEATING_VALUE_KWH["hydrogen"],
    }
    if device.heat_to is not None:
        flows["heat_to"] = burnt * device.thermal_efficiency
    return (Fixed(flows=flows),)
