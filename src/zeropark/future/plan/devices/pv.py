"""Photovoltaic plant: gives what the sun offers, or less."""

from __future__ import annotations

from zeropark.basis.park.devices.pv import Pv
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.sourcing import give_available


def equations(device: Pv, draft: ParkDraft, around: Around) -> None:
    """What it gives, and what is curtailed."""
    give_available(draft, device, "electricity_to", around, documented_kw=device.capacity_kw)
