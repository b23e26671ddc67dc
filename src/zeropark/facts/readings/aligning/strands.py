"""Strands: takes readings in any order, gives them channel by channel in rising time.

What is sorted already is not sorted again: the readings of a channel that lie together are
recognised as a run, and only runs are put in order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.facts.readings.aligned import ChannelId
from zeropark.facts.readings.reading import Readings

Micros = NDArray[np.int64]
"""UTC microseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Strand:
    """The readings of one channel, in rising time; views, not copies."""

    start_us: Micros
    end_us: Micros
    value: NDArray[np.float64]
    """In the channel's own unit, before ratio."""
    quality: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, slots=True)
class Strands:
    """Every channel of a park with its readings; those of other channels are left aside."""

    readings: Readings
    """In the order of the strands."""
    channels: tuple[ChannelId, ...]
    """All channels of the park, in the order of its document."""
    bounds: NDArray[np.int64]
    """Shape (channels, 2): where the readings of each channel begin and end."""
    start_us: Micros
    end_us: Micros
    value: NDArray[np.float64]
    quality: NDArray[np.uint8]

    def strand(self, row: int) -> Strand:
        """The readings of channel number `row`."""
        first, stop = self.bounds[row]
        part = slice(first, stop)
        return Strand(self.start_us[part], self.end_us[part], self.value[part], self.quality[part])


def park_channels(park: ParkDocument) -> tuple[tuple[Meter, Channel], ...]:
    """Every meter with every channel, in the order of the document."""
    return tuple((meter, channel) for meter in park.meters for channel in meter.channels)


def strands_of(readings: Readings, *, park: ParkDocument) -> Strands:
    """The readings by channel of the park, in rising time."""
    pairs = park_channels(park)
    frame = readings.frame.rechunk()
    starts, rows = _runs(frame, pairs)
    if not _in_order(frame, starts, rows):
        frame = _sorted(frame, starts, rows)
        starts, rows = _runs(frame, pairs)
    bounds = np.zeros((len(pairs), 2), dtype=np.int64)
    known = rows >= 0
    stops = np.append(starts[1:], frame.height)
    bounds[rows[known], 0] = starts[known]
    bounds[rows[known], 1] = stops[known]
    return Strands(
        readings=Readings(frame),
        channels=tuple(ChannelId(meter.id, channel.id) for meter, channel in pairs),
        bounds=bounds,
        start_us=frame["start"].to_physical().to_numpy(),
        end_us=frame["end"].to_physical().to_numpy(),
        value=frame["value"].to_numpy(),
        quality=frame["quality"].to_numpy(),
    )


def _runs(
    frame: pl.DataFrame, pairs: tuple[tuple[Meter, Channel], ...]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where each run of one channel begins, and the channel's row; -1 for one not of the park."""
    meter = frame["meter"].to_physical().to_numpy()
    channel = frame["channel"].to_physical().to_numpy()
    changes = (meter[1:] != meter[:-1]) | (channel[1:] != channel[:-1])
    starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(meter)), dtype=bool), changes]))
    meters = list(dict.fromkeys(pair[0].id for pair in pairs))
    channels = list(dict.fromkeys(pair[1].id for pair in pairs))
    table = np.full((len(meters) + 1, len(channels) + 1), -1, dtype=np.int32)
    meter_places = {name: place for place, name in enumerate(meters)}
    channel_places = {name: place for place, name in enumerate(channels)}
    for row, (own_meter, own_channel) in enumerate(pairs):
        table[meter_places[own_meter.id], channel_places[own_channel.id]] = row
    rows = table[_numbers(meters, meter[starts]), _numbers(channels, channel[starts])]
    return starts, rows


def _numbers(ids: list[str], codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Each category's place in `ids`; one past the end where it has none."""
    own = pl.Series(ids, dtype=pl.Categorical()).to_physical().to_numpy()
    size = int(max(own.max(initial=0), codes.max(initial=0))) + 1
    place = np.full(size, len(ids), dtype=np.int32)
    place[own] = np.arange(len(ids))
    numbers: NDArray[np.int32] = place[codes]
    return numbers


def _in_order(frame: pl.DataFrame, starts: NDArray[np.int64], rows: NDArray[np.int32]) -> bool:
    """Whether each channel is one run and its time rises."""
    known = rows[rows >= 0]
    if len(np.unique(known)) < len(known):
        return False
    time = frame["start"].to_physical().to_numpy()
    falls = time[1:] < time[:-1]
    falls[starts[1:] - 1] = False
    return not falls.any()


def _sorted(
    frame: pl.DataFrame, starts: NDArray[np.int64], rows: NDArray[np.int32]
) -> pl.DataFrame:
    """Runs put together by channel; within a channel sorted by time only if that is needed."""
    lengths = np.diff(np.append(starts, frame.height))
    # 16-bit keys are sorted by radix, which is linear.
    small = rows.max(initial=0) < np.iinfo(np.int16).max
    order = np.argsort(rows.astype(np.int16) if small else rows, kind="stable")
    joined = frame[_within(starts[order], lengths[order])]
    time = joined["start"].to_physical().to_numpy()
    stops = np.cumsum(lengths[order])
    changes = stops[:-1][rows[order][1:] != rows[order][:-1]]
    falls = time[1:] < time[:-1]
    falls[changes - 1] = False
    if not falls.any():
        return joined
    end = joined["end"].to_physical().to_numpy()
    row = np.repeat(rows[order], lengths[order])
    by_time: pl.DataFrame = joined[np.lexsort((end, time, row))]
    return by_time


def _within(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of runs, one after the other: `starts[0], starts[0] + 1, …`."""
    if lengths.max(initial=1) == 1:
        return starts
    begin = np.cumsum(lengths) - lengths
    places: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(starts - begin, lengths)
    return places
