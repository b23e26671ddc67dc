"""Raw tables: what a file says, cell by cell, before anyone believes it.

A raw table is a batch of one file's (or sheet's) rows. Cells are texts, or the types that the
format itself carries (Parquet, XLSX). `ROW` says which row a person would look for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from zeropark.basis.errors import Finding

ROW: Final = "\u0000row"
"""Name of the column that holds the 1-based row in the file; no file can have such a column."""

ORIGIN_ROW: Final = "rejected_row"
ORIGIN_COLUMN: Final = "rejected_column"
ORIGIN_REASON: Final = "rejected_reason"
ORIGIN: Final = (ORIGIN_ROW, ORIGIN_COLUMN, ORIGIN_REASON)
"""First columns of exported rejected rows: where each stood, so that it can come back."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """Consecutive rows of one file or sheet."""

    source: str
    """The file's name, with `!sheet` where it has several."""
    frame: pl.DataFrame
    """The cells, and `ROW` (Int64)."""
    header_row: int = 1
    """1-based row of the header."""
    findings: tuple[Finding, ...] = ()
    """What the reader noticed about these rows."""
    broken: pl.DataFrame | None = None
    """Rows that don't fit the header: `ROW`, `text` as it stands in the file; None for none."""

    @property
    def columns(self) -> list[str]:
        """The names in the header, in order."""
        return [name for name in self.frame.columns if name != ROW]


def numbered(frame: pl.DataFrame, *, first: int) -> pl.DataFrame:
    """The frame with `ROW` counted from `first`, or taken from exported rejected rows."""
    counted = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True)
    if ORIGIN_ROW in frame.columns:
        origin = frame[ORIGIN_ROW].cast(pl.Int64, strict=False)
        return frame.drop(set(ORIGIN) & set(frame.columns)).with_columns(
            pl.Series(ROW, origin.fill_null(counted))
        )
    return frame.with_columns(counted.alias(ROW))
