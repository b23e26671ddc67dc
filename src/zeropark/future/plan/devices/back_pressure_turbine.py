"""Back-pressure turbine: electricity of the steam that it passes to the lower pressure."""

from __future__ import annotations

from zeropark.basis.park.devices.back_pressure_turbine import BackPressureTurbine
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.running import Running, run


def equations(device: BackPressureTurbine, draft: ParkDraft, around: Around) -> None:
    """Steam in proportion to electricity, none of it lost. Chosen: `capacity_kw`."""
    running = Running(full=around.hours, least_share=device.min_load_share)
    power = run(draft, device, name="power", size_of="capacity_kw", running=running)
    passed = of(power, 1.0 / device.electricity_kwh_per_t)
    draft.give(device, "electricity_to", of(power))
    draft.take(device, "steam_from", passed)
    draft.give(device, "steam_to", passed)
