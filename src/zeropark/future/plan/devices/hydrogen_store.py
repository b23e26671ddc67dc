"""Hydrogen store: loses nothing; a compressor, where one is described, takes power to fill it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from zeropark.basis.park.devices.hydrogen_store import HydrogenStore
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, Size, of
from zeropark.future.plan.site.storing import keep_content, pass_both_ways
from zeropark.future.simulation.role import Store


def equations(device: HydrogenStore, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives, and what it holds above its cushion.

    Chosen: `charge_t_per_h`, `discharge_t_per_h`, `capacity_t`.
    """
    changes = _two_ways(device, draft, around) or _one_net(device, draft, around)
    keep_content(
        draft,
        device,
        around,
        changes=changes,
        kept=1.0,
        capacity=draft.size(device, "capacity_t"),
        usable_share=1.0 - device.min_content_share,
    )


def _two_ways(
    device: HydrogenStore, draft: ParkDraft, around: Around
) -> Mapping[Flow, float] | None:
    """In and out as two columns, where filling takes power; None where it does not."""
    power = around.role(Store).per_charged.get("electricity_from", 0.0)
    if power == 0.0:
        return None
    charged, discharged = pass_both_ways(
        draft, device, around, port="hydrogen_at", most=_rates(device, draft), what="rate"
    )
    draft.take(device, "electricity_from", of(charged, power))
    return {charged: 1.0, discharged: -1.0}


def _one_net(device: HydrogenStore, draft: ParkDraft, around: Around) -> Mapping[Flow, float]:
    """In less out as one column: what costs nothing either way must not go round and round."""
    net = draft.draft.flow(f"{device.id}.charged net", lower=-inf)
    charge, discharge = _rates(device, draft)
    draft.at_most(f"{device.id}.charge rate", net, charge, share=around.hours)
    draft.at_least(f"{device.id}.discharge rate", net, discharge, share=-around.hours)
    draft.carry_net(draft.path(device, "hydrogen_at", into=True), of(net))
    return {net: 1.0}


def _rates(device: HydrogenStore, draft: ParkDraft) -> tuple[Size, Size]:
    """Of charging and discharging, t an hour."""
    return draft.size(device, "charge_t_per_h"), draft.size(device, "discharge_t_per_h")
