"""Charging or swap station: sales by the hour, moved as far as vehicles and packs can wait."""

from __future__ import annotations

from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.flexing import flexed
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.simulation.role import Fixed


def equations(device: ChargingStation, draft: ParkDraft, around: Around) -> None:
    """What it draws; nothing is fed back, as in the simulation."""
    given = around.given_load
    present = around.role(Fixed).flows["electricity_from"] if given is None else given
    use = flexed(
        draft,
        device,
        present,
        flexibility=device.flexibility,
        full=device.capacity_kw * around.hours,
    )
    draft.take(device, "electricity_from", use)
