"""Fuel-fired boiler: heat of any of its fuels, hydrogen among them."""

from __future__ import annotations

from zeropark.basis.park.devices.gas_boiler import GasBoiler
from zeropark.future.plan.site.burning import burn
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.running import Running, run


def equations(device: GasBoiler, draft: ParkDraft, around: Around) -> None:
    """Heat up to its size; several fuels in any proportion, hydrogen up to its share.

    Chosen: `capacity_kw`.
    """
    per_kwh = around.surroundings.heat_in_unit(
        device.heat_to, steam_kwh_per_t=device.steam_kwh_per_t
    )
    running = Running(full=around.hours * per_kwh, least_share=device.min_load_share)
    heat = run(draft, device, name="heat", size_of="capacity_kw", running=running)
    draft.give(device, "heat_to", of(heat))
    heat_kwh = of(heat, 1.0 / (per_kwh * device.efficiency))
    burn(draft, device, heat_kwh, shares={"hydrogen_from": device.hydrogen_share})
