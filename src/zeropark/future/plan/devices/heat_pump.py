"""Heat pump: lifts heat of a cooler bus, or of the air, whose performance the weather decides."""

from __future__ import annotations

from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ports import exchange_all
from zeropark.future.plan.site.running import Running, run
from zeropark.future.simulation.role import Converter


def equations(device: HeatPump, draft: ParkDraft, around: Around) -> None:
    """Electricity, and heat of the cooler bus where there is one, in proportion to heat given.

    The mean of a step's electricity per heat counts, not that of its performance.
    Chosen: `capacity_kw`.
    """
    simulated = around.role(Converter)
    full = simulated.limit / device.capacity_kw
    running = Running(full=full, least_share=device.min_load_share)
    heat = run(draft, device, name="heat", size_of="capacity_kw", running=running)
    draft.give(device, "heat_to", of(heat))
    exchange_all(draft, device, of(heat), simulated.per_output)
