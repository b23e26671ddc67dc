"""Heat store: fills from what makes more heat than is used, gives whenever heat is short."""

from __future__ import annotations

from zeropark.basis.park.devices.heat_store import HeatStore
from zeropark.future.simulation.role import Role, Store
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: HeatStore, around: Surroundings) -> tuple[Role, ...]:
    """A store above its heel that loses nothing but what cools away."""
    return (
        Store(
            into="heat_at",
            out="heat_at",
            charge_limit=device.charge_kw * around.hours,
            discharge_limit=device.discharge_kw * around.hours,
            full_content=device.capacity_kwh * (1.0 - device.min_content_share),
            kept_per_interval=(1.0 - device.loss_share_per_day) ** (around.hours / 24),
        ),
    )
