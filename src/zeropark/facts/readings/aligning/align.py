"""Align: takes readings, gives amounts per interval of one axis, gaps still gaps.

Amounts are conserved: what the readings say in the period is the sum of the aligned amounts and
the known totals, save for readings set aside. An interval reading on the grid goes straight to
its place; one that is off it is split in proportion to time, up to an hour; a longer one is a
total whose shape nobody measured, and stays a `KnownTotal` until `fill` spreads it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import Axis
from zeropark.basis.units import accumulates_to, unit
from zeropark.facts.readings.aligned import Aligned, KnownTotal
from zeropark.facts.readings.aligning.pieces import HOUR_US, Pieces, pieces_of
from zeropark.facts.readings.aligning.strands import Micros, park_channels, strands_of
from zeropark.facts.readings.aligning.totals import Grid, known_totals
from zeropark.facts.readings.reading import Quality, Readings

ENOUGH_COVER: Final = 0.5
"""A gauge's mean speaks for the whole interval if at least this share of it is covered."""


def align(readings: Readings, *, park: ParkDocument, axis: Axis) -> Aligned:
    """Every channel of the park on the axis; a channel without readings is missing throughout.

    A gauge of a rate becomes the time-weighted mean times hours; a gauge of no rate (degC) the
    mean. A finer reading is summed. An interval covered in part is marked `PARTIAL`: an amount
    is what was measured of it, a gauge's mean counts for all of it. Overlapping readings are
    averaged, never added, and marked `SUSPECT`.
    """
    strands = strands_of(readings, park=park)
    pairs = park_channels(park)
    grid = Grid.of(axis)
    amount = np.full((len(pairs), axis.count), np.nan)
    quality = np.full((len(pairs), axis.count), int(Quality.MISSING), dtype=np.uint8)
    totals: list[KnownTotal] = []
    for row, (_, channel) in enumerate(pairs):
        strand = strands.strand(row)
        if len(strand):
            pieces = pieces_of(strand, channel, step_us=grid.step_us)
            totals += _place(pieces, channel, grid, row, amount[row], quality[row])
    return Aligned(axis, strands.channels, amount, quality, _newest(readings), tuple(totals))


def _newest(readings: Readings) -> datetime | None:
    newest = readings.frame["known_at"].max()
    return newest.replace(tzinfo=UTC) if isinstance(newest, datetime) else None


def _place(
    pieces: Pieces,
    channel: Channel,
    grid: Grid,
    row: int,
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
) -> list[KnownTotal]:
    """Put the pieces of one channel into its row; gives what is known only in total."""
    length = pieces.end_us - pieces.start_us
    offset = pieces.start_us - grid.start_us
    position = offset // grid.step_us
    on_grid = (length == grid.step_us) & (position * grid.step_us == offset)
    totals: list[KnownTotal] = []
    if on_grid.all() and (position[1:] > position[:-1]).all():
        _scatter(pieces, position, grid, amount, quality)
    else:
        long = length > max(HOUR_US, grid.step_us)
        _split(pieces, ~long & (length > 0), grid, amount, quality, gauge=channel.kind == "gauge")
        totals = known_totals(pieces, long, grid, row, amount, quality)
    if channel.kind == "gauge" and accumulates_to(unit(channel.unit).dimension) is None:
        amount /= grid.step_us / HOUR_US
    return totals


def _scatter(
    pieces: Pieces,
    position: NDArray[np.int64],
    grid: Grid,
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
) -> None:
    """The common case: each piece is exactly one interval."""
    first, stop = np.searchsorted(position, [0, grid.count])
    where, values = position[first:stop], pieces.amount[first:stop]
    amount[where] = values
    missing = np.isnan(values).view(np.uint8)  # MISSING is bit 0
    quality[where] = pieces.quality[first:stop] | missing


def _split(
    pieces: Pieces,
    chosen: NDArray[np.bool_],
    grid: Grid,
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
    *,
    gauge: bool,
) -> None:
    """Pieces shared out over the intervals that they touch, in proportion to time."""
    start, end = pieces.start_us[chosen] - grid.start_us, pieces.end_us[chosen] - grid.start_us
    cell, piece, overlap = _overlaps(start, end, grid)
    value = pieces.amount[chosen][piece]
    good = ~np.isnan(value)
    share = np.where(good, value * overlap / (end - start)[piece], 0.0)
    total = _summed(cell, share, grid)
    cover = _summed(cell, np.where(good, overlap / grid.step_us, 0.0), grid)
    np.bitwise_or.at(quality, cell, pieces.quality[chosen][piece])
    _judge_cover(total, cover, amount, quality, gauge=gauge)


def _summed(cell: NDArray[np.int64], share: NDArray[np.float64], grid: Grid) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.bincount(cell, weights=share, minlength=grid.count).astype(
        np.float64
    )
    return sums


def _overlaps(
    start: Micros, end: Micros, grid: Grid
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every (interval, piece) that touch, and for how many microseconds."""
    first = start // grid.step_us
    count = -(-end // grid.step_us) - first
    piece = np.repeat(np.arange(len(start)), count)
    cell = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + first[piece]
    inside = (cell >= 0) & (cell < grid.count)
    cell, piece = cell[inside], piece[inside]
    low = np.maximum(start[piece], cell * grid.step_us)
    high = np.minimum(end[piece], (cell + 1) * grid.step_us)
    return cell, piece, high - low


def _judge_cover(
    total: NDArray[np.float64],
    cover: NDArray[np.float64],
    amount: NDArray[np.float64],
    quality: NDArray[np.uint8],
    *,
    gauge: bool,
) -> None:
    """Amounts and flags by how much of each interval is covered."""
    nothing, tiny = cover == 0, 1e-9
    partial = ~nothing & (cover < 1 - tiny)
    twice = cover > 1 + tiny
    scale = np.ones_like(cover)
    scale[twice] = 1 / cover[twice]
    if gauge:
        thin = partial & (cover < ENOUGH_COVER)
        scale[partial & ~thin] = 1 / cover[partial & ~thin]
        nothing |= thin
    quality[partial] |= np.uint8(Quality.PARTIAL)
    quality[twice] |= np.uint8(Quality.SUSPECT)
    amount[~nothing] = (total * scale)[~nothing]
    quality[~nothing] &= ~np.uint8(Quality.MISSING)
