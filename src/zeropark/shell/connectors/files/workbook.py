"""Workbooks (XLSX and kin): every sheet a table; cells keep the types that they have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.raw import RawTable, numbered

_UNNAMED = "__UNNAMED__"
"""How the reading library begins the name of a column without a header."""
_LOOK_FOR_HEADER_ROWS = 100


def read_workbook(path: Path, *, how: FileMap, batch_cells: int) -> Iterator[RawTable]:
    """The rows of each sheet in batches; sheets without a cell are passed over.

    Raises:
        ReadingsError: the file is damaged, or a sheet that was asked for is not there.
    """
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise _damaged(path, error) from error
    names = book.sheet_names
    wanted = how.sheets or tuple(names)
    absent = [name for name in wanted if name not in names]
    if absent:
        raise _no_sheet(path, absent, names)
    for name in wanted:
        source = path.name if len(names) == 1 else f"{path.name}!{name}"
        try:
            frame, header = _sheet(book, name, how)
        except fastexcel.FastExcelError as error:
            raise _damaged(path, error) from error
        rows = max(1, batch_cells // max(1, frame.width))
        for offset in range(0, frame.height, rows):
            part = numbered(frame.slice(offset, rows), first=header + 1 + offset)
            yield RawTable(source, part, header)


def _sheet(book: fastexcel.ExcelReader, name: str, how: FileMap) -> tuple[pl.DataFrame, int]:
    """The cells below the header and the header's 1-based row; no cells for an empty sheet."""
    header = how.header_row or _first_row(book, name)
    if header is None:
        return pl.DataFrame(), 1
    sheet = book.load_sheet(name, header_row=header - 1, skip_rows=0, schema_sample_rows=None)
    return _named(sheet.to_polars()), header


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """A column without a header is called by its number, as in a delimited file."""
    return frame.rename(
        {
            name: f"column {number}"
            for number, name in enumerate(frame.columns, start=1)
            if name.startswith(_UNNAMED)
        }
    )


def _first_row(book: fastexcel.ExcelReader, name: str) -> int | None:
    sheet = book.load_sheet(
        name, header_row=None, skip_rows=0, n_rows=_LOOK_FOR_HEADER_ROWS, dtypes="string"
    )
    frame = sheet.to_polars()
    if frame.width == 0:
        return None
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    first = filled.arg_true()
    return None if first.is_empty() else int(first[0]) + 1


def _damaged(path: Path, error: Exception) -> ReadingsError:
    finding = Finding(
        code="file.damaged",
        place=path.name,
        problem_template="The workbook can't be opened: {what}.",
        remedy_template="Open and save it again in the office program, or export CSV.",
        data={"what": str(error).splitlines()[0].rstrip(".")},
    )
    return ReadingsError("{file} can't be read.", [finding], file=path.name)


def _no_sheet(path: Path, absent: list[str], names: list[str]) -> ReadingsError:
    finding = Finding(
        code="file.no_sheet",
        place=path.name,
        problem_template="There is no sheet {absent}; the sheets are {names}.",
        remedy_template="Correct `sheets` in the map.",
        data={"absent": ", ".join(absent), "names": ", ".join(names)},
    )
    return ReadingsError("{file} lacks a sheet.", [finding], file=path.name)
