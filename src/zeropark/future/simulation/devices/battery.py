"""Battery: charges from surplus, discharges into the evening peak."""

from __future__ import annotations

from math import sqrt

from zeropark.basis.park.devices.battery import Battery
from zeropark.future.simulation.role import Role, Store
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: Battery, around: Surroundings) -> tuple[Role, ...]:
    """A store between its two limits of charge; both ways lose the same share."""
    one_way = sqrt(device.round_trip_efficiency)
    return (
        Store(
            into="electricity_at",
            out="electricity_at",
            charge_limit=device.power_kw * around.hours,
            discharge_limit=device.power_kw * around.hours,
            full_content=device.capacity_kwh * (device.max_soc_share - device.min_soc_share),
            charge_efficiency=one_way,
            discharge_efficiency=one_way,
            kept_per_interval=(1.0 - device.self_discharge_share_per_day) ** (around.hours / 24),
            discharge_when=around.between(17, 23),
        ),
    )
