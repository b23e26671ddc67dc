"""A small park with every kind of channel, and a way to write tables and readings by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.accepting.raw import RawTable, numbered
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings

PARK = Path(__file__).parents[2] / "parks" / "meters.yaml"


@pytest.fixture(scope="session")
def park() -> ParkDocument:
    return ParkDocument.model_validate(parse(PARK.read_text(encoding="utf-8"), name="park").data)


@pytest.fixture(scope="session")
def known_at() -> datetime:
    return datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def raw() -> Callable[..., RawTable]:
    def make(columns: dict[str, Sequence[Any]], *, source: str = "file.csv") -> RawTable:
        return RawTable(source, numbered(pl.DataFrame(columns, strict=False), first=2))

    return make


@pytest.fixture(scope="session")
def readings() -> Callable[..., Readings]:
    """Readings by `{"meter/channel": [(start, end, value)]}`; UTC texts, end "" for instant."""

    def make(told: dict[str, Sequence[tuple[Any, ...]]]) -> Readings:
        rows = [
            (*name.split("/"), row[0], row[1] or row[0], float(row[2]), *(row[3:] or (0,)))
            for name, rows in told.items()
            for row in rows
        ]
        names = ["meter", "channel", "start", "end", "value", "quality"]
        frame = pl.DataFrame(rows, schema=names, orient="row")
        return Readings(
            frame.with_columns(
                pl.col("start", "end").str.to_datetime("%Y-%m-%d %H:%M", time_unit="us"),
                pl.col("quality").cast(pl.UInt8),
                pl.lit("2026-11-01 00:00").str.to_datetime(time_unit="us").alias("known_at"),
                pl.lit("by hand").alias("source"),
            )
            .cast({"meter": pl.Categorical, "channel": pl.Categorical, "source": pl.Categorical})
            .select(READING_SCHEMA.names())
        )

    return make


@pytest.fixture(scope="session")
def amounts(park: ParkDocument) -> Callable[..., Aligned]:
    """Aligned amounts by channel; channels not told are missing."""

    def make(told: dict[str, list[float]]) -> Aligned:
        count = len(next(iter(told.values())))
        axis = Axis(datetime(2026, 1, 5, tzinfo=UTC), timedelta(minutes=15), count)
        blank = align(Readings.empty(), park=park, axis=axis)
        for name, values in told.items():
            row = blank.row(ChannelId(*name.split("/")))
            assert row is not None
            blank.amount[row] = values
            blank.quality[row] = np.where(np.isnan(values), np.uint8(Quality.MISSING), 0)
        return blank

    return make
