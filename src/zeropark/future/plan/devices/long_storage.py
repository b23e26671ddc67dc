"""Long-duration storage: content counts as what can be discharged, so charging bears the loss."""

from __future__ import annotations

from math import inf

from zeropark.basis.park.devices.long_storage import MIN_HOURS, LongStorage
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.storing import keep_content, keep_in_proportion
from zeropark.future.simulation.role import Store


def equations(device: LongStorage, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives; its two machines and its content are sized apart.

    Its lowest load is left out: it runs anywhere between rest and full power.
    Chosen: `charge_kw`, `discharge_kw`, `capacity_kwh`.
    """
    store = around.role(Store)
    charge, discharge = draft.size(device, "charge_kw"), draft.size(device, "discharge_kw")
    capacity = draft.size(device, "capacity_kwh")
    charged, discharged = draft.flow(device, "charged"), draft.flow(device, "discharged")
    draft.at_most(f"{device.id}.charge power", charged, charge, share=around.hours)
    draft.at_most(f"{device.id}.discharge power", discharged, discharge, share=around.hours)
    draft.take(device, "electricity_at", of(charged))
    draft.give(device, "electricity_at", of(discharged))
    keep_content(
        draft,
        device,
        around,
        changes={
            charged: store.charge_efficiency,
            discharged: -1.0 / store.discharge_efficiency,
        },
        kept=store.kept_per_interval,
        capacity=capacity,
        usable_share=device.max_soc_share - device.min_soc_share,
    )
    keep_in_proportion(draft, device, power=discharge, content=capacity, hours=(MIN_HOURS, inf))
