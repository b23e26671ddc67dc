"""Group of buildings: power, heat and cold by hour and weather; its power may be flexible."""

from __future__ import annotations

import numpy as np

from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.flexing import flexed
from zeropark.future.plan.site.park_draft import ParkDraft, known
from zeropark.future.simulation.role import Fixed


def equations(device: BuildingGroup, draft: ParkDraft, around: Around) -> None:
    """What it takes; a given load stands for its electricity alone.

    Moved power stays below the highest that it has unmoved.
    """
    flows = around.role(Fixed).flows
    given = around.given_load
    present = flows["electricity_from"] if given is None else given
    full = float(np.max(present))
    use = flexed(draft, device, present, flexibility=device.flexibility, full=full)
    draft.take(device, "electricity_from", use)
    for port in flows.keys() - {"electricity_from"}:
        draft.take(device, port, known(flows[port]))
