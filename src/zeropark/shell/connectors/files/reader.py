"""Tables on disk: picks the format by the file's first bytes, then by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.shell.connectors.files.delimited import read_delimited
from zeropark.shell.connectors.files.parquet import read_parquet
from zeropark.shell.connectors.files.workbook import read_workbook

FINGERPRINT_DIGITS: Final = 12
BATCH_CELLS: Final = 8_000_000
"""Cells in a batch: a few hundred megabytes at most, whatever the number of columns."""


class TableFiles:
    """The `Tables` port on the local disk."""

    def __init__(self, *, batch_cells: int = BATCH_CELLS) -> None:
        self._batch_cells = batch_cells

    def read(self, path: Path, *, how: FileMap) -> Iterator[RawTable]:
        """See `Tables.read`."""
        _demand_file(path)
        with path.open("rb") as file:
            magic = file.read(8)
        if not magic:
            remedy = "Export it again; nothing was imported from it."
            raise _unusable(path, "file.empty", "The file is empty.", remedy)
        if magic.startswith(b"PAR1") or path.suffix.lower() == ".parquet":
            return read_parquet(path, batch_cells=self._batch_cells)
        if magic.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or _named_workbook(path):
            return read_workbook(path, how=how, batch_cells=self._batch_cells)
        return read_delimited(path, how=how, batch_cells=self._batch_cells)

    def fingerprint(self, path: Path) -> str:
        """See `Tables.fingerprint`."""
        _demand_file(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:FINGERPRINT_DIGITS]

    def write(self, path: Path, frame: pl.DataFrame) -> None:
        """See `Tables.write`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_csv(path, include_bom=True)


def _demand_file(path: Path) -> None:
    if path.is_dir():
        remedy = "Name the files in it, e.g. {folder}/*.csv."
        raise _unusable(path, "file.folder", "This is a folder, not a file.", remedy)
    if not path.is_file():
        raise _unusable(path, "file.absent", "There is no such file.", "Check the path.")


def _named_workbook(path: Path) -> bool:
    return path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}


def _unusable(path: Path, code: str, problem: str, remedy: str) -> ReadingsError:
    finding = Finding(
        code=code,
        place=path.name,
        problem_template=problem,
        remedy_template=remedy,
        data={"folder": str(path)},
    )
    return ReadingsError("{file} can't be read.", [finding], file=path.name)
