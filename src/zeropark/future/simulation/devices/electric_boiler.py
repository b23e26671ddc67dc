"""Electric boiler: covers heat before a fuel-fired one does."""

from __future__ import annotations

from zeropark.basis.park.devices.electric_boiler import ElectricBoiler
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: ElectricBoiler, around: Surroundings) -> tuple[Role, ...]:
    """Runs on demand, and on surplus where it is told to; its size is what it takes."""
    per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=device.steam_kwh_per_t)
    given_per_taken = device.efficiency * per_kwh
    return (
        Converter(
            output="heat_to",
            per_output={"electricity_from": 1.0 / given_per_taken},
            limit=device.capacity_kw * around.hours * given_per_taken,
            merit=40,
            spare_of="electricity_from" if device.profile == "follow_surplus" else None,
        ),
    )
