"""What devices exchange in fixed proportions.

By-products are given whole: what nobody takes of them, their bus lets go (`needs.may_spill`).
"""

from __future__ import annotations

from zeropark.basis.park.device import Device
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.simulation.role import Ratios


def exchange(draft: ParkDraft, device: Device, port: str, amount: Expression) -> None:
    """Take from the bus at a port or give to it, whichever way the port goes."""
    if any(at.field == port and at.port.into for at in device.ports()):
        draft.take(device, port, amount)
    else:
        draft.give(device, port, amount)


def exchange_all(draft: ParkDraft, device: Device, activity: Expression, ratios: Ratios) -> None:
    """Exchange so much at each port per unit of an activity."""
    for port, ratio in ratios.items():
        exchange(draft, device, port, activity.times(ratio))
