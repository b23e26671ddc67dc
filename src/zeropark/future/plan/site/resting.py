"""Rest: columns for whether a unit works, and what it may do while it does.

Where a unit's size s is to be chosen, s w[t] is no linear term, and the largest size M takes its
place: x[t] <= f M w[t] stands beside x[t] <= f s, and x[t] >= m f (s - M (1 - w[t])) instead of
x[t] >= m f s w[t]: the same for w[t] = 0 and w[t] = 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite
from typing import Final

from zeropark.basis.park.device import Device
from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.site.commitment import Switch, Switching, add_switch, handed_on
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, known, of, of_size

_ROUNDING: Final = 1e-9
"""Of a step: what is no further step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How a unit comes out of its rest."""

    start_steps: float = 0.0
    """For how long after a start it does nothing yet; may be a part of a step."""
    may_idle: bool = False
    """Whether it may stay warm without working, and then work at once."""


def tell_to_rest(
    draft: ParkDraft, device: Device, flow: Flow, *, size_of: str, full: Amount, rest: Rest
) -> Expression:
    """Columns for whether a unit is on, and rows by which it does nothing while it rests.

    Gives 1 for the steps in which it must do what its lowest load asks for: not in the one in
    part of which it still comes on, and not while it idles.

    Args:
        draft: the park being written; learns whether the unit works, and how often it starts.
        device: the unit's device.
        flow: what it does.
        size_of: the field of the document with its size.
        full: what a unit of its size does in a step at full load.
        rest: how it comes out of it.

    Raises:
        ValueError: it may be as large as one likes.
    """
    lasting = ceil(rest.start_steps - _ROUNDING)
    on_steps, off_steps = _least_steps(draft, device)
    switching = Switching(least_up_steps=max(lasting, on_steps), least_down_steps=off_steps)
    switch = add_switch(draft.draft, device.id, switching)
    draft.segments[device.id, "start"] = of(switch.start)
    draft.segments[device.id, "stop"] = of(switch.stop)
    started = _started(draft, device, switch, steps=lasting)
    cold = sum_of(of(at) for at in started[: int(rest.start_steps + _ROUNDING)])
    working = of(switch.on) + cold.times(-1.0)
    if rest.may_idle:
        working += _idle(draft, device, working).times(-1.0)
    most = largest(draft, device, size_of)
    resting = of(flow) + working.times(-1.0 * most * full)
    draft.require(f"{device.id} at rest", resting, upper=0.0)
    draft.working[device.id] = working
    part = rest.start_steps - int(rest.start_steps + _ROUNDING)
    if part <= _ROUNDING:
        return working
    _come_on(draft, device, of(flow), started[-1], size_of=size_of, full=full, part=part)
    return working + of(started[-1], -1.0)


def _least_steps(draft: ParkDraft, device: Device) -> tuple[int, int]:
    """For how many steps it stays on and off, once it is; by its planning section."""
    planning = draft.park.planning
    told = [at for at in (planning.least_times if planning else ()) if at.of == device.id]

    def steps(hours: float) -> int:
        return min(max(ceil(hours / draft.hours - _ROUNDING), 1), draft.draft.steps)

    on_hours = max((at.on_hours for at in told), default=0.0)
    return steps(on_hours), steps(max((at.off_hours for at in told), default=0.0))


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
        most = largest(draft, device, size_of)
        over = amount + during.times(-1.0 * share * most)
        if isinstance(size, Whole):
            over += of(size, -1.0 * share) + known(share * most)
    draft.require(f"{device.id}.{name}", over, lower=0.0)


def largest(draft: ParkDraft, device: Device, size_of: str) -> float:
    """The largest that a size may be.

    Raises:
        ValueError: it may be as large as one likes.
    """
    size = draft.size(device, size_of)
    most = float(draft.draft.limits(size)[1]) if isinstance(size, Whole) else size
    if not isfinite(most):
        raise ValueError(f"{device.id}.{size_of} may be infinite: rest can't be told of that.")
    return most


def _started(draft: ParkDraft, device: Device, switch: Switch, *, steps: int) -> list[Flow]:
    """Whether it started in this step, in the one before, and so on."""
    if steps == 0:
        return []
    name, repeats = f"{device.id}.started", not draft.draft.open_start
    old = handed_on(draft.draft, name, switch.start, steps=steps - 1, repeats=repeats)
    return [switch.start, *old]


def _idle(draft: ParkDraft, device: Device, working: Expression) -> Expression:
    """A column for being warm without working, at times when it could work."""
    idle = of(draft.draft.flow(f"{device.id}.idle", upper=1.0, integer=True))
    draft.require(f"{device.id}.idle while on", working + idle.times(-1.0), lower=0.0)
    draft.segments[device.id, "idle"] = idle
    return idle


def _come_on(
    draft: ParkDraft,
    device: Device,
    done: Expression,
    coming: Flow,
    *,
    size_of: str,
    full: Amount,
    part: float,
) -> None:
    """In the step in part of which it still comes on, it does no more than the rest allows."""
    size, most = draft.size(device, size_of), largest(draft, device, size_of)
    allowed = of_size(size, (1.0 - part) * full)
    allowed += (known(1.0) + of(coming, -1.0)).times(part * most * full)
    draft.require(f"{device.id} coming on", done + allowed.times(-1.0), upper=0.0)
