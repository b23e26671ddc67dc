"""Ammonia synthesis: never below its minimum, above it as hydrogen lasts, by its ramp."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.ammonia_synthesis import AmmoniaSynthesis
from zeropark.future.simulation.role import Absorber, Fixed, Role
from zeropark.future.simulation.substances import KG_PER_T, MIN_PER_H
from zeropark.future.simulation.surroundings import Surroundings

_NITROGEN_NM3_PER_T: Final = 658.0
"""Half a mole of N2 per mole of NH3: 22.414 / 2 Nm3 per 17.031 kg."""


def roles(device: AmmoniaSynthesis, around: Surroundings) -> tuple[Role, ...]:
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


def per_t(device: AmmoniaSynthesis) -> dict[str, float]:
    """Per t of ammonia: hydrogen, electricity and perhaps nitrogen."""
    ratios = {
        "hydrogen_from": device.hydrogen_kg_per_t / KG_PER_T,
        "electricity_from": device.electricity_kwh_per_t,
        "ammonia_to": 1.0,
    }
    if device.nitrogen_from is not None:
        ratios["nitrogen_from"] = _NITROGEN_NM3_PER_T
    return ratios
