"""Battery: power and content sized apart; both ways lose the same share."""

from __future__ import annotations

from zeropark.basis.park.devices.battery import MAX_HOURS, MIN_HOURS, Battery
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.storing import keep_content, keep_in_proportion
from zeropark.future.simulation.role import Store


def equations(device: Battery, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives, and what it holds above its lowest charge."""
    store = around.role(Store)
    power, capacity = draft.size(device, "power_kw"), draft.size(device, "capacity_kwh")
    charged, discharged = draft.flow(device, "charged"), draft.flow(device, "discharged")
    draft.at_most(f"{device.id}.charge power", charged, power, share=around.hours)
    draft.at_most(f"{device.id}.discharge power", discharged, power, share=around.hours)
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
    keep_in_proportion(draft, device, power=power, content=capacity, hours=(MIN_HOURS, MAX_HOURS))
