"""Fuel cell: electricity of hydrogen, at any time, and heat with it."""

from __future__ import annotations

from zeropark.basis.park.devices.fuel_cell import FuelCell
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.simulation.substances import HEATING_VALUE_KWH


def equations(device: FuelCell, draft: ParkDraft, around: Around) -> None:
    """Electricity and heat in proportion to the hydrogen burnt. Chosen: `capacity_kw`."""
    running = Running(
        full=around.hours,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
    )
    power = run(draft, device, name="power", size_of="capacity_kw", running=running)
    burnt_kwh = of(power, 1.0 / device.electric_efficiency)
    draft.give(device, "electricity_to", of(power))
    draft.take(device, "hydrogen_from", burnt_kwh.times(1.0 / HEATING_VALUE_KWH["hydrogen"]))
    if device.heat_to is not None:
        draft.give(device, "heat_to", burnt_kwh.times(device.thermal_efficiency))
