"""Methanol synthesis: never below its lowest load, by its ramp; or at rest, where that is told."""

from __future__ import annotations

from zeropark.basis.park.devices.methanol_synthesis import MethanolSynthesis
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ports import exchange_all
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.simulation.devices.methanol_synthesis import per_t


def equations(device: MethanolSynthesis, draft: ParkDraft, around: Around) -> None:
    """Hydrogen, CO2 and electricity in proportion to what it makes.

    As in the simulation it never stops, but in a draft with `on_off`. Chosen: `capacity_t_per_h`.
    """
    running = Running(
        full=around.hours,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
        must_run=not draft.on_off,
    )
    made = run(draft, device, name="methanol", size_of="capacity_t_per_h", running=running)
    exchange_all(draft, device, of(made), per_t(device))
