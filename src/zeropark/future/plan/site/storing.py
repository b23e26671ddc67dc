"""What a store takes, gives and holds: the one row of a store, its first content, how it ends.

    content[t] = kept x content[t-1] + what was put in - what was taken out

Content is counted above what must stay in, as the simulation counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

import numpy as np

from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.future.plan.program.draft import Amount, Flow, StepRow, Whole
from zeropark.future.plan.program.step_program import Values
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, Size, of, of_size
from zeropark.future.simulation.role import Store
from zeropark.future.simulation.storing import START_SHARE


def pass_both_ways(
    draft: ParkDraft,
    device: Device,
    around: Around,
    *,
    port: str,
    most: tuple[Size, Size],
    what: str = "power",
) -> tuple[Flow, Flow]:
    """What a store takes and what it gives, as two columns within a size each.

    Args:
        draft: the program of the park.
        device: whose store it is.
        around: knows how long a step is.
        port: where it takes and gives.
        most: of charging and discharging, per hour.
        what: is limited: rows are named by it.
    """
    charge, discharge = most
    charged, discharged = draft.flow(device, "charged"), draft.flow(device, "discharged")
    draft.at_most(f"{device.id}.charge {what}", charged, charge, share=around.hours)
    draft.at_most(f"{device.id}.discharge {what}", discharged, discharge, share=around.hours)
    draft.take(device, port, of(charged))
    draft.give(device, port, of(discharged))
    return charged, discharged


def keep_charge(
    draft: ParkDraft,
    device: Battery | LongStorage,
    around: Around,
    *,
    most: tuple[Size, Size],
    capacity: Size,
) -> None:
    """A store of electricity: what passes both ways with its losses, and what it holds.

    Args:
        draft: the program of the park.
        device: whose store it is.
        around: knows its losses.
        most: kW of charging and discharging.
        capacity: kWh.
    """
    store = around.role(Store)
    charged, discharged = pass_both_ways(draft, device, around, port="electricity_at", most=most)
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


def keep_content(
    draft: ParkDraft,
    device: Device,
    around: Around,
    *,
    changes: Mapping[Flow, Amount],
    kept: float,
    capacity: Size,
    usable_share: float = 1.0,
) -> Flow:
    """The content of a store at the end of each step, and the row that carries it on.

    It ends as full as it began, or ends as it likes and begins as full as in the simulation; or
    what it holds at first is told when a window is cut.

    Args:
        draft: the program of the park.
        device: whose store it is.
        around: says how stores end.
        changes: content gained per unit of each flow; negative for what is taken out.
        kept: what self-discharge leaves of the content after one step.
        capacity: the whole content, of which `usable_share` can be filled and emptied.
        usable_share: between what must stay in and the most that may be in.
    """
    name = f"{device.id}.content"
    content = draft.flow(device, "content")
    draft.at_most(f"{name} capacity", content, capacity, share=usable_share)
    row = draft.draft.row(name, lower=0.0, upper=0.0)
    draft.draft.add(row, {content: 1.0}, before={content: -kept})
    draft.draft.add(row, {flow: -1.0 * gain for flow, gain in changes.items()})
    if around.stores_end == "cyclic":
        _turn_round(draft, name, content, row, kept=kept)
    elif around.stores_end == "free":
        _begin(draft, row, capacity, kept * START_SHARE * usable_share)
    draft.contents[device.id] = of(content)
    return content


def keep_in_proportion(
    draft: ParkDraft, device: Device, *, power: Size, content: Size, hours: tuple[float, float]
) -> None:
    """Keep content over power within so many hours, where sizes that may be chosen could leave it.

    Args:
        draft: the program of the park.
        device: whose store it is.
        power: kW.
        content: kWh.
        hours: the least and the most; infinite where there is no most.
    """
    least, most = hours
    if not isinstance(power, Whole) and not isinstance(content, Whole):
        return
    spare = of_size(content) + of_size(power, -least)
    draft.require_once(f"{device.id}.least hours", spare, lower=0.0, upper=inf)
    if isfinite(most):
        spare = of_size(power, most) + of_size(content, -1.0)
        draft.require_once(f"{device.id}.most hours", spare, lower=0.0, upper=inf)


def _turn_round(draft: ParkDraft, name: str, content: Flow, row: StepRow, *, kept: float) -> None:
    """It held at first what it holds in the last step."""
    first, last = _only(draft, 0), _only(draft, -1)
    start = draft.draft.quantity(f"{name} at first")
    draft.draft.add(row, {start: -kept * first})
    total = draft.draft.total(f"{name} at the end", lower=0.0, upper=0.0)
    draft.draft.sum_up(total, {content: last, start: -1.0})


def _begin(draft: ParkDraft, row: StepRow, capacity: Size, share: float) -> None:
    """It holds a share of its capacity before the first step."""
    first = _only(draft, 0)
    if isinstance(capacity, Whole):
        draft.draft.add(row, {capacity: -share * first})
    else:
        draft.draft.shift(row, share * capacity * first)


def _only(draft: ParkDraft, step: int) -> Values:
    series = np.zeros(draft.draft.steps)
    series[step] = 1.0
    return series
