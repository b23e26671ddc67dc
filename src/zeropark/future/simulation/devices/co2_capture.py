"""CO2 capture: steady, a little below its size; or as much as those behind it use."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Converter, Fixed, Role
from zeropark.future.simulation.substances import STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings

_LOAD_FACTOR: Final = 0.8
_KWH_PER_GJ: Final = 1000.0 / 3.6


def roles(device: Co2Capture, around: Surroundings) -> tuple[Role, ...]:
    """As much as is captured; where nothing else fills or empties its bus, as is taken there."""
    ratios = per_t(device, around)
    full = device.capacity_t_per_h * around.hours
    if device.co2_to in around.on_call:
        return (Converter(output="co2_to", per_output=ratios, limit=full, merit=45),)
    shares = use_shares("continuous", load_factor=_LOAD_FACTOR, device=device.id, around=around)
    captured = full * shares
    others = {port: captured * ratio for port, ratio in ratios.items()}
    return (Fixed(flows={"co2_to": captured} | others),)


def per_t(device: Co2Capture, around: Surroundings) -> dict[str, float]:
    """Per t of CO2 captured: electricity and heat."""
    ratios = {"electricity_from": device.electricity_kwh_per_t}
    if device.heat_from is not None:
        per_kwh = around.heat_in_unit(device.heat_from, steam_kwh_per_t=STEAM_KWH_PER_T)
        ratios["heat_from"] = device.heat_gj_per_t * _KWH_PER_GJ * per_kwh
    return ratios
