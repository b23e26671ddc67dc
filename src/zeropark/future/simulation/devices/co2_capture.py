"""CO2 capture: steady, a little below its size."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.substances import STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings

_LOAD_FACTOR: Final = 0.8
_KWH_PER_GJ: Final = 1000.0 / 3.6


def roles(device: Co2Capture, around: Surroundings) -> tuple[Role, ...]:
    """Electricity and heat in proportion to what it captures."""
    shares = use_shares("continuous", load_factor=_LOAD_FACTOR, device=device.id, around=around)
    captured = device.capacity_t_per_h * around.hours * shares
    flows = {"co2_to": captured, "electricity_from": captured * device.electricity_kwh_per_t}
    if device.heat_from is not None:
        per_kwh = around.heat_in_unit(device.heat_from, steam_kwh_per_t=STEAM_KWH_PER_T)
        flows["heat_from"] = captured * device.heat_gj_per_t * _KWH_PER_GJ * per_kwh
    return (Fixed(flows=flows),)
