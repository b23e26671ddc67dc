"""CO2 capture: electricity and heat in proportion to what it captures, up to its size."""

from __future__ import annotations

from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ports import exchange_all
from zeropark.future.plan.site.running import Running, run
from zeropark.future.simulation.devices.co2_capture import per_t


def equations(device: Co2Capture, draft: ParkDraft, around: Around) -> None:
    """What the treated devices emit is not known here: the rules of carbon limit what it takes.

    Chosen: `capacity_t_per_h`.
    """
    running = Running(full=around.hours, least_share=device.min_load_share)
    done = run(draft, device, name="captured", size_of="capacity_t_per_h", running=running)
    captured = of(done)
    draft.give(device, "co2_to", captured)
    exchange_all(draft, device, captured, per_t(device, around.surroundings))
