"""Columns of a table as given series: what was measured, in place of what is simulated.

The rows are the steps of the plan's stretch in order, by the hour or by the quarter hour. A plant's
column says what share of its capacity it could give, a load's at which rate it takes (kW, t/h), a
boundary point's what a unit costs there (CNY).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.columns import ColumnUse, columns_found
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.years.plan import Series


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
    columns = columns_found(frame, uses, park=park, source=source)
    found = {of: _by_step(values, axis.count) for of, values in columns.items()}
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


def _by_step(values: Series, count: int) -> Series:
    """Values averaged or held so that there is one per step, where the lengths are multiples."""
    rows = values.size
    if rows > count and rows % count == 0:
        mean: Series = values.reshape(count, rows // count).mean(axis=1)
        return mean
    return np.repeat(values, count // rows) if rows and count % rows == 0 else values
