"""A plain use of one carrier: what its profile says, or what is given."""

from __future__ import annotations

from zeropark.basis.park.devices.load import Load
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.flexing import flexed
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.simulation.role import Fixed


def equations(device: Load, draft: ParkDraft, around: Around) -> None:
    """What it takes, moved as far as its flexibility lets it."""
    (rated_per_h,) = device.rated().values()
    given = around.given_load
    present = around.role(Fixed).flows["takes_from"] if given is None else given
    use = flexed(
        draft, device, present, flexibility=device.flexibility, full=rated_per_h * around.hours
    )
    draft.take(device, "takes_from", use)
