"""Solar thermal plant: mirrors fill the salt by day, the turbine empties it in the evening."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.csp import Csp
from zeropark.future.simulation.role import Role, Source, Store
from zeropark.future.simulation.storing import run_store
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series, remembering

DESIGN_DNI: Final = 850.0
"""W/m2 of direct sun at which the field gives its rated heat."""
_LOWEST_SUN_DEG: Final = 80.0
"""Zenith angle beyond which the field is parked."""
_WANDER_SHARE: Final = 0.01
"""Spread of the turbine's output below its set point."""
_WANDER_STEPS: Final = 6.0
"""1.5 hours: how long it stays there."""


def roles(device: Csp, around: Surroundings) -> tuple[Role, ...]:
    """A source of the turbine's output; electric salt heating is not simulated."""
    heat = device.field_kw * around.hours * field_share(around)
    wanted = _wanted_heat(device, around) * _held(device, around)
    salt = Store(
        into="",
        out="",
        charge_limit=float("inf"),
        discharge_limit=float("inf"),
        full_content=device.store_kwh,
        kept_per_interval=(1.0 - device.store_loss_share_per_day) ** (around.hours / 24),
    )
    stored = run_store(salt, heat - wanted, most=wanted, draw=1.0)
    used = np.minimum(heat, wanted) + stored.discharged
    return (Source(port="electricity_to", available=used * device.turbine_efficiency),)


def _held(device: Csp, around: Surroundings) -> Series:
    """What the turbine holds of its set point: steam and vacuum wander, it never stands still."""
    wander = remembering(
        around.chance(device.id, "turbine"), around.axis.count, steps=_WANDER_STEPS
    )
    held: Series = 1.0 - _WANDER_SHARE * np.abs(wander)
    return held


def field_share(around: Surroundings) -> Series:
    """The heat that the mirrors can give over their rated heat."""
    weather = around.weather
    pointing = weather.sun.zenith_deg < _LOWEST_SUN_DEG
    share: Series = np.where(pointing, np.minimum(weather.dni / DESIGN_DNI, 1.1), 0.0)
    return share


def _wanted_heat(device: Csp, around: Surroundings) -> Series:
    """Full power from late afternoon to midnight, minimum power at the other hours of sun."""
    full = device.capacity_kw * around.hours / device.turbine_efficiency
    evening = around.between(16.5, 24)
    sunny = around.between(10, 16.5)
    wanted: Series = np.where(evening, full, np.where(sunny, device.min_load_share * full, 0.0))
    return wanted
