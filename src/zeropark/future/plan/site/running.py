"""Running a unit: up to full load, no faster than it can, and down to its lowest load or to rest.

In every step t, with s the unit's size, f what a unit of size does at full load, m its lowest
load as a share of that, w[t] whether it works (1 always, where it can't or needn't be told):

    m f s w[t] <= x[t] <= f s w[t]
    |x[t] - x[t-1]| <= r f s,   r its ramp, or m where it may start from rest in between

Where s is to be chosen, s w[t] is no linear term: its largest value M takes its place, in
x[t] <= f M w[t] beside x[t] <= f s, and in x[t] >= m f (s - M (1 - w[t])): the same for every
whole w. Units that may rest are told so only in a draft with `on_off`; else m is 0 for them.
A ramp does not bind in the first step, which follows on nothing, nor where f changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.device import Device
from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.site.commitment import Switching, add_switch, handed_on
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, known, of, of_size
from zeropark.future.simulation.substances import MIN_PER_H

_ROUNDING: Final = 1e-9
"""Of a step: what is no further step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How a unit may be run; shares are of full load."""

    full: Amount
    """What a unit of its size does in a step at full load, e.g. the hours; 0 in an outage."""
    least_share: float = 0.0
    ramp_share: float = inf
    """Largest change from one step to the next; see `ramp_share`."""
    must_run: bool = False
    """Whether it never rests: its lowest load holds in every draft."""
    start_steps: float = 0.0
    """For how long after a start it does nothing yet; may be a part of a step."""
    may_idle: bool = False
    """Whether it may stay warm without working, and then work at once."""


def ramp_share(share_per_min: float, *, hours: float) -> float:
    """What a unit can change between two steps of so many hours, of its full load."""
    return share_per_min * MIN_PER_H * hours


def run(draft: ParkDraft, device: Device, *, name: str, size_of: str, running: Running) -> Flow:
    """A column for what a unit does, and the rows that it keeps to.

    Args:
        draft: the park being written; learns whether the unit works, where it is told to rest.
        device: the unit's device.
        name: of the activity.
        size_of: the field of the document with its size.
        running: how it may be run.

    Raises:
        ValueError: it may rest and be as large as one likes.
    """
    size = draft.size(device, size_of)
    flow = draft.flow(device, name)
    draft.at_most(f"{device.id}.{name} at full load", flow, size, running.full)
    least = running.least_share * running.full
    if running.must_run and running.least_share > 0.0:
        draft.at_least(f"{device.id}.{name} at lowest load", flow, size, least)
    elif draft.on_off and running.least_share > 0.0:
        most = _largest(draft, device, size_of)
        _tell_to_rest(draft, device, running)
        rest = of(flow) + draft.working[device.id].times(-1.0 * most * running.full)
        draft.require(f"{device.id}.{name} at rest", rest, upper=0.0)
        at_least(
            draft,
            device,
            f"{name} at lowest load",
            of(flow),
            size_of=size_of,
            share=least,
            during=draft.working[device.id],
        )
    _keep_ramp(draft, device, flow, name=name, size_of=size_of, running=running)
    return flow


def at_least(
    draft: ParkDraft,
    device: Device,
    name: str,
    amount: Expression,
    *,
    size_of: str,
    share: Amount,
    during: Expression | None,
) -> None:
    """A row: an amount is no less than a share of a size.

    Args:
        draft: the park being written.
        device: whose size.
        name: of the row.
        amount: what is to be no less.
        size_of: the field of the document with the size.
        share: of it.
        during: 1 where that must hold, 0 where the amount may be nothing; None: always.
    """
    size = draft.size(device, size_of)
    if during is None:
        over = amount + of_size(size, -1.0 * share)
    else:
        most = _largest(draft, device, size_of)
        over = amount + during.times(-1.0 * share * most)
        if isinstance(size, Whole):
            over += of(size, -1.0 * share) + known(share * most)
    draft.require(f"{device.id}.{name}", over, lower=0.0)


def _largest(draft: ParkDraft, device: Device, size_of: str) -> float:
    """The largest that a size may be."""
    size = draft.size(device, size_of)
    most = float(draft.draft.limits(size)[1]) if isinstance(size, Whole) else size
    if not isfinite(most):
        raise ValueError(f"{device.id}.{size_of} may be infinite: rest can't be told of that.")
    return most


def _tell_to_rest(draft: ParkDraft, device: Device, running: Running) -> None:
    """Columns for whether a unit is on, and from them whether it works."""
    lasting = ceil(running.start_steps - _ROUNDING)
    switch = add_switch(draft.draft, device.id, Switching(least_up_steps=max(lasting, 1)))
    draft.segments[device.id, "start"] = of(switch.start)
    draft.segments[device.id, "stop"] = of(switch.stop)
    working = of(switch.on)
    if lasting:
        name = f"{device.id}.started"
        old = handed_on(draft.draft, name, switch.start, steps=lasting - 1, repeats=True)
        for ago, start in enumerate((switch.start, *old)):
            working += of(start, -1.0 * min(running.start_steps - ago, 1.0))
    if running.may_idle:
        idle = draft.draft.flow(f"{device.id}.idle", upper=1.0, integer=True)
        working += of(idle, -1.0)
        draft.require(f"{device.id}.idle while on", working, lower=0.0)
        draft.segments[device.id, "idle"] = of(idle)
    draft.working[device.id] = working


def _keep_ramp(
    draft: ParkDraft, device: Device, flow: Flow, *, name: str, size_of: str, running: Running
) -> None:
    """No larger change than it can, except from rest and to it, or where its full load changes."""
    working = draft.working.get(device.id)
    change = running.ramp_share
    if working is None and not running.must_run:
        change = max(change, running.least_share)
    if change >= 1.0 - (running.least_share if running.must_run else 0.0):
        return
    full = float(np.max(running.full))
    free = np.where(_changed(running.full, steps=draft.draft.steps), inf, 0.0)
    step = of_size(draft.size(device, size_of), change * full)
    lift = max(running.least_share - change, 0.0)
    if not step.terms and (working is None or lift == 0.0):
        held = draft.draft.row(
            f"{device.id}.{name} ramp", lower=-step.known - free, upper=step.known + free
        )
        draft.draft.add(held, {flow: 1.0}, before={flow: -1.0})
        return
    up = draft.draft.row(f"{device.id}.{name} ramp up", upper=free)
    down = draft.draft.row(f"{device.id}.{name} ramp down", upper=free)
    draft.draft.add(up, {flow: 1.0}, before={flow: -1.0})
    draft.draft.add(down, {flow: -1.0}, before={flow: 1.0})
    for row in (up, down):
        draft.draft.add(row, step.times(-1.0).terms)
        draft.draft.shift(row, step.known)
    if working is not None and lift > 0.0:
        # A unit that rested before may go to its lowest load at once, and back.
        lifted = working.times(lift * full * _largest(draft, device, size_of))
        draft.draft.add(up, before=_flows_in(lifted))
        draft.draft.add(down, lifted.terms)
        for row in (up, down):
            draft.draft.shift(row, lift * full * _largest(draft, device, size_of))


def _flows_in(expression: Expression) -> dict[Flow, Amount]:
    return {at: ratio for at, ratio in expression.terms.items() if isinstance(at, Flow)}


def _changed(full: Amount, *, steps: int) -> NDArray[np.bool_]:
    """Whether each step's full load is another than that of the step before; the first is."""
    values = np.broadcast_to(np.asarray(full, dtype=np.float64), (steps,))
    return np.concatenate([[True], values[1:] != values[:-1]])
