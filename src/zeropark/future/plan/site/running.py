"""Running a unit: up to full load, no faster than it can, and down to its lowest load or to rest.

In every step t, with s the unit's size, f what a unit of size does at full load, m its lowest
load as a share of that, and w[t] whether it works (1 always, where it isn't told to rest):

    m f s w[t] <= x[t] <= f s w[t]
    |x[t] - x[t-1]| <= r f s,   r its ramp; m where that is more and it rests before or after

Units that may rest are told to only in a draft with `on_off`; else m is 0 for them. See `resting`
for the rows where both s and w[t] are columns, and `ramping` for those of the second line.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from zeropark.basis.park.device import Device
from zeropark.future.plan.program.draft import Amount, Flow
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.ramping import Ramp, keep_ramp
from zeropark.future.plan.site.resting import Rest, at_least, tell_to_rest
from zeropark.future.simulation.substances import MIN_PER_H


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
    least, label = running.least_share * running.full, f"{name} at lowest load"
    if running.must_run and running.least_share > 0.0:
        draft.at_least(f"{device.id}.{label}", flow, size, least)
    elif draft.on_off and running.least_share > 0.0:
        rest = Rest(start_steps=running.start_steps, may_idle=running.may_idle)
        during = tell_to_rest(draft, device, flow, size_of=size_of, full=running.full, rest=rest)
        at_least(draft, device, label, of(flow), size_of=size_of, share=least, during=during)
    ramp = Ramp(
        full=running.full,
        share=running.ramp_share,
        least_share=running.least_share,
        must_run=running.must_run,
    )
    keep_ramp(draft, device, flow, size_of=size_of, ramp=ramp)
    return flow
