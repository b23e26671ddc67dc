"""Where a generated history is written, as files that can be imported like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import polars as pl


class HistoryFiles(Protocol):
    """Writes one table a file."""

    def write(self, name: str, frame: pl.DataFrame) -> Path:
        """Write a table under a name without ending; replaces one of that name.

        Returns:
            The file.
        """
        ...
