"""Export rejected rows: a CSV per file that a person repairs and imports again with the same map.

The first columns say where each row stood and why it was turned away; importing passes over
them, save that rows keep their old numbers.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.facts.readings.accepting.raw import ORIGIN_COLUMN, ORIGIN_REASON, ORIGIN_ROW
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.ports.tables import Tables


def export_rejected(
    folder: Path, *, store: ReadingsStore, tables: Tables, source: str | None = None
) -> tuple[tuple[Path, int], ...]:
    """Write every rejected row, a file per source; gives each file and how many rows it has.

    Cells that a spreadsheet would take for a formula are marked as text.

    Args:
        folder: where the files go.
        store: holds the rejected rows.
        tables: writes them.
        source: only the rows of this file; None: of all.
    """
    rejected = store.rejected()
    if source is not None:
        rejected = rejected.filter(pl.col("source") == source)
    written: dict[Path, int] = {}
    for (name,), rows in rejected.group_by("source", maintain_order=True):
        path = folder / repair_name(str(name))
        if path in written:  # names that differ only in signs that a file's name can't have
            path = path.with_stem(f"{path.stem}-{len(written) + 1}")
        frame = _harmless(repairable(rows))
        tables.write(path, frame)
        written[path] = frame.height
    return tuple(written.items())


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


def repair_name(source: str) -> str:
    """The name of the file in which the rejected rows of a source are repaired."""
    plain = re.sub(r"[^\w.-]+", "-", source.removesuffix(".csv")).strip("-")
    return f"rejected-{plain[-_LONGEST_NAME:]}.csv"


def _harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts that begin like a formula behind an apostrophe; signed numbers stay as they are."""
    formula = f"^(?:[=@\t\r]|[+-](?!{_NUMBER}$))"
    marked = {name: f"'{name}" for name in frame.columns if re.match(formula, name)}
    texts = [
        pl.when(pl.col(name).str.contains(r"^[=@\t\r+-]") & ~pl.col(name).str.contains(_SIGNED))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.String
    ]
    return frame.with_columns(texts).rename(marked)


_NUMBER: Final = r"[\d.,\s]+(?:[eE][+-]?\d+)?"
_SIGNED: Final = f"^[+-]{_NUMBER}$"
_LONGEST_NAME: Final = 60
"""Characters, up to four bytes each: a file system takes 255 bytes."""
