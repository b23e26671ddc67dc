"""Long-duration storage: content counts as what can be discharged, so charging bears the loss."""

from __future__ import annotations

from math import inf

from zeropark.basis.park.devices.long_storage import MIN_HOURS, LongStorage
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.storing import keep_charge, keep_in_proportion


def equations(device: LongStorage, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives; its two machines and its content are sized apart.

    Its lowest load is left out: it runs anywhere between rest and full power.
    Chosen: `charge_kw`, `discharge_kw`, `capacity_kwh`.
    """
    charge, discharge = draft.size(device, "charge_kw"), draft.size(device, "discharge_kw")
    capacity = draft.size(device, "capacity_kwh")
    keep_charge(draft, device, around, most=(charge, discharge), capacity=capacity)
    keep_in_proportion(draft, device, power=discharge, content=capacity, hours=(MIN_HOURS, inf))
