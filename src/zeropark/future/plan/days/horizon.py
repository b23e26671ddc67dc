"""Windows: how far a plan looks ahead, how often it is made anew, and what of it is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis


@dataclass(frozen=True, slots=True)
class Window:
    """Steps `[first, first + count)` that one plan looks at, of which `kept` are carried out."""

    first: int
    count: int
    kept: int


def windows_over(axis: Axis, *, horizon: timedelta, every: timedelta) -> tuple[Window, ...]:
    """The windows that carry out every step of an axis once; the last ones look less far.

    Args:
        axis: what is rolled through.
        horizon: how far each looks.
        every: how often a new one is made.

    Raises:
        InputError: these are no whole steps, or a plan is made less often than it looks far.
    """
    looked, kept = horizon // axis.step, every // axis.step
    whole = horizon == looked * axis.step and every == kept * axis.step
    if not whole or not 1 <= kept <= looked:
        raise InputError(
            "A plan that looks {horizon:g} h ahead can't be made anew every {every:g} h in steps "
            "of {step:g} min. Use whole steps, and look at least as far as to the next plan.",
            horizon=horizon / timedelta(hours=1),
            every=every / timedelta(hours=1),
            step=axis.step / timedelta(minutes=1),
        )
    return tuple(
        Window(first, min(looked, axis.count - first), min(kept, axis.count - first))
        for first in range(0, axis.count, kept)
    )
