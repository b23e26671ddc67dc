"""Waste-heat recovery: what is taken of waste heat, and the part of it that can be used."""

from __future__ import annotations

from zeropark.basis.park.devices.waste_heat_recovery import WasteHeatRecovery
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ports import exchange_all
from zeropark.future.plan.site.running import Running, run
from zeropark.future.simulation.devices.waste_heat_recovery import per_heat


def equations(device: WasteHeatRecovery, draft: ParkDraft, around: Around) -> None:
    """Heat taken and the pumps' electricity in proportion to heat given. Chosen: `capacity_kw`."""
    ratios = per_heat(device, around.surroundings)
    full = around.hours / ratios["heat_from"]
    running = Running(full=full, least_share=device.min_load_share)
    heat = run(draft, device, name="heat", size_of="capacity_kw", running=running)
    draft.give(device, "heat_to", of(heat))
    exchange_all(draft, device, of(heat), ratios)
