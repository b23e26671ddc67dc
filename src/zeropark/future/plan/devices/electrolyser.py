"""Electrolyser: hydrogen of electricity; warm or cold between, where on and off are told."""

from __future__ import annotations

from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ports import exchange_all
from zeropark.future.plan.site.resting import at_least
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.simulation.devices.electrolyser import per_t
from zeropark.future.simulation.substances import MIN_PER_H


def equations(device: Electrolyser, draft: ParkDraft, around: Around) -> None:
    """Hydrogen, oxygen, heat and water in proportion to electricity.

    Where on and off are told: from cold it makes nothing for its `start_min`; then it runs between
    its lowest load and full, or stands by warm, if the document says what that takes.
    Chosen: `capacity_kw`.
    """
    ratios = per_t(device)
    electricity = ratios.pop("electricity_from")
    running = Running(
        full=around.hours,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
        start_steps=device.start_min / MIN_PER_H / around.hours,
        may_idle=device.standby_share is not None,
    )
    taken = run(draft, device, name="electricity", size_of="capacity_kw", running=running)
    made = of(taken, 1.0 / electricity)
    draft.take(device, "electricity_from", of(taken))
    draft.give(device, "hydrogen_to", made)
    exchange_all(draft, device, made, ratios)
    _stand_by(device, draft, around)


def _stand_by(device: Electrolyser, draft: ParkDraft, around: Around) -> None:
    """What keeps it warm while it makes nothing."""
    idle = draft.segments.get((device.id, "idle"))
    if idle is None or not device.standby_share:
        return
    taken = of(draft.flow(device, "standby"))
    draft.take(device, "electricity_from", taken)
    at_least(
        draft,
        device,
        "standby power",
        taken,
        size_of="capacity_kw",
        share=device.standby_share * around.hours,
        during=idle,
    )
