"""What each month brought by itself, from figures that run from the year's start.

For information alone: the limits of 650 and 688 are of calendar years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zeropark.facts.ledger.green.direct import DirectFigures
from zeropark.facts.ledger.green.projection import SUMS


def months_alone(to_date: Sequence[DirectFigures]) -> tuple[DirectFigures, ...]:
    """Each figure less the one before it.

    Args:
        to_date: from the same start to the end of each month, in order.

    Returns:
        One a month; sums and counts are the month's, what is in the stores and the flags stay.
    """
    firsts = to_date[:1]
    later = zip(to_date[1:], to_date[:-1], strict=True)
    return (*firsts, *(_less(until, before) for until, before in later))


def _less(until: DirectFigures, before: DirectFigures) -> DirectFigures:
    """A sum never falls; the rounding of two of them may let their difference."""
    cut, cut_before = until.curtailed_kwh, before.curtailed_kwh
    sums = {name: max(0.0, getattr(until, name) - getattr(before, name)) for name in SUMS}
    return replace(
        until,
        **sums,
        curtailed_kwh=None if cut is None or cut_before is None else max(0.0, cut - cut_before),
        steps=until.steps - before.steps,
        missing_steps=until.missing_steps - before.missing_steps,
    )
