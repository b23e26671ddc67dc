"""Columns of a table by what they are for: a device or a boundary point of the park."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers
from zeropark.facts.readings.accepting.raw import ROW
from zeropark.future.forecast.forecast import Series

_USE: Final = re.compile(r"(?P<device>[a-z0-9_-]+)=(?P<column>.+?)(?:\*(?P<times>[^*]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """Which column of a table speaks of which device or boundary point."""

    of: str
    column: str
    times: float = 1.0
    """What the column is multiplied by, e.g. the peak of a load that is given per unit."""


def column_use(text: str) -> ColumnUse:
    """What `DEVICE=COLUMN` or `DEVICE=COLUMN*FACTOR` says.

    Raises:
        InputError: it says neither.

    >>> column_use("mill=load_area1*300")
    ColumnUse(of='mill', column='load_area1', times=300.0)
    """
    match = _USE.fullmatch(text.strip())
    times = _number(match["times"]) if match else None
    if match is None or times is None:
        raise InputError(
            "{text!r} doesn't say which column is for which device. "
            "Write DEVICE=COLUMN or DEVICE=COLUMN*FACTOR, e.g. mill=load_area1*300.",
            text=text,
        )
    return ColumnUse(of=match["device"], column=match["column"].strip(), times=times)


def _number(text: str | None) -> float | None:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return None


def columns_found(
    frame: pl.DataFrame, uses: Iterable[ColumnUse], *, park: ParkDocument, source: str
) -> Mapping[str, Series]:
    """The numbers of a table by device or boundary point, a row a value; NaN where a cell is empty.

    Args:
        frame: cells as the file has them.
        uses: which columns, beside those that are named after a device or a boundary point.
        park: whose devices and points are meant.
        source: the file's name, for findings.

    Raises:
        InputError: a column isn't there or holds no numbers, or none is for anything of the park.
    """
    told = tuple(uses)
    wanted = (*told, *_named_after_nodes(frame, park, besides={use.of for use in told}))
    if not wanted:
        raise InputError.of(_none_named(frame, source))
    missing = [use for use in wanted if use.column not in frame.columns]
    if missing:
        raise InputError.of(*(_no_column(use, frame, source) for use in missing))
    return {use.of: _numbers(frame, use, source) for use in wanted}


def _named_after_nodes(
    frame: pl.DataFrame, park: ParkDocument, *, besides: set[str]
) -> tuple[ColumnUse, ...]:
    known = (park.device_by_id.keys() | park.point_by_id.keys()) - besides
    return tuple(ColumnUse(of=name, column=name) for name in frame.columns if name in known)


def _numbers(frame: pl.DataFrame, use: ColumnUse, source: str) -> Series:
    found = to_numbers(frame[use.column], FileMap())
    if found.text.any():
        raise InputError.of(_no_number(use, frame, int(found.text.arg_max() or 0), source))
    values: Series = found.value.to_numpy().astype(np.float64) * use.times
    return values


def _none_named(frame: pl.DataFrame, source: str) -> Finding:
    return Finding(
        code="plan.no_column",
        place=source,
        problem_template="No column of {file} is named after a device or a point of the park.",
        remedy_template="Say which is for which: --column DEVICE=COLUMN. It has: {columns}.",
        data={"file": source, "columns": _columns(frame)},
    )


def _no_column(use: ColumnUse, frame: pl.DataFrame, source: str) -> Finding:
    return Finding(
        code="plan.no_column",
        place=source,
        problem_template="There is no column {column!r} in {file}.",
        remedy_template="It has: {columns}.",
        data={"file": source, "column": use.column, "columns": _columns(frame)},
    )


def _columns(frame: pl.DataFrame) -> str:
    """Their names; the number of the row, which readers add, is none of the file's."""
    return ", ".join(name for name in frame.columns if name != ROW)


def _no_number(use: ColumnUse, frame: pl.DataFrame, row: int, source: str) -> Finding:
    return Finding(
        code="plan.no_number",
        place=f"{source} {use.column}[{row}]",
        problem_template="{cell!r} in the column {column!r} is no number.",
        remedy_template="Correct the cell; leave it empty where the value is missing.",
        data={"cell": str(frame[use.column][row]), "column": use.column},
    )
