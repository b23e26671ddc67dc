"""Hydrogen store: fills while electrolysers run, with a compressor where one is described."""

from __future__ import annotations

from zeropark.basis.park.devices.hydrogen_store import HydrogenStore
from zeropark.future.simulation.role import Role, Store
from zeropark.future.simulation.substances import KG_PER_T
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: HydrogenStore, around: Surroundings) -> tuple[Role, ...]:
    """A store above its cushion; it loses nothing, and gives whenever hydrogen is short."""
    compressor = {}
    if device.electricity_from is not None:
        compressor["electricity_from"] = device.compression_kwh_per_kg * KG_PER_T
    return (
        Store(
            into="hydrogen_at",
            out="hydrogen_at",
            charge_limit=device.charge_t_per_h * around.hours,
            discharge_limit=device.discharge_t_per_h * around.hours,
            full_content=device.capacity_t * (1.0 - device.min_content_share),
            per_charged=compressor,
        ),
    )
