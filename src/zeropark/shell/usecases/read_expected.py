"""Read what the park expects to draw: a table of start, import_kw and export_kw."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.errors import PeriodError, ReadingsError
from zeropark.basis.timeline import Axis, Instants, parse_instant, to_array
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers
from zeropark.shell.openadr.received import Draw, Expected
from zeropark.shell.ports.tables import Tables

COLUMNS: Final = ("start", "import_kw", "export_kw")
_MINUTE: Final = timedelta(minutes=1)


def read_expected(file: Path | None, *, tables: Tables) -> Expected:
    """What a table says of any axis; nothing where there is no table.

    Rows are steps of one length, in their order; a power is the mean of its step. Starts without
    an offset are local.

    Raises:
        ReadingsError: a column is missing, a cell can't be read, or the steps are not even.
    """
    if file is None:
        return lambda _: None
    parts = [table.frame for table in tables.read(file, how=FileMap())]
    frame = pl.concat(parts, how="vertical_relaxed") if parts else pl.DataFrame()
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing or frame.height < 2:  # noqa: PLR2004 - two starts tell the step
        raise ReadingsError(
            "{file} needs the columns start, import_kw and export_kw, and at least two rows.",
            file=file.name,
        )
    starts = _starts(frame, file.name)
    powers = [_powers(frame, name, file.name) for name in COLUMNS[1:]]

    def expected(axis: Axis) -> Draw:
        import_kw, export_kw = (_on(axis, starts, each) for each in powers)
        return Draw(import_kw=import_kw, export_kw=export_kw)

    return expected


def _starts(frame: pl.DataFrame, file: str) -> Instants:
    try:
        said = [to_array(parse_instant(str(cell))) for cell in frame["start"]]
    except PeriodError as error:
        raise ReadingsError(
            "A start in {file} can't be read. {why}", file=file, why=error.told
        ) from error
    starts: Instants = np.array(said)
    steps = np.diff(starts)
    if steps[0] <= np.timedelta64(0) or (steps != steps[0]).any():
        raise ReadingsError(
            "The starts in {file} are not even steps that follow each other. Sort and complete "
            "them.",
            file=file,
        )
    return starts


def _powers(frame: pl.DataFrame, name: str, file: str) -> NDArray[np.float64]:
    found = to_numbers(frame[name], FileMap())
    if found.text.any():
        raise ReadingsError(
            "A cell of {column} in {file} is no number. Leave it empty where nothing is expected.",
            column=name,
            file=file,
        )
    values: NDArray[np.float64] = found.value.to_numpy().astype(np.float64)
    return values


def _on(axis: Axis, starts: Instants, power_kw: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean power of each step, by the minute; NaN where a minute is not in the table."""
    per_step = axis.step // _MINUTE
    minutes = axis.starts()[:, None] + np.arange(per_step) * np.timedelta64(_MINUTE)
    row = np.searchsorted(starts, minutes, "right") - 1
    inside = (row >= 0) & (minutes < starts[-1] + (starts[1] - starts[0]))
    by_minute = np.where(inside, power_kw[np.maximum(row, 0)], np.nan)
    mean: NDArray[np.float64] = by_minute.mean(axis=1)
    return mean
