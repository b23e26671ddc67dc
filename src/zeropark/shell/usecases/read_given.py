"""Read given series: a table once, and what it says of any stretch that is planned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from zeropark.basis.errors import InputError, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.future.forecast.columns import ColumnUse
from zeropark.future.plan.years.given_columns import Given, given_series
from zeropark.shell.ports.tables import Tables


def read_given(
    file: Path | None, columns: tuple[ColumnUse, ...], *, park: ParkDocument, tables: Tables
) -> Callable[[Axis], Given]:
    """What a table says of the steps of an axis; of nothing where there is no table.

    Raises:
        InputError: columns are named, and no table.
        ReadingsError: the table holds no rows.
    """
    if file is None:
        if columns:
            raise InputError("--column speaks of a table: name it with --series FILE.")
        return lambda _: Given()
    parts = [table.frame for table in tables.read(file, how=FileMap())]
    if not parts:
        raise ReadingsError("{file} holds no rows.", file=file.name)
    frame = pl.concat(parts, how="vertical_relaxed")
    return lambda axis: given_series(frame, columns, park=park, axis=axis, source=file.name)
