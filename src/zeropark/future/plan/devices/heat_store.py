"""Heat store: loses nothing but what cools away; its pipes lose as the bus does."""

from __future__ import annotations

from zeropark.basis.park.devices.heat_store import HeatStore
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.storing import keep_content, pass_both_ways
from zeropark.future.simulation.role import Store


def equations(device: HeatStore, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives, and what it holds above its heel.

    Chosen: `charge_kw`, `discharge_kw`, `capacity_kwh`.
    """
    most = draft.size(device, "charge_kw"), draft.size(device, "discharge_kw")
    charged, discharged = pass_both_ways(draft, device, around, port="heat_at", most=most)
    keep_content(
        draft,
        device,
        around,
        changes={charged: 1.0, discharged: -1.0},
        kept=around.role(Store).kept_per_interval,
        capacity=draft.size(device, "capacity_kwh"),
        usable_share=1.0 - device.min_content_share,
    )
