"""Files with tables in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import polars as pl

from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.raw import RawTable


class Tables(Protocol):
    """Reads tables batch by batch, so that size costs no memory, and writes small ones."""

    def read(self, path: Path, *, how: FileMap) -> Iterator[RawTable]:
        """The rows of a file, sheet by sheet, batch by batch, in the order of the file.

        Raises:
            ReadingsError: the file holds no table, or ends in the middle; batches before that
                have been given.
        """
        ...

    def fingerprint(self, path: Path) -> str:
        """A short text that two files share only if they hold the same bytes.

        Raises:
            ReadingsError: there is no such file.
        """
        ...

    def write(self, path: Path, frame: pl.DataFrame) -> None:
        """A table as CSV that office programs open as it is (UTF-8 with signature)."""
        ...
