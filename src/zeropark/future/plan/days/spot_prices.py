"""A file of prices for a day: one price a step, checked for what such files have wrong."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers
from zeropark.future.plan.assembly.account import Series

_NAMES: Final = ("price_cny_per_kwh", "price")
_PER_MWH: Final = "price_cny_per_mwh"
_KWH_PER_MWH: Final = 1000.0
_CLOCK_CHANGES: Final = frozenset({23, 25, 92, 100})
"""Prices of a day on which clocks change: hours, and quarters of an hour."""


def spot_prices(
    frame: pl.DataFrame, axis: Axis, *, park: ParkDocument, source: str
) -> dict[str, Series]:
    """Prices by grid point, CNY per kWh, one a step; hourly ones are held.

    A column is named after a grid point, or `price_cny_per_kwh` (or `price_cny_per_mwh`) for the
    only one that there is.

    Args:
        frame: cells as the file has them, a row a step or an hour.
        axis: of the plan.
        park: whose grid points are meant.
        source: the file's name, for findings.

    Raises:
        InputError: no column tells prices, there are too many or too few, or one is missing.
    """
    return {
        point: _on_axis(_numbers(frame[column], source, column) * factor, axis, source, column)
        for point, column, factor in _columns(frame, park, source)
    }


def _columns(frame: pl.DataFrame, park: ParkDocument, source: str) -> list[tuple[str, str, float]]:
    grids = [at.id for at in park.boundary_points if at.kind == "public_grid"]
    named = [(grid, grid, 1.0) for grid in grids if grid in frame.columns]
    if named:
        return named
    told = [name for name in (*_NAMES, _PER_MWH) if name in frame.columns]
    if len(grids) == 1 and told:
        return [(grids[0], told[0], 1.0 / _KWH_PER_MWH if told[0] == _PER_MWH else 1.0)]
    raise InputError.of(
        Finding(
            code="day.no_price_column",
            place=source,
            problem_template="No column of {file} tells prices; it has {columns}.",
            remedy_template="Name a column price_cny_per_kwh or price_cny_per_mwh, or after a grid "
            "point: {grids}.",
            data={
                "file": source,
                "columns": ", ".join(frame.columns),
                "grids": ", ".join(grids) or "-",
            },
        )
    )


def _numbers(column: pl.Series, source: str, name: str) -> Series:
    read = to_numbers(column, FileMap()).value
    values: Series = read.fill_null(np.nan).to_numpy().astype(np.float64)
    missing = ~np.isfinite(values)
    if missing.any():
        first = int(missing.argmax())
        raise InputError.of(
            Finding(
                code="day.price_missing",
                place=f"{source} {name}[{first}]",
                problem_template="The price in row {row} of {file} is missing, and {count} in all.",
                remedy_template="Give a price for each step; a missing one is never zero.",
                data={"row": first + 1, "file": source, "count": int(missing.sum())},
                count=int(missing.sum()),
            )
        )
    return values


def _on_axis(values: Series, axis: Axis, source: str, column: str) -> Series:
    if values.size == axis.count:
        return values
    each, rest = divmod(axis.count, values.size)
    if not rest and values.size == round(axis.count * axis.step_hours):
        held: Series = np.repeat(values, each)
        return held
    raise InputError.of(_wrong_count(values.size, axis, source, column))


def _wrong_count(got: int, axis: Axis, source: str, column: str) -> Finding:
    clocks = got in _CLOCK_CHANGES
    remedy = (
        "It looks like a day on which clocks change. China has no summer time: take the series in "
        "UTC and cut it at local midnight, +08:00."
        if clocks
        else "Give one price for each step, or for each hour."
    )
    return Finding(
        code="day.price_count",
        place=f"{source} {column}",
        problem_template="{file} has {got} prices; the plan over {period} has {wanted} steps.",
        remedy_template=remedy,
        data={"file": source, "got": got, "wanted": axis.count, "period": axis.period.name},
    )
