"""Export rejected rows: a CSV per file that a person repairs and imports again with the same map.

The first columns say where each row stood and why it was turned away; importing passes over
them, save that rows keep their old numbers.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl

from zeropark.facts.readings.accepting.raw import ORIGIN_COLUMN, ORIGIN_REASON, ORIGIN_ROW
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.ports.tables import Tables


def export_rejected(
    folder: Path, *, store: ReadingsStore, tables: Tables
) -> tuple[tuple[Path, int], ...]:
    """Write every rejected row, a file per source; gives each file and how many rows it has."""
    rejected = store.rejected()
    written = []
    for (source,), rows in rejected.group_by("source", maintain_order=True):
        path = folder / f"rejected-{_file_name(str(source))}.csv"
        frame = repairable(rows)
        tables.write(path, frame)
        written.append((path, frame.height))
    return tuple(written)


def repairable(rejected: pl.DataFrame) -> pl.DataFrame:
    """The rejected rows of one source as the file had them, one line per row of the file.

    A row that did not fit its header stands in a last column `text`.
    """
    rows = rejected.group_by("row", maintain_order=True).agg(
        pl.col("column").unique(maintain_order=True).str.join(", "),
        pl.col("reason").unique(maintain_order=True).str.join(" "),
        pl.col("raw").first(),
    )
    origin = rows.select(
        pl.col("row").alias(ORIGIN_ROW),
        pl.col("column").alias(ORIGIN_COLUMN),
        pl.col("reason").alias(ORIGIN_REASON),
    )
    cells = [json.loads(text) for text in rows["raw"]]
    names = list(dict.fromkeys(name for row in cells for name in row))
    columns = [
        pl.Series(name, [_text(row.get(name)) for row in cells], dtype=pl.String) for name in names
    ]
    return origin.hstack(columns)


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _file_name(source: str) -> str:
    return re.sub(r"[^\w.-]+", "-", source.removesuffix(".csv")).strip("-")
