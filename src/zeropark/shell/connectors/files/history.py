"""Generated history as Parquet files in a folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl


class ParquetHistory:
    """The `HistoryFiles` port: a file a table, appearing whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, frame: pl.DataFrame) -> Path:
        """See `HistoryFiles.write`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{name}.parquet"
        partial = path.with_suffix(".parquet.part")
        frame.write_parquet(partial, compression="zstd", compression_level=1)
        partial.replace(path)
        return path
