"""Methanol synthesis: never below its minimum, above it as hydrogen lasts, by its ramp."""

from __future__ import annotations

from zeropark.basis.park.devices.methanol_synthesis import MethanolSynthesis
from zeropark.future.simulation.role import Absorber, Fixed, Role
from zeropark.future.simulation.substances import KG_PER_T, MIN_PER_H
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: MethanolSynthesis, around: Surroundings) -> tuple[Role, ...]:
    """Its lowest load always, and more as hydrogen lasts."""
    ratios = per_t(device)
    hydrogen = ratios["hydrogen_from"]
    full = device.capacity_t_per_h * around.hours
    least = around.constant(device.min_load_share * full)
    base = {port: least * ratio for port, ratio in ratios.items()}
    more = Absorber(
        into="hydrogen_from",
        limit=(1.0 - device.min_load_share) * full * hydrogen,
        per_input={p: ratio / hydrogen for p, ratio in ratios.items() if p != "hydrogen_from"},
        ramp=device.ramp_share_per_min * MIN_PER_H * around.hours * full * hydrogen,
    )
    return (Fixed(flows=base), more)


def per_t(device: MethanolSynthesis) -> dict[str, float]:
    """Per t of methanol: hydrogen, CO2 and electricity; its own reaction heat suffices."""
    return {
        "hydrogen_from": device.hydrogen_kg_per_t / KG_PER_T,
        "electricity_from": device.electricity_kwh_per_t,
        "co2_from": device.co2_t_per_t,
        "methanol_to": 1.0,
    }
