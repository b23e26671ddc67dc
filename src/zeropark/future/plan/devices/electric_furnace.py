"""Electric furnace: in proportion to what it treats, its reductants to be chosen."""

from __future__ import annotations

from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.processing import activity_of, run_process
from zeropark.future.plan.site.recipes import share_out
from zeropark.future.simulation.devices.electric_furnace import per_t


def equations(device: ElectricFurnace, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives; in each step its reductants share out the work anew."""
    ratios = per_t(device)
    activity = run_process(
        draft,
        device,
        present=activity_of(around, ratios, lead="electricity_from"),
        ratios={port: at for port, at in ratios.items() if not port.startswith("reductants")},
        flexibility=device.flexibility,
        full=device.capacity_kw * around.hours / device.electricity_kwh_per_t,
        least_share=device.min_load_share,
    )
    if device.reductants:
        share_out(draft, device, device.reductants, activity)
