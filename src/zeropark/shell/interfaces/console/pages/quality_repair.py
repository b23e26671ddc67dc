"""Repairing rejected rows in the browser: a sheet of cells, and the file that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import InputError
from zeropark.facts.readings.accepting.raw import ORIGIN, ORIGIN_COLUMN, ORIGIN_ROW
from zeropark.review.presentation.text import Text
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.interfaces.console.pages.quality_lists import reason_and_remedy
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.usecases.export_rejected import repair_name, repairable

MOST_ROWS: Final = 50
_MOST_COLUMNS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row to repair."""

    number: int
    """Its place among the file's rejected rows: part of the names of its fields."""
    row: str
    """Its number in the file."""
    column: str
    reason: Text
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Some of a file's rejected rows, cell by cell."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    first: int
    """Place of the first row that is shown, from 0."""
    count: int
    """Of all its rejected rows."""
    too_wide: bool
    """More columns than a page can hold: such a file is repaired as CSV."""

    @property
    def order(self) -> tuple[int, ...]:
        """The columns as they are shown: first those that a row was rejected for."""
        wrong = {row.column for row in self.rows}
        return tuple(sorted(range(len(self.columns)), key=lambda at: self.columns[at] not in wrong))

    @property
    def widths(self) -> tuple[int, ...]:
        """The longest cell of every column, in characters; fields fit what they hold."""
        by_column = zip(*(row.cells for row in self.rows), strict=True)
        return tuple(max(map(len, cells)) for cells in by_column)


def repair_sheet(visit: ParkVisit) -> Sheet:
    """The sheet of the file that the address names.

    Raises:
        NotFoundError: no row of such a file was rejected.
    """
    source, text = visit.query.get("source", ""), visit.query.get("first", "0")
    rejected = _of(visit.desk.work, source)
    frame = repairable(rejected)
    first = min(int(text), frame.height - 1) if text.isdecimal() and len(text) < 8 else 0  # noqa: PLR2004 - digits
    shown, columns = frame[first : first + MOST_ROWS], _columns(frame)
    reasons = _reasons(rejected)
    return Sheet(
        source=source,
        columns=columns,
        rows=tuple(
            SheetRow(
                number=first + at,
                row=str(row[ORIGIN_ROW]),
                column=row[ORIGIN_COLUMN],
                reason=reasons[row[ORIGIN_ROW]],
                cells=tuple(row[name] or "" for name in columns),
            )
            for at, row in enumerate(shown.iter_rows(named=True))
        ),
        first=first,
        count=frame.height,
        too_wide=len(columns) > _MOST_COLUMNS,
    )


def _of(work: Workspace, source: str) -> pl.DataFrame:
    rejected = work.readings.rejected().filter(pl.col("source") == source)
    if rejected.is_empty():
        raise NotFoundError("No rejected row of {file!r} is kept. Choose a file.", file=source[:80])
    return rejected


def _columns(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in frame.columns if name not in ORIGIN)


def _reasons(rejected: pl.DataFrame) -> dict[int, Text]:
    told = rejected.unique("row", keep="first", maintain_order=True)
    return {
        row: reason_and_remedy(code, reason)[0]
        for row, code, reason in told.select("row", "code", "reason").iter_rows()
    }


def field_name(number: int, column: int) -> str:
    """The name of the field that holds a cell."""
    return f"cell-{number}-{column}"


def repaired_file(fields: Mapping[str, str], *, folder: Path, work: Workspace) -> Path:
    """A CSV of the rows in which a cell was changed, as exported rows are brought in again.

    Args:
        fields: of the form: `source`, and cells by `field_name`.
        folder: where it is written.
        work: holds the rejected rows.

    Raises:
        InputError: no cell was changed.
        NotFoundError: no row of such a file was rejected.
    """
    source = fields.get("source", "")
    frame = repairable(_of(work, source))
    columns = _columns(frame)
    rows = [
        changed
        for number, row in enumerate(frame.iter_rows(named=True))
        if (changed := _changed(number, row, columns, fields)) is not None
    ]
    if not rows:
        raise InputError("No cell was changed. Correct at least one, then send the repair.")
    path = folder / repair_name(source)
    work.tables.write(path, pl.DataFrame(rows, schema=frame.schema))
    return path


def _changed(
    number: int, row: Mapping[str, object], columns: tuple[str, ...], fields: Mapping[str, str]
) -> dict[str, object] | None:
    """A row with the cells of the form; None where none of them differs."""
    told = {
        name: fields[key]
        for at, name in enumerate(columns)
        if (key := field_name(number, at)) in fields and fields[key] != (row[name] or "")
    }
    return {**row, **told} if told else None
