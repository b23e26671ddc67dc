"""Events that ask for the same time: the one of higher priority goes before.

A lower number is a higher priority, none is the lowest. Where two calls of a programme overlap,
the steps of the lower one that touch those of the other are not asked for any more; equals stand
beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from zeropark.facts.ledger.response.call import Call

_LOWEST: Final = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A call, and how its event is ranked."""

    call: Call
    priority: int | None


def yielded(call: Call, priority: int | None, beside: Sequence[Ranked]) -> Call:
    """A call without what higher ones take off it."""
    for other in beside:
        same = other.call.programme == call.programme
        if same and _rank(other.priority) < _rank(priority):
            call = _without(call, other.call)
    return call


def _rank(priority: int | None) -> int:
    return _LOWEST if priority is None else priority


def _without(call: Call, higher: Call) -> Call:
    """A call without its steps that touch a step in which a higher one asks for something."""
    starts = call.axis.starts()
    ends = starts + np.timedelta64(call.axis.step)
    asked = higher.axis.starts()[higher.power_kw > 0]
    until = asked + np.timedelta64(higher.axis.step)
    # where as many asked steps begin before a step's end as end by its start, none touches it
    touching = np.searchsorted(asked, ends, "left") > np.searchsorted(until, starts, "right")
    return replace(call, power_kw=np.where(touching, 0.0, call.power_kw))
