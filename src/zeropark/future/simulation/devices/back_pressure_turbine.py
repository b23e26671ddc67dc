"""Back-pressure turbine: stands in the steam's way from the higher to the lower pressure."""

from __future__ import annotations

from zeropark.basis.park.devices.back_pressure_turbine import BackPressureTurbine
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: BackPressureTurbine, around: Surroundings) -> tuple[Role, ...]:
    """Passes the steam that the lower pressure needs, and makes electricity of it."""
    return (
        Converter(
            output="steam_to",
            per_output={"steam_from": 1.0, "electricity_to": device.electricity_kwh_per_t},
            limit=device.capacity_kw * around.hours / device.electricity_kwh_per_t,
            merit=15,
            from_supplied=True,
            spare_of="steam_from",
        ),
    )
