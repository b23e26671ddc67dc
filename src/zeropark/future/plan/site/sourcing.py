"""Sources: plants that could give so much, whose rest is curtailed."""

from __future__ import annotations

from zeropark.basis.park.device import Device
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, Path, of, of_size


def give_available(
    draft: ParkDraft, device: Device, port: str, around: Around, *, documented_kw: float
) -> None:
    """What a plant gives at a port, below what it could give, and the rest as curtailed.

    Args:
        draft: the program of the park.
        device: the plant; its size is its `capacity_kw`.
        port: where it gives.
        around: knows what it could give.
        documented_kw: the capacity that the simulation's series are for.
    """
    size = draft.size(device, "capacity_kw")
    available = around.full_load_hours(documented_kw)
    given = draft.flow(device, "given")
    draft.at_most(f"{device.id}.available", given, size, share=available)
    path = draft.path(device, port, into=False)
    draft.carry(path, of(given))
    spare = of_size(size, available) + of(given, -1.0)
    draft.carry(Path(path.carrier, device.id, CURTAILED), spare)
