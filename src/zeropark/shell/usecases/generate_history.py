"""Generate a history: a park and a seed in, files of generated readings out, ready to import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.future.simulation.metering.flaws import Happened
from zeropark.future.simulation.metering.history import CORRECTIONS, Batch, history_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear
from zeropark.shell.ports.history import HistoryFiles
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedHistory:
    """What was generated, and where it lies."""

    files: tuple[Path, ...]
    """In the order in which they are to be imported: corrections last."""
    rows: int
    flaws: tuple[Happened, ...]
    truth: SimulatedYear
    """The flows behind the readings, for comparison with what closing makes of them."""


def generate_history(
    park: ParkDocument,
    period: Period,
    *,
    seed: int,
    files: HistoryFiles,
    progress: Progress,
    flaws: bool = True,
) -> GeneratedHistory:
    """Write the readings of a simulated period, a file a month and group of meters.

    The files are in the canonical layout (meter, channel, start, end, value, unit, quality,
    known_at) with stamps in UTC and every row's quality GENERATED. The same seed writes the same
    files.

    Raises:
        ZeroparkError: pvlib, which the sun needs, is not installed.
        PeriodError: the period is no whole number of quarter hours.
    """
    progress.begin("simulate")
    year = simulate(park, Axis.over(period), seed=seed)
    progress.end()
    paths: list[Path] = []
    rows = 0
    done: list[Happened] = []
    progress.begin("generate")
    for batch in history_of(year, park, flaws=flaws):
        for name, frame in _monthly(batch, period):
            paths.append(files.write(name, _canonical(frame, park)))
            rows += frame.height
            progress.advance(frame.height)
        done.extend(batch.flaws)
    progress.end()
    return GeneratedHistory(files=tuple(paths), rows=rows, flaws=tuple(done), truth=year)


def _monthly(batch: Batch, period: Period) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of a batch by local month of their start; corrections stay together."""
    frame = batch.readings.frame
    if batch.group == CORRECTIONS:
        yield CORRECTIONS, frame
        return
    zoned = pl.col("start").dt.replace_time_zone("UTC").dt.convert_time_zone(str(PARK_ZONE))
    month = zoned.dt.strftime("%Y-%m")
    # A register's closing value stands at the very end, and belongs to the month that it closes.
    last = period.last_day().strftime("%Y-%m")
    named = frame.with_columns(month=pl.min_horizontal(month, pl.lit(last)))
    for part in named.partition_by("month", maintain_order=True):
        yield f"{part['month'][0]}_{batch.group}", part.drop("month")


def _canonical(frame: pl.DataFrame, park: ParkDocument) -> pl.DataFrame:
    channels = [
        (meter.id, channel.id, channel.unit) for meter in park.meters for channel in meter.channels
    ]
    units = pl.DataFrame(
        channels,
        schema={"meter": pl.Categorical(), "channel": pl.Categorical(), "unit": pl.Categorical()},
        orient="row",
    )
    return frame.join(units, on=["meter", "channel"], how="left", maintain_order="left").select(
        "meter",
        "channel",
        pl.col("start", "end").dt.replace_time_zone("UTC"),
        "value",
        "unit",
        "quality",
        pl.col("known_at").dt.replace_time_zone("UTC"),
    )
