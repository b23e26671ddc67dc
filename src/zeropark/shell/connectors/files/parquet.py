"""Parquet files: typed columns, read row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.facts.readings.accepting.raw import RawTable, numbered


def read_parquet(path: Path, *, batch_cells: int) -> Iterator[RawTable]:
    """The rows in batches; the first row of data is row 2, as under a header.

    Raises:
        ReadingsError: the file is damaged or cut off.
    """
    try:
        yield from _batches(path, batch_cells=batch_cells)
    # Arrow tells of damage by each of the three: no Parquet, a coding it lacks, a page cut off.
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        finding = Finding(
            code="file.damaged",
            place=path.name,
            problem_template="The Parquet file is damaged or cut off: {what}.",
            remedy_template="Copy or export it again; rows read before the damage are kept.",
            data={"what": str(error).splitlines()[0].rstrip(".")},
        )
        raise ReadingsError("{file} can't be read.", [finding], file=path.name) from error


def _batches(path: Path, *, batch_cells: int) -> Iterator[RawTable]:
    with pq.ParquetFile(path) as file:
        rows = max(1, batch_cells // max(1, len(file.schema_arrow.names)))
        first = 2
        for batch in file.iter_batches(batch_size=rows):
            frame = pl.DataFrame(batch)
            yield RawTable(path.name, numbered(frame, first=first))
            first += frame.height
