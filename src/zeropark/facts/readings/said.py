"""What a channel said last, as a rate: the newest reading, and of a register its last step.

    gauge       rate = value x factor
    interval    rate = value x factor / hours
    register    rate = (value - value before) x factor / hours between

Factor is the channel's unit and ratio (`inside_factor`). Differences follow the rules of
`register_pieces`: a roll-over is seen, a reset counts from zero and is marked suspect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import from_array
from zeropark.facts.readings.aligning.pieces import HOUR_US, inside_factor, register_pieces
from zeropark.facts.readings.aligning.strands import Strand
from zeropark.facts.readings.reading import Quality

FRESH: Final = timedelta(hours=1)
"""What ended within this is of the present, by custom: four quarter hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The newest reading of a channel."""

    value: float | None
    """As the meter said it: own unit, before ratio; None: it said that there is no value."""
    start: datetime
    end: datetime
    amount: float | None
    """What flowed over its interval, or since the register was read before; in the inside unit,
    ratio applied. None for a gauge, and where it isn't known."""
    per_hour: float | None
    """The same as a rate, or the gauge's own; inside unit per hour. None where it isn't known."""
    since: datetime | None
    """Since when `amount` counts."""
    quality: int


def last_said(strand: Strand, channel: Channel) -> Said | None:
    """The newest reading of a channel; None where there is none.

    Args:
        strand: its readings in rising time; of a register also the one before the newest.
        channel: its kind, unit and ratio.
    """
    if not len(strand):
        return None
    at = int(np.lexsort((strand.start_us, strand.end_us))[-1])
    value, quality = float(strand.value[at]), int(strand.quality[at])
    start_us, end_us = int(strand.start_us[at]), int(strand.end_us[at])
    known = value if np.isfinite(value) else None
    amount, since_us, rate = known, start_us, None
    if channel.kind == "cumulative":
        amount, since_us, more = _step(strand, channel)
        quality |= more
    elif known is not None:
        amount = known * inside_factor(channel)
    if channel.kind == "gauge":
        amount, rate = None, amount
    elif amount is not None and end_us > since_us:
        rate = amount / ((end_us - since_us) / HOUR_US)
    return Said(
        value=known,
        start=_instant(start_us),
        end=_instant(end_us),
        amount=amount,
        per_hour=rate,
        since=None if amount is None else _instant(since_us),
        quality=quality,
    )


def fresh_until(end: datetime, *, lasted: timedelta = timedelta(0)) -> datetime:
    """Until when what ended then is of the present.

    That is an hour, or twice the time that it spoke of: a daily amount is awaited for longer.
    """
    return end + max(FRESH, 2 * lasted)


def _step(strand: Strand, channel: Channel) -> tuple[float | None, int, int]:
    """A register's last amount, since when, and further flags; None where it isn't known."""
    pieces = register_pieces(strand, channel)
    newest_us = int(strand.end_us.max())
    if not len(pieces.amount) or int(pieces.end_us[-1]) != newest_us:
        return None, newest_us, 0
    amount = float(pieces.amount[-1])
    flags = int(pieces.quality[-1]) & int(Quality.SUSPECT | Quality.REJECTED)
    return (amount if np.isfinite(amount) else None), int(pieces.start_us[-1]), flags


def _instant(micros: int) -> datetime:
    return from_array(np.datetime64(micros, "us"))
