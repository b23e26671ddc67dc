"""Data hall: a flat load whose cooling follows the outdoor temperature."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings

_OVERHEAD_PER_K: Final = 0.02
"""Growth of the overhead (PUE - 1) per kelvin of outdoor temperature."""
_WATER_M3_PER_KWH: Final = 0.0005
"""Evaporated per kWh of IT load where water cools (a WUE of 0.5 l/kWh)."""
_TO_COLD_BUS_SHARE: Final = 0.9


def roles(device: DataHall, around: Surroundings) -> tuple[Role, ...]:
    """IT power by profile, total power by a PUE whose yearly mean is the document's.

    Where the racks have a bus of their own, `electricity_from` carries what is not IT power.
    """
    shares = use_shares(
        device.profile, load_factor=device.it_load_factor, device=device.id, around=around
    )
    computing = device.it_capacity_kw * around.hours * shares
    air = around.weather.temperature_c
    swing = np.clip(1.0 + _OVERHEAD_PER_K * (air - float(air.mean())), 0.2, None)
    overhead = (device.pue - 1.0) * swing / float(swing.mean())
    if device.racks_from is None:
        flows = {"electricity_from": computing * (1.0 + overhead)}
    else:
        flows = {"racks_from": computing, "electricity_from": computing * overhead}
    if device.heat_to is not None:
        flows["heat_to"] = computing * device.recoverable_heat_share
    if device.cold_from is not None:
        flows["cold_from"] = computing * _TO_COLD_BUS_SHARE
    if device.water_from is not None:
        flows["water_from"] = computing * _WATER_M3_PER_KWH
    return (Fixed(flows=flows),)
