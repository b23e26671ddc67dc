"""The generated history of a park: readings by group of meters, every one marked as generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.aligned import ChannelId
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings
from zeropark.future.simulation.metering.flaws import Happened, corrected, planned, with_flaw
from zeropark.future.simulation.metering.metering import NOTHING_SHOWN, records_of
from zeropark.future.simulation.metering.record import Record
from zeropark.future.simulation.year import SimulatedYear

SOURCE: Final = "generated"
CORRECTIONS: Final = "corrections"
"""Name of the batch of readings that replace earlier ones; it comes last."""
_GROUP: Final[Mapping[Group, str]] = MappingProxyType(
    {
        Group.ELECTRICITY: "electricity",
        Group.HEAT: "heat",
        Group.FUEL: "fuels-gases",
        Group.HYDROGEN_FAMILY: "fuels-gases",
        Group.GAS: "fuels-gases",
        Group.WATER: "water-materials",
        Group.MATERIAL: "water-materials",
    }
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings that arrive together."""

    group: str
    readings: Readings
    flaws: tuple[Happened, ...]
    """What was done to them."""


def history_of(
    year: SimulatedYear,
    park: ParkDocument,
    *,
    flaws: bool = True,
    shown: Mapping[ChannelId, float] = NOTHING_SHOWN,
) -> Iterator[Batch]:
    """What the meters of a park said in a simulated year, a group of meters at a time.

    Every reading carries `Quality.GENERATED`. Where `flaws` is set, gaps, spikes and the like
    are among them and corrections come as a batch of their own at the end, which must be
    imported last. `shown` is what registers show at the beginning, so that a year goes on where
    the one before ended.
    """
    records = list(records_of(year, park, shown=shown))
    done = planned(records, seed=year.seed) if flaws else ()
    by_channel = {happened.channel: happened for happened in done}
    later: list[pl.DataFrame] = []
    for group, members in _groups(records, park).items():
        frames = []
        for record in members:
            frame = _frame(_as_arrived(record, by_channel, seed=year.seed))
            happened = by_channel.get(record.id)
            if happened is not None and happened.flaw == corrected.__name__:
                later.append(frame[len(record) :])
                frame = frame[: len(record)]
            frames.append(frame)
        told = tuple(by_channel[r.id] for r in members if r.id in by_channel)
        yield Batch(group, Readings(pl.concat(frames)), told)
    if later:
        yield Batch(CORRECTIONS, Readings(pl.concat(later)), ())


def _as_arrived(record: Record, flaws: Mapping[ChannelId, Happened], *, seed: int) -> Record:
    happened = flaws.get(record.id)
    return record if happened is None else with_flaw(record, happened, seed=seed)


def _groups(records: list[Record], park: ParkDocument) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        meter = park.meter_by_id[record.id.meter]
        bus = park.bus_by_id.get(meter.source) or park.bus_by_id[meter.sink]
        found.setdefault(_GROUP[CARRIERS[bus.carrier].group], []).append(record)
    return found


def _frame(record: Record) -> pl.DataFrame:
    rows = len(record)
    names = {"meter": record.id.meter, "channel": record.id.channel, "source": SOURCE}
    constant = {
        column: pl.Series(column, [name], dtype=pl.Categorical()).new_from_index(0, rows)
        for column, name in names.items()
    }
    return pl.DataFrame(
        {
            "meter": constant["meter"],
            "channel": constant["channel"],
            "start": record.start,
            "end": record.end,
            "value": record.value,
            "quality": np.full(rows, int(Quality.GENERATED), dtype=np.uint8),
            "known_at": record.known_at,
            "source": constant["source"],
        },
        schema=READING_SCHEMA,
    )
