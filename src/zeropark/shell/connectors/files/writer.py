"""Tables written to a file that says by its name in which form."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from zeropark.basis.errors import InputError


def write_frame(path: Path, frame: pl.DataFrame) -> Path:
    """Write a table as CSV (UTF-8 with signature) or Parquet; gives the file.

    Raises:
        InputError: the name ends neither in .csv nor in .parquet.
    """
    match path.suffix.lower():
        case ".csv":
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.write_csv(path, include_bom=True)
        case ".parquet":
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(path)
        case _:
            raise InputError(
                "{file} is no name for a table: let it end in .csv or .parquet.", file=str(path)
            )
    return path
