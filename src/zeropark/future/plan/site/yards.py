"""Yards: what lies between the works of a park, so that materials need not fit hour by hour.

Where a plan decides how much of a material there is, its takers take what is there: less in one
step, more in another, and over the whole stretch what they need.
"""

from __future__ import annotations

import numpy as np

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, Path


def bear_by_yards(draft: ParkDraft, bus: str, need: Expression, *, leaving: Expression) -> None:
    """Write that the takers at a bus take what is there, and what they need over all steps.

    Args:
        draft: the program of the park; the takers' amounts are changed in it.
        bus: of a material.
        need: of the bus, its takers' amounts as scheduled among it.
        leaving: what goes out of the park.
    """
    paths = takers(draft, bus)
    wanted = sum_of(draft.paths[path] for path in paths)
    there = wanted + need.times(-1.0) + leaving.times(-1.0)
    draft.require(f"bus {bus}", there, lower=0.0)
    total = float(np.sum(draft.draft.values(wanted.known)))
    shares = [float(np.sum(draft.draft.values(draft.paths[at].known))) / total for at in paths]
    known = float(np.sum(draft.draft.values(there.known)))
    over_all = draft.draft.total(f"yards {bus}", lower=total - known, upper=total - known)
    draft.draft.sum_up(over_all, there.terms)
    for path, share in zip(paths, shares, strict=True):
        draft.paths[path] = there.times(share)


def has_yards(draft: ParkDraft, bus: str) -> bool:
    """Whether a bus is of a material that devices take as their schedule says."""
    carrier = draft.park.bus_by_id[bus].carrier
    if CARRIERS[carrier].group is not Group.MATERIAL:
        return False
    taken = [draft.paths[path] for path in takers(draft, bus)]
    return (
        bool(taken) and not any(at.terms for at in taken) and any(np.any(at.known) for at in taken)
    )


def takers(draft: ParkDraft, bus: str) -> list[Path]:
    """What devices take from a bus."""
    return [path for path, _ in draft.out_of(bus) if path.sink in draft.park.device_by_id]
