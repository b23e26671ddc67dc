"""Data hall: a flat load whose cooling follows the outdoor temperature."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series

_OVERHEAD_PER_K: Final = 0.02
"""Growth of the overhead (PUE - 1) per kelvin of outdoor temperature."""
_WATER_M3_PER_KWH: Final = 0.0005
"""Evaporated per kWh of IT load where water cools (a WUE of 0.5 l/kWh)."""
_TO_COLD_BUS_SHARE: Final = 0.9


def roles(device: DataHall, around: Surroundings) -> tuple[Role, ...]:
    """IT power by profile, total power by a PUE whose yearly mean is the document's."""
    shares = use_shares(
        device.profile, load_factor=device.it_load_factor, device=device.id, around=around
    )
    computing = device.it_capacity_kw * around.hours * shares
    ratios = per_computing(device, around)
    return (Fixed(flows={port: computing * ratio for port, ratio in ratios.items()}),)


def per_computing(device: DataHall, around: Surroundings) -> dict[str, Series | float]:
    """Amount at each port per kWh that the racks take; ports not in use are left out.

    Where the racks have a bus of their own, `electricity_from` carries what is not IT power.
    """
    air = around.weather.temperature_c
    swing = np.clip(1.0 + _OVERHEAD_PER_K * (air - float(air.mean())), 0.2, None)
    overhead = (device.pue - 1.0) * swing / float(swing.mean())
    ratios: dict[str, Series | float]
    if device.racks_from is None:
        ratios = {"electricity_from": 1.0 + overhead}
    else:
        ratios = {"racks_from": 1.0, "electricity_from": overhead}
    if device.heat_to is not None:
        ratios["heat_to"] = device.recoverable_heat_share
    if device.cold_from is not None:
        ratios["cold_from"] = _TO_COLD_BUS_SHARE
    if device.water_from is not None:
        ratios["water_from"] = _WATER_M3_PER_KWH
    return ratios
