"""Methanol synthesis: never below its minimum, above it as hydrogen lasts, by its ramp."""

from __future__ import annotations

from zeropark.basis.park.devices.methanol_synthesis import MethanolSynthesis
from zeropark.future.simulation.role import Absorber, Fixed, Role
from zeropark.future.simulation.substances import KG_PER_T, MIN_PER_H
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: MethanolSynthesis, around: Surroundings) -> tuple[Role, ...]:
    """Per t of methanol: hydrogen, CO2 and electricity; its own reaction heat suffices."""
    hydrogen = device.hydrogen_kg_per_t / KG_PER_T
    others = {
        "electricity_from": device.electricity_kwh_per_t,
        "co2_from": device.co2_t_per_t,
        "methanol_to": 1.0,
    }
    full = device.capacity_t_per_h * around.hours
    least = around.constant(device.min_load_share * full)
    base = {"hydrogen_from": least * hydrogen} | {p: least * r for p, r in others.items()}
    more = Absorber(
        into="hydrogen_from",
        limit=(1.0 - device.min_load_share) * full * hydrogen,
        per_input={port: ratio / hydrogen for port, ratio in others.items()},
        ramp=device.ramp_share_per_min * MIN_PER_H * around.hours * full * hydrogen,
    )
    return (Fixed(flows=base), more)
