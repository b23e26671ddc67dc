"""Numbers in texts: takes cells as a file has them, gives floats and says which are none.

A comma is never guessed to be a decimal or a thousands sign: only the map says so, else the
cell is no number.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zeropark.facts.readings.accepting.mapping import FileMap


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column read as numbers; the three series are of one length."""

    value: pl.Series
    """Float64, null where there is no finite number."""
    missing: pl.Series
    """True where the cell says that there is no value."""
    text: pl.Series
    """True where the cell says something, but no finite number."""


def to_numbers(cells: pl.Series, how: FileMap) -> Numbers:
    """A column of texts or numbers as Float64."""
    if cells.dtype == pl.String:
        return _from_text(cells, how)
    if cells.dtype.is_numeric() or cells.dtype == pl.Null:
        return _finite(cells.cast(pl.Float64), missing=cells.is_null())
    return _from_text(cells.cast(pl.String), how)


def _from_text(cells: pl.Series, how: FileMap) -> Numbers:
    plain = cells.cast(pl.Float64, strict=False) if how.decimal == "." else None
    if plain is not None and plain.null_count() == 0:
        return _finite(plain, missing=cells.is_null())
    stripped = cells.str.strip_chars(" \t\u3000\u00a0")
    missing = cells.is_null() | stripped.is_in(list(how.missing))
    return _finite(_digits(stripped, how).cast(pl.Float64, strict=False), missing=missing)


def _digits(cells: pl.Series, how: FileMap) -> pl.Series:
    """The texts as Python writes numbers, where the map says what comma and point mean."""
    if how.thousands is not None:
        grouped = cells.str.contains(_grouped(how.thousands, how.decimal))
        bare = cells.str.replace_all(how.thousands, "", literal=True)
        cells = bare.zip_with(grouped, cells)
    if how.decimal == ",":
        # A point left over is no decimal sign here: '1.5' must not pass as one and a half.
        cells = cells.str.replace_all(".", "x", literal=True)
        cells = cells.str.replace(",", ".", literal=True)
    return cells


def _grouped(thousands: str, decimal: str) -> str:
    group = "\\" + thousands if thousands != " " else "[ \u00a0\u202f]"
    return rf"^[+-]?\d{{1,3}}(?:{group}\d{{3}})+(?:\{decimal}\d+)?$"


def _finite(value: pl.Series, *, missing: pl.Series) -> Numbers:
    finite = value.is_finite().fill_null(value=False)
    nan = value.is_nan().fill_null(value=False)
    if nan.any():  # a NaN in a numeric column is how Parquet and pandas say missing
        missing = missing | nan
    if finite.all():
        return Numbers(value, missing, ~finite)
    empty = pl.Series(value.name, [None], dtype=pl.Float64)
    return Numbers(value.zip_with(finite & ~missing, empty), missing, ~finite & ~missing)
