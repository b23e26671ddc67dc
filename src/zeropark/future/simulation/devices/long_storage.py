"""Long-duration storage: charges from surplus, gives from evening through the night."""

from __future__ import annotations

from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.future.simulation.role import Role, Store
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: LongStorage, around: Surroundings) -> tuple[Role, ...]:
    """A store whose content is counted as what can be discharged, so charging bears the loss."""
    return (
        Store(
            into="electricity_at",
            out="electricity_at",
            charge_limit=device.charge_kw * around.hours,
            discharge_limit=device.discharge_kw * around.hours,
            full_content=device.capacity_kwh * (device.max_soc_share - device.min_soc_share),
            charge_efficiency=device.round_trip_efficiency,
            kept_per_interval=(1.0 - device.self_discharge_share_per_day) ** (around.hours / 24),
            discharge_when=around.between(17, 24) | around.between(0, 8),
        ),
    )
