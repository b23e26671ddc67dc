"""Doubts: takes the readings of one channel, says which of them can't be true or are odd.

Each check gives a mask over the readings, in their order; readings that are set aside already
are never doubted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.units import Dimension, unit
from zeropark.facts.readings.aligning.pieces import HOUR_US, dimension_of_amount, inside_factor
from zeropark.facts.readings.aligning.strands import Strand
from zeropark.facts.readings.reading import Quality

Mask = NDArray[np.bool_]

CAPACITY_MARGIN: Final = 2.0
"""Without `max_rate`, a rate beyond so many times the capacity of a boundary point is a spike."""
SLIP_FROM: Final = 300.0
"""A slip of three decimals shows as 1000 times the usual level, give or take the load's swing."""
SLIP_TO: Final = 3000.0
SLIP_RUN: Final = 3
"""Fewer in a row are a spike."""
SPIKE_TIMES: Final = 10.0
"""Without any limit told, so many times the value that 99 % of the channel stays below."""
SPIKE_SAMPLE: Final = 96
"""Fewer positive values say too little of what is usual."""
STUCK_RUN: Final = 24
STUCK_HOURS: Final = 6.0
"""A value that is repeated so often and so long is odd, unless it is zero."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the checks need to know of a channel."""

    channel: Channel
    factor: float
    """From a reading to the inside unit, ratio applied."""
    max_rate: float | None
    """In the inside unit per hour."""
    flows: bool
    """Whether it measures something that flows; a temperature may be negative."""


def limits_of(meter: Meter, channel: Channel, *, park: ParkDocument) -> Limits:
    """The limits of a channel, from its own entry or from the boundary point that it stands at."""
    flows = unit(channel.unit).dimension not in {Dimension.TEMPERATURE, Dimension.RATIO}
    max_rate = channel.max_rate
    if max_rate is None and dimension_of_amount(channel) is Dimension.ENERGY:
        points = (park.point_by_id.get(node) for node in (meter.source, meter.sink))
        sizes = [point.capacity_kw for point in points if point and point.capacity_kw]
        max_rate = CAPACITY_MARGIN * max(sizes) if sizes else None
    return Limits(channel, inside_factor(channel), max_rate, flows)


def _used(strand: Strand) -> Mask:
    used: Mask = (strand.quality & np.uint8(Quality.REJECTED)) == 0
    return used


def _none(strand: Strand) -> Mask:
    return np.zeros(len(strand), dtype=np.bool_)


def negatives(strand: Strand, limits: Limits) -> Mask:
    """Amounts, registers and rates below zero."""
    below = strand.value < 0
    return below & _used(strand) if limits.flows and below.any() else _none(strand)


def unit_slips(strand: Strand, limits: Limits) -> Mask:
    """Runs of readings about a thousand times above the channel's usual level.

    Only upwards: a load at a thousandth of its usual level is at rest, and rest is common. Of a
    register, only what leaves its rising line: before a roll-over it stands high by right.
    """
    value = strand.value
    if len(value) <= SLIP_RUN or not limits.flows:
        return _none(strand)
    top = float(value.max())
    # The median costs a sort; a sample's is near enough to see that nothing is far above it.
    if top < SLIP_FROM / 3 * _usual(value[:: max(1, len(value) // 1000)]):
        return _none(strand)
    usual = _usual(value)
    if not usual > 0 or top < SLIP_FROM * usual:
        return _none(strand)
    high = (value > SLIP_FROM * usual) & (value < SLIP_TO * usual) & _used(strand)
    runs = _in_runs(high, at_least=SLIP_RUN)
    return _off_the_line(runs, value) if limits.channel.kind == "cumulative" else runs


def _off_the_line(runs: Mask, value: NDArray[np.float64]) -> Mask:
    """The runs of a register that come after its usual level, and are not below it afterwards."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], runs, [False]])))
    result = np.zeros_like(runs)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        before = value[:start][(value[:start] > 0) & ~runs[:start]]
        if before.size and (stop == value.size or value[stop] >= before[-1]):
            result[start:stop] = True
    return result


def _usual(value: NDArray[np.float64]) -> float:
    positive = value[value > 0]
    return float(np.median(positive)) if len(positive) else 0.0


def _in_runs(mask: Mask, *, at_least: int) -> Mask:
    """The mask without runs shorter than `at_least`."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]])))
    starts, stops = edges[::2], edges[1::2]
    long = stops - starts >= at_least
    result = np.zeros_like(mask)
    for start, stop in zip(starts[long], stops[long], strict=True):
        result[start:stop] = True
    return result


def spikes(strand: Strand, limits: Limits) -> Mask:
    """Readings that stand far above what is plausible, and lone slips of a register.

    Plausible is `max_rate`; where nobody said it, `SPIKE_TIMES` the usual top of the channel, for
    fewer than `SLIP_RUN` readings in a row.
    """
    if limits.channel.kind == "cumulative":
        return _register_slips(strand)
    if limits.max_rate is None:
        return _far_above(strand) if limits.flows else _none(strand)
    if limits.channel.kind == "gauge":
        beyond = strand.value > limits.max_rate / limits.factor
    else:
        hours = (strand.end_us - strand.start_us) / HOUR_US
        beyond = strand.value > hours * (limits.max_rate / limits.factor)
    return beyond & _used(strand) if beyond.any() else _none(strand)


def _far_above(strand: Strand) -> Mask:
    value = strand.value
    if len(value) < SPIKE_SAMPLE:
        return _none(strand)
    top = float(value.max())
    if top <= SPIKE_TIMES * _usual_top(value[:: max(1, len(value) // 1000)]):
        return _none(strand)
    usual = _usual_top(value[_used(strand)])
    beyond = (value > SPIKE_TIMES * usual) & _used(strand)
    if usual <= 0 or not beyond.any():
        return _none(strand)
    return beyond & ~_in_runs(beyond, at_least=SLIP_RUN)


def _usual_top(value: NDArray[np.float64]) -> float:
    """What all but one in a hundred positive values stay below; 0 where few are positive."""
    positive = value[value > 0]
    return float(np.quantile(positive, 0.99)) if len(positive) >= SPIKE_SAMPLE else 0.0


def _register_slips(strand: Strand) -> Mask:
    """Register values that leave the rising line for one reading, or for a run of zeros.

    A register that comes back to where it was has not been reset.
    """
    slips = _none(strand)
    used = np.flatnonzero(_used(strand))
    value = strand.value[used]
    if len(value) < SLIP_RUN or not (value[1:] < value[:-1]).any():
        return slips
    # Of neighbouring zeros one stands for all: what comes before and after is the same for each.
    kept = np.flatnonzero(np.concatenate([[True], (value[1:] != 0) | (value[:-1] != 0)]))
    line = value[kept]
    up, down = line[1:] > line[:-1], line[1:] < line[:-1]
    lone = ((up[:-1] & down[1:]) | (down[:-1] & up[1:])) & (line[2:] >= line[:-2])
    ends = np.append(kept[1:], len(value))
    for index in np.flatnonzero(lone) + 1:
        slips[used[kept[index] : ends[index]]] = True
    return slips


def register_falls(strand: Strand, limits: Limits) -> Mask:
    """Register values below the one before: a reset or a roll-over, never a negative amount."""
    falls = _none(strand)
    if limits.channel.kind == "cumulative":
        used = np.flatnonzero(_used(strand))
        falls[used[1:]] = np.diff(strand.value[used]) < 0
    return falls


def stuck(strand: Strand, limits: Limits) -> Mask:
    """Long runs of one and the same value that is not zero; a register may well stand still."""
    value = strand.value
    if limits.channel.kind == "cumulative" or len(value) < STUCK_RUN or not limits.flows:
        return _none(strand)
    again = value[1:] == value[:-1]
    again &= value[1:] != 0
    if np.count_nonzero(again) < STUCK_RUN - 1:
        return _none(strand)
    same = _in_runs(again, at_least=STUCK_RUN - 1)
    odd = _none(strand)
    odd[1:] |= same
    odd[:-1] |= same
    return _long_runs(odd, strand) & _used(strand)


def _long_runs(mask: Mask, strand: Strand) -> Mask:
    """The mask without runs that last less than `STUCK_HOURS`."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]])))
    result = np.zeros_like(mask)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if strand.end_us[stop - 1] - strand.start_us[start] >= STUCK_HOURS * HOUR_US:
            result[start:stop] = True
    return result


def clock_steps(strand: Strand, limits: Limits) -> Mask:
    """Intervals that begin before the last one ends, or off the minute that is usual.

    Only where most intervals have one length: then a clock that was set shows.
    """
    if limits.channel.kind != "interval" or len(strand) < SLIP_RUN:
        return _none(strand)
    start, end = strand.start_us, strand.end_us
    overlap = start[1:] < end[:-1]
    length = int(end[0] - start[0])
    off = (start - start[0]) % length != 0 if length > 0 else _none(strand)
    if not overlap.any() and not off.any():
        return _none(strand)
    odd = _none(strand)
    odd[1:] = overlap
    if off.mean() > 1 / 2:  # the first one is the odd one
        off = ~off
    same_length = (end - start) == int(np.median(end - start))
    odd |= off & same_length
    odd &= _used(strand)
    return odd
