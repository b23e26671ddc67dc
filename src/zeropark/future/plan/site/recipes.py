"""Alternative recipes: the work of a furnace shared out among its reductants, hydrogen for carbon.

    sum of work[n] = activity,   0 <= work[n] <= max_share[n] x activity

The last reductant does what the others leave, so it needs no column; where the activity is known
and there are two, the limits are bounds of one column and there are no rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

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
    """What each does of the work, in the order of the document."""
    *others, last = reductants
    if not others:
        return [activity]
    columns = [draft.flow(device, f"work[{number}]") for number in range(len(others))]
    rest = activity + sum_of(of(column, -1.0) for column in columns)
    if not activity.terms:
        for reductant, column in zip(others, columns, strict=True):
            draft.draft.bound(column, upper=reductant.max_share * activity.known)
        if len(others) == 1:
            least = (1.0 - last.max_share) * np.asarray(activity.known)
            draft.draft.bound(columns[0], lower=least)
            return [of(columns[0]), rest]
    else:
        for number, (reductant, column) in enumerate(zip(others, columns, strict=True)):
            spare = activity.times(reductant.max_share) + of(column, -1.0)
            draft.require(f"{device.id}.work[{number}] limit", spare, lower=0.0)
    name = f"{device.id}.work[{len(others)}]"
    if last.max_share < 1.0:
        over = activity.times(last.max_share) + rest.times(-1.0)
        draft.require(f"{name} limit", over, lower=0.0, upper=inf)
    if sum(reductant.max_share for reductant in others) > 1.0 or activity.terms:
        draft.require(name, rest, lower=0.0)
    return [*(of(column) for column in columns), rest]
