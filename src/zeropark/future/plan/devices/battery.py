"""Battery: power and content sized apart; both ways lose the same share."""

from __future__ import annotations

from zeropark.basis.park.devices.battery import MAX_HOURS, MIN_HOURS, Battery
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.storing import keep_charge, keep_in_proportion


def equations(device: Battery, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives, and what it holds above its lowest charge."""
    power, capacity = draft.size(device, "power_kw"), draft.size(device, "capacity_kwh")
    keep_charge(draft, device, around, most=(power, power), capacity=capacity)
    keep_in_proportion(draft, device, power=power, content=capacity, hours=(MIN_HOURS, MAX_HOURS))
