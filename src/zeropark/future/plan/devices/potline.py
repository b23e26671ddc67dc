"""Electrolysis cell house: everything in proportion to the metal it makes."""

from __future__ import annotations

from zeropark.basis.park.devices.potline import Potline
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.processing import activity_of, run_process
from zeropark.future.simulation.devices.potline import per_t


def equations(device: Potline, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives, its current moved as far as it may be."""
    ratios = per_t(device)
    run_process(
        draft,
        device,
        present=activity_of(around, ratios, lead="electricity_from"),
        ratios=ratios,
        flexibility=device.flexibility,
        full=device.capacity_t_per_h * around.hours,
        least_share=device.min_load_share,
    )
