"""Show what every channel said last: found by words, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import polars as pl

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.timeline import Period, to_array
from zeropark.facts.readings.aligning.strands import park_channels, strands_of
from zeropark.facts.readings.reading import Readings
from zeropark.facts.readings.said import FRESH, Said, last_said
from zeropark.shell.ports.readings import ReadingsStore

_BEFORE: Final = timedelta(hours=6)
"""How far before its newest reading a register is looked for another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestAsked:
    """Which channels, and which page of them."""

    wanted: str = ""
    """Words that an id, a name or a unit must hold, all of them, whatever the case."""
    silent_only: bool = False
    """Only channels of which no reading is of the present."""
    first: int = 0
    """How many to leave out."""
    most: int
    """How many to give."""

    def words(self) -> list[str]:
        """The words that are looked for."""
        return self.wanted.lower().split()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSaid:
    """One channel of the park and what it said last; None: nothing in the last days."""

    meter: Meter
    channel: Channel
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestPage:
    """Some channels in the order of the document, and how many there are."""

    at: datetime
    """Readings that ended by then were looked at."""
    rows: tuple[ChannelSaid, ...]
    matching: int
    """Channels that fit what was asked for."""
    channels: int
    silent: int
    """Channels of which no reading is of the present."""


def show_latest(
    asked: LatestAsked,
    *,
    at: datetime,
    now: datetime,
    park: ParkDocument,
    readings: ReadingsStore,
) -> LatestPage:
    """The newest readings of a page of channels.

    Args:
        asked: which channels.
        at: readings that ended by then are looked at.
        now: by which what is of the present is told.
        park: its channels, in order.
        readings: where they rest.
    """
    pairs = park_channels(park)
    table = _with_newest(pairs, readings.latest(at), now)
    chosen = table.filter(
        pl.all_horizontal(
            pl.col("silent") | pl.lit(not asked.silent_only),
            *(pl.col("text").str.contains(word, literal=True) for word in asked.words()),
        )
    )
    page = chosen.slice(asked.first, asked.most)
    said = _said(page, at, park=park, readings=readings)
    rows = page["row"].to_list()
    return LatestPage(
        at=at,
        rows=tuple(
            ChannelSaid(meter=pairs[row][0], channel=pairs[row][1], said=said.get(row))
            for row in rows
        ),
        matching=chosen.height,
        channels=len(pairs),
        silent=int(table["silent"].sum()),
    )


def _with_newest(
    pairs: Sequence[tuple[Meter, Channel]], latest: Readings, now: datetime
) -> pl.DataFrame:
    """Every channel with the end of its newest reading, and whether that is too old."""
    channels = pl.DataFrame(
        {
            "row": range(len(pairs)),
            "meter": [meter.id for meter, _ in pairs],
            "channel": [channel.id for _, channel in pairs],
            "text": [_text(meter, channel) for meter, channel in pairs],
        },
        schema={"row": pl.Int64, "meter": pl.String, "channel": pl.String, "text": pl.String},
    )
    names = [pl.col(name).cast(pl.String) for name in ("meter", "channel")]
    newest = latest.frame.select(*names, "start", "end")
    joined = channels.join(newest, on=["meter", "channel"], how="left", maintain_order="left")
    # As `fresh_until` says it of one.
    awaited = pl.max_horizontal(pl.lit(FRESH), 2 * (pl.col("end") - pl.col("start")))
    old = pl.col("end") + awaited < pl.lit(to_array(now))
    return joined.with_columns(old.fill_null(value=True).alias("silent"))


def _text(meter: Meter, channel: Channel) -> str:
    return f"{meter.id} {channel.id} {meter.name.zh} {meter.name.en} {channel.unit}".lower()


def _said(
    page: pl.DataFrame, at: datetime, *, park: ParkDocument, readings: ReadingsStore
) -> dict[int, Said]:
    """By the number of a channel, what it said last."""
    told = page.drop_nulls("end")
    if told.is_empty():
        return {}
    earliest = told.select(pl.col("end").min().dt.replace_time_zone("UTC")).item()
    around = Period(earliest - _BEFORE, at)
    near = readings.read(around, meters=told["meter"].unique().to_list())
    ended = near.frame.filter(pl.col("end") <= pl.lit(to_array(at)))
    strands, pairs = strands_of(Readings(ended), park=park), park_channels(park)
    found = {row: last_said(strands.strand(row), pairs[row][1]) for row in told["row"]}
    return {row: said for row, said in found.items() if said is not None}
