"""Pieces: takes the readings of one channel, gives amounts over intervals, in inside units.

A gauge holds its value until the next sample; a register gives differences; an interval amount
is what it is. After this file the kinds of channel are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.meter import Channel
from zeropark.basis.units import Dimension, accumulates_to, unit
from zeropark.facts.readings.aligning.strands import Micros, Strand
from zeropark.facts.readings.reading import Quality

HOUR_US: Final = 3_600_000_000
HOLD_SPACINGS: Final = 1.25
"""A gauge's sample holds at most so many usual spacings: a clock may wander, but
one lost sample is a gap."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Amounts over `[start, end)`, in rising time; NaN where a reading was set aside."""

    start_us: Micros
    end_us: Micros
    amount: NDArray[np.float64]
    quality: NDArray[np.uint8]


def inside_factor(channel: Channel) -> float:
    """What takes a reading to the inside unit of its amount or rate, ratio applied."""
    return unit(channel.unit).factor * channel.ratio


def dimension_of_amount(channel: Channel) -> Dimension:
    """What the channel's aligned amounts measure; a gauge of no rate keeps its own dimension."""
    own = unit(channel.unit).dimension
    return accumulates_to(own) or own


def pieces_of(strand: Strand, channel: Channel, *, step_us: int) -> Pieces:
    """The amounts that the readings of a channel speak of.

    A gauge of no rate (a temperature) gives its mean times hours, as a rate does.
    """
    if channel.kind == "cumulative":
        return register_pieces(strand, channel)
    if channel.kind == "gauge":
        return _held(strand, inside_factor(channel), step_us=step_us)
    amount = strand.value if inside_factor(channel) == 1 else strand.value * inside_factor(channel)
    return Pieces(strand.start_us, strand.end_us, _without_rejected(amount, strand), strand.quality)


def _without_rejected(amount: NDArray[np.float64], strand: Strand) -> NDArray[np.float64]:
    rejected = (strand.quality & np.uint8(Quality.REJECTED)) != 0
    return np.where(rejected, np.nan, amount) if rejected.any() else amount


def _held(strand: Strand, factor: float, *, step_us: int) -> Pieces:
    """Samples hold until the next one; means over an interval stand as they are."""
    start, end = strand.start_us, strand.end_us
    spacing = np.diff(start)
    rising = spacing[spacing > 0]
    usual = int(np.median(rising)) if len(rising) else step_us
    longest = int(min(usual * HOLD_SPACINGS, max(HOUR_US, step_us)))
    until = np.append(start[1:], start[-1:] + usual)
    end = np.where(start == end, np.minimum(until, start + longest), end)
    hours = (end - start) / HOUR_US
    amount = strand.value * (factor * hours)
    return Pieces(start, end, _without_rejected(amount, strand), strand.quality)


def register_pieces(strand: Strand, channel: Channel) -> Pieces:
    """Differences of a register between its readings, those that were set aside left out.

    A register that falls has rolled over, where `rollover_at` is told and the way round is the
    shorter half; else it was reset, and what it shows is counted from zero: a lower bound,
    marked `SUSPECT`. An amount beyond `max_rate` is set aside.
    """
    used = (strand.quality & np.uint8(Quality.REJECTED)) == 0
    at, value, quality = strand.end_us[used], strand.value[used], strand.quality[used]
    amount = np.diff(value)
    flags = quality[1:].copy()
    for index in np.flatnonzero(amount < 0):
        amount[index], reset = _after_fall(value[index], value[index + 1], channel.rollover_at)
        flags[index] |= np.uint8(Quality.SUSPECT if reset else Quality.GOOD)
    amount *= inside_factor(channel)
    if channel.max_rate is not None:
        fast = amount > channel.max_rate * np.diff(at) / HOUR_US
        amount[fast] = np.nan
        flags[fast] |= np.uint8(Quality.REJECTED)
    return Pieces(at[:-1], at[1:], amount, flags)


def _after_fall(before: float, after: float, rollover_at: float | None) -> tuple[float, bool]:
    """The amount across a fall of the register, and whether it was a reset."""
    if rollover_at is not None and before < rollover_at:
        around = after + rollover_at - before
        if around < rollover_at / 2:
            return around, False
    return after, True
