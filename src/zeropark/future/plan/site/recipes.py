"""Alternative recipes: the work of a furnace shared out among its reductants, hydrogen for carbon.

    sum of work[n] = activity,   0 <= work[n] <= max_share[n] x activity

One reductant does what the others leave, so it needs no column; where the activity is known and
there are two, the limits are bounds of one column and there are no rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zeropark.basis.park.device import Device
from zeropark.basis.park.reductant import Reductant
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, of


def share_out(
    draft: ParkDraft, device: Device, reductants: Sequence[Reductant], activity: Expression
) -> None:
    """Write what a furnace takes of each reductant, per step."""
    works = _works(draft, device, reductants, activity)
    for number, (reductant, work) in enumerate(zip(reductants, works, strict=True)):
        draft.take(device, f"reductants[{number}].bus", work.times(reductant.amount_per_t))


def _works(
    draft: ParkDraft, device: Device, reductants: Sequence[Reductant], activity: Expression
) -> list[Expression]:
    """What each does of the work, in the order of the document.

    The one that can do most of it does what the others leave.
    """
    rest_at = int(np.argmax([reductant.max_share for reductant in reductants]))
    works = [of(draft.flow(device, f"work[{n}]")) for n in range(len(reductants)) if n != rest_at]
    rest = activity + sum_of(works).times(-1.0)
    works.insert(rest_at, rest)
    for number, (reductant, work) in enumerate(zip(reductants, works, strict=True)):
        spare = activity.times(reductant.max_share) + work.times(-1.0)
        if number != rest_at or reductant.max_share < 1.0:
            draft.require(f"{device.id}.work[{number}] limit", spare, lower=0.0)
    if sum(reductant.max_share for reductant in reductants) - reductants[rest_at].max_share > 1.0:
        draft.require(f"{device.id}.work[{rest_at}]", rest, lower=0.0)
    return works
