"""Rooms: by how much the power over each feeder may still change in the direction of a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import Resource
from zeropark.facts.ledger.response.call import Direction

Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The feeders as a tree of limits on the resources behind them."""

    room_kw: Series
    """Shape (feeders, steps), >= 0."""
    behind: NDArray[np.bool_]
    """Shape (feeders, resources): which resources a feeder carries."""


def rooms(
    park: ParkDocument,
    resources: Sequence[Resource],
    *,
    direction: Direction,
    steps: int,
    load_kw: Mapping[str, Series],
) -> Rooms:
    """The room of every feeder.

    Args:
        park: with its feeders.
        resources: in the order of the columns of `behind`.
        direction: of the call.
        steps: of the call.
        load_kw: what each feeder would carry without the call, by id, shape (steps,); below
            zero where it feeds back. Where nothing is known it counts as empty.
    """
    empty = np.zeros(steps)
    sign = 1.0 if direction == "down" else -1.0
    room = [
        np.maximum(each.capacity_kw + sign * load_kw.get(each.id, empty), 0.0)
        for each in park.feeders
    ]
    carried = [members(park, feeder.id) for feeder in park.feeders]
    behind = [[not set(each.devices).isdisjoint(those) for each in resources] for those in carried]
    return Rooms(
        room_kw=np.array(room).reshape(len(park.feeders), steps),
        behind=np.array(behind, dtype=np.bool_).reshape(len(park.feeders), len(resources)),
    )


def members(park: ParkDocument, feeder: str) -> frozenset[str]:
    """All devices and points that a feeder carries, those of the feeders on it as well."""
    found: set[str] = set()
    waiting = [feeder]
    seen: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        found.update(park.feeder_by_id[here].members)
        waiting.extend(each.id for each in park.feeders if each.feeder == here)
    return frozenset(found)
