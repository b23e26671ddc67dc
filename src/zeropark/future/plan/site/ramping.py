"""Ramps: what a unit does in a step and in the one before differ by no more than it can change.

A ramp does not bind in the first step, which follows on nothing unless the start is open, nor where
the full load changes (an outage begins or ends). A unit that rests before or after may change by
its lowest load, if that is more: from rest to work and back. Where that is not told, it always may.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.device import Device
from zeropark.future.plan.program.draft import Amount, Flow, StepRow, Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, known, of_size
from zeropark.future.plan.site.resting import largest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramp:
    """What a unit can change; shares are of full load."""

    full: Amount
    """What a unit of its size does in a step at full load."""
    share: float
    least_share: float
    must_run: bool


def keep_ramp(draft: ParkDraft, device: Device, flow: Flow, *, size_of: str, ramp: Ramp) -> None:
    """Rows for a unit's ramp, where it can bind at all."""
    size = draft.size(device, size_of)
    working = draft.working.get(device.id)
    told = working is not None and ramp.share < ramp.least_share
    wide = ramp.share if ramp.must_run else max(ramp.share, ramp.least_share)
    full = float(np.max(ramp.full))
    span = 1.0 - (ramp.least_share if ramp.must_run else 0.0)
    if wide < span and not (told and not isinstance(size, Whole)):
        _write(draft, device, flow, of_size(size, wide * full), ramp)
    if told and working is not None:
        most = largest(draft, device, size_of)
        room = (known(1.0) + working.times(-1.0)).times((wide - ramp.share) * full * most)
        _write(draft, device, flow, of_size(size, ramp.share * full), ramp, resting=room)


def _write(
    draft: ParkDraft,
    device: Device,
    flow: Flow,
    change: Expression,
    ramp: Ramp,
    resting: Expression | None = None,
) -> None:
    """A change of either sign, which may be larger by so much where it rests before or after."""
    changed = _changed(ramp.full, steps=draft.draft.steps, first=not draft.draft.open_start)
    free = np.where(changed, inf, 0.0)
    name = f"{device.id} ramp"
    if not change.terms and resting is None:
        both = draft.draft.row(name, lower=-change.known - free, upper=change.known + free)
        draft.draft.add(both, {flow: 1.0}, before={flow: -1.0})
        return
    up, down = (draft.draft.row(f"{name} {way}", upper=free) for way in ("up", "down"))
    draft.draft.add(up, {flow: 1.0}, before={flow: -1.0})
    draft.draft.add(down, {flow: -1.0}, before={flow: 1.0})
    for row in (up, down):
        draft.draft.add(row, change.times(-1.0).terms)
        draft.draft.shift(row, change.known)
    if resting is not None:
        _widen(draft, up, resting, before=True)
        _widen(draft, down, resting, before=False)


def _widen(draft: ParkDraft, row: StepRow, room: Expression, *, before: bool) -> None:
    """Allow so much more: by what a unit's rest gives in the step before, or in this one."""
    terms = room.times(-1.0).terms
    if before:
        flows = {at: ratio for at, ratio in terms.items() if isinstance(at, Flow)}
        draft.draft.add(row, before=flows)
    else:
        draft.draft.add(row, terms)
    draft.draft.shift(row, room.known)


def _changed(full: Amount, *, steps: int, first: bool) -> NDArray[np.bool_]:
    """Whether each step's full load is another than that of the step before, or the first's."""
    values = np.broadcast_to(np.asarray(full, dtype=np.float64), (steps,))
    return np.concatenate([[first], values[1:] != values[:-1]])
