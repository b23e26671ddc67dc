"""Clean: takes readings, gives the same readings with doubts marked, and says what it doubts.

No value is changed and none is taken away: what can't be true is marked `REJECTED` (aligning
leaves it out), what is merely odd `SUSPECT` (it is used). Every finding names the channel, how
many readings, and the first of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Phrase, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import PARK_ZONE, from_array
from zeropark.facts.readings.aligned import ChannelId
from zeropark.facts.readings.aligning.strands import Strand, park_channels, strands_of
from zeropark.facts.readings.cleaning.doubts import (
    Limits,
    clock_steps,
    limits_of,
    negatives,
    register_falls,
    spikes,
    stuck,
    unit_slips,
)
from zeropark.facts.readings.reading import Quality, Readings


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Readings in the order of the park's channels and of time, and what was found."""

    readings: Readings
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A check, the flag it sets, and what it says."""

    code: str
    flag: Quality
    check: Callable[[Strand, Limits], NDArray[np.bool_]]
    problem: str
    remedy: str


_DOUBTS: Final = (
    _Doubt(
        "clean.negative",
        Quality.REJECTED,
        negatives,
        "readings are negative",
        "They are left out; what flows back belongs to a reverse channel.",
    ),
    _Doubt(
        "clean.unit_slip",
        Quality.REJECTED,
        unit_slips,
        "readings stand about a thousand times above the usual",
        "They are left out; import that stretch again with its true unit.",
    ),
    _Doubt(
        "clean.spike",
        Quality.REJECTED,
        spikes,
        "readings stand far beyond what is plausible",
        "They are left out; correct them, or `max_rate` of the channel.",
    ),
    _Doubt(
        "clean.register_fall",
        Quality.GOOD,
        register_falls,
        "times the register fell, by a reset or a roll-over",
        "Across a reset only what was counted since is known; say `rollover_at` if it rolls over.",
    ),
    _Doubt(
        "clean.stuck",
        Quality.SUSPECT,
        stuck,
        "readings repeat one value for hours",
        "They are used; look whether the meter or its link has stopped.",
    ),
    _Doubt(
        "clean.clock",
        Quality.SUSPECT,
        clock_steps,
        "readings overlap the one before or are off the usual minute",
        "They are used; look whether the meter's clock was set.",
    ),
)


def clean(readings: Readings, *, park: ParkDocument) -> Cleaned:
    """The readings with `SUSPECT` and `REJECTED` marked, and one finding per channel and doubt.

    Marks that are there already stay; readings set aside by an earlier doubt are not judged
    again.
    """
    strands = strands_of(readings, park=park)
    quality = strands.quality.copy()
    findings: list[Finding] = []
    for row, (meter, channel) in enumerate(park_channels(park)):
        first, stop = strands.bounds[row]
        if stop > first:
            strand = strands.strand(row)
            flags = quality[first:stop]
            limits = limits_of(meter, channel, park=park)
            findings += _judge(strand, flags, limits, strands.channels[row])
    frame = strands.readings.frame
    if (quality != strands.quality).any():
        frame = frame.with_columns(pl.Series("quality", quality))
    return Cleaned(Readings(frame), tuple(findings))


def _judge(
    strand: Strand, flags: NDArray[np.uint8], limits: Limits, channel: ChannelId
) -> list[Finding]:
    """Set the flags of one channel; gives what to say about it."""
    findings = []
    for doubt in _DOUBTS:
        judged = Strand(strand.start_us, strand.end_us, strand.value, flags)
        doubted = doubt.check(judged, limits)
        count = int(np.count_nonzero(doubted))
        if count:
            flags[doubted] |= np.uint8(doubt.flag)
            first = strand.start_us[int(np.argmax(doubted))]
            findings.append(_finding(doubt, limits.channel, channel, count, first))
    return findings


def _finding(
    doubt: _Doubt, spec: Channel, channel: ChannelId, count: int, first_us: np.int64
) -> Finding:
    first = from_array(np.datetime64(int(first_us), "us")).astimezone(PARK_ZONE)
    return Finding(
        code=doubt.code,
        place=str(channel),
        problem_template="{count} {what}; the first at {first} ({kind}, {unit}).",
        remedy_template=doubt.remedy,
        severity=Severity.WARNING,
        data={
            "count": count,
            "what": Phrase(doubt.problem),
            "first": first.isoformat(timespec="minutes"),
            "kind": spec.kind,
            "unit": spec.unit,
        },
        count=count,
    )
