"""Processes: loads whose ports all follow what they do, in fixed proportions.

What a process does is its *activity*: metal made, slag treated, computing done. Where it is moved
or shed, energy follows; materials keep to the present schedule, since the yards between two works
are deep enough for what hours and days move.
"""

from __future__ import annotations

from collections.abc import Mapping

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.device import Device
from zeropark.basis.park.economics import Flexibility
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.flexing import flexed
from zeropark.future.plan.site.park_draft import ParkDraft, known
from zeropark.future.plan.site.ports import exchange
from zeropark.future.simulation.role import Fixed


def activity_of(around: Around, ratios: Mapping[str, float], *, lead: str) -> Amount:
    """What a process does in each step: as its given load says, else as the simulation does.

    Args:
        around: knows both.
        ratios: amounts per unit of activity by port.
        lead: the port whose amount tells the activity.
    """
    taken = around.role(Fixed).flows[lead] if around.given_load is None else around.given_load
    return taken / ratios[lead]


def run_process(
    draft: ParkDraft,
    device: Device,
    *,
    present: Amount,
    ratios: Mapping[str, Amount],
    flexibility: Flexibility | None,
    full: Amount,
    least_share: float = 0.0,
) -> Expression:
    """Write what a process takes and gives; gives its activity, moved and shed as it may be.

    Args:
        draft: the program of the park.
        device: the process.
        present: its activity if nothing is moved.
        ratios: amounts per unit of activity by port.
        flexibility: how far it may be moved.
        full: its activity in a step at full load.
        least_share: of that, below which it is not brought.
    """
    electricity: Amount = 0.0
    for port, ratio in ratios.items():
        electricity += ratio if _group(draft, device, port) is Group.ELECTRICITY else 0.0
    activity = flexed(
        draft,
        device,
        present,
        flexibility=flexibility,
        full=full,
        least=least_share * full,
        kwh_per_unit=electricity,
    )
    for port, ratio in ratios.items():
        keeps = _group(draft, device, port) is Group.MATERIAL
        follows = known(present) if keeps else activity
        exchange(draft, device, port, follows.times(ratio))
    return activity


def _group(draft: ParkDraft, device: Device, port: str) -> Group:
    bus = next(at.bus for at in device.ports() if at.field == port)
    return CARRIERS[draft.park.bus_by_id[bus].carrier].group
