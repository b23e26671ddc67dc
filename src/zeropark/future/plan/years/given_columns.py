"""Columns of a table as given series: what was measured, in place of what is simulated.

The rows are the steps of the plan's stretch in order, by the hour or by the quarter hour. A plant's
column says what share of its capacity it could give, a load's at which rate it takes (kW, t/h), a
boundary point's what a unit costs there (CNY).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers
from zeropark.facts.readings.accepting.raw import ROW
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.years.plan import Series

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given of a year."""

    series: GivenSeries = field(default_factory=GivenSeries)
    """Availability of plants and what loads take, by device."""
    prices: Mapping[str, Series] = field(default_factory=dict)
    """CNY per unit in each step, by boundary point."""


def given_series(
    frame: pl.DataFrame,
    uses: Iterable[ColumnUse],
    *,
    park: ParkDocument,
    axis: Axis,
    source: str,
) -> Given:
    """The series of a table, one value per step of the plan; a gap in it is NaN.

    A table by quarter hours is averaged for a plan by hours, and one by hours held for a plan by
    quarter hours. One of another length is left as it is, for `check_given` to tell.

    Args:
        frame: cells as the file has them.
        uses: which columns, beside those that are named after a device or a boundary point.
        park: whose devices and points are meant.
        axis: of the plan.
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
    found = {use.of: _column(frame, use, axis, source) for use in wanted}
    plants = {device.id for device in park.devices if isinstance(device, Wind | Pv)}
    prices = {of: values for of, values in found.items() if of in park.point_by_id}
    return Given(
        series=GivenSeries(
            availability={of: values for of, values in found.items() if of in plants},
            load={
                of: values * axis.step_hours
                for of, values in found.items()
                if of not in plants and of not in prices
            },
        ),
        prices=prices,
    )


def told_as(given: Given) -> Mapping[str, Series]:
    """Given series under the names that a plan keeps them by."""
    kinds = {
        "availability": given.series.availability,
        "load": given.series.load,
        "price": given.prices,
    }
    return {
        f"{kind}.{of}": np.asarray(values)
        for kind, series in kinds.items()
        for of, values in series.items()
    }


def given_of(told: Mapping[str, Series]) -> Given:
    """Given series from a plan that keeps them."""

    def of_kind(kind: str) -> Mapping[str, Series]:
        start = f"{kind}."
        return {name.removeprefix(start): v for name, v in told.items() if name.startswith(start)}

    series = GivenSeries(availability=of_kind("availability"), load=of_kind("load"))
    return Given(series=series, prices=of_kind("price"))


def _named_after_nodes(
    frame: pl.DataFrame, park: ParkDocument, *, besides: set[str]
) -> tuple[ColumnUse, ...]:
    known = (park.device_by_id.keys() | park.point_by_id.keys()) - besides
    return tuple(ColumnUse(of=name, column=name) for name in frame.columns if name in known)


def _column(frame: pl.DataFrame, use: ColumnUse, axis: Axis, source: str) -> Series:
    found = to_numbers(frame[use.column], FileMap())
    if found.text.any():
        raise InputError.of(_no_number(use, frame, int(found.text.arg_max() or 0), source))
    values = found.value.to_numpy().astype(np.float64) * use.times
    return _by_step(values, axis.count)


def _by_step(values: Series, count: int) -> Series:
    """Values averaged or held so that there is one per step, where the lengths are multiples."""
    rows = values.size
    if rows > count and rows % count == 0:
        mean: Series = values.reshape(count, rows // count).mean(axis=1)
        return mean
    return np.repeat(values, count // rows) if rows and count % rows == 0 else values


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
