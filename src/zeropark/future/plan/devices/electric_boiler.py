"""Electric boiler: heat of electricity, at any time."""

from __future__ import annotations

from zeropark.basis.park.devices.electric_boiler import ElectricBoiler
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.running import Running, ramp_share, run


def equations(device: ElectricBoiler, draft: ParkDraft, around: Around) -> None:
    """Heat in proportion to the electricity taken, which its size limits. Chosen: `capacity_kw`."""
    per_kwh = around.surroundings.heat_in_unit(
        device.heat_to, steam_kwh_per_t=device.steam_kwh_per_t
    )
    running = Running(
        full=around.hours,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
    )
    taken = run(draft, device, name="electricity", size_of="capacity_kw", running=running)
    draft.take(device, "electricity_from", of(taken))
    draft.give(device, "heat_to", of(taken, device.efficiency * per_kwh))
