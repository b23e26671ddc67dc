"""Given series of prices, such as those of a spot market: checked before anything is priced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.plan.assembly.account import Series


def check_prices(park: ParkDocument, axis: Axis, prices: Mapping[str, Series]) -> Iterator[Finding]:
    """What is wrong with series of prices by boundary point: unknown points, lengths, gaps."""
    for point, series in prices.items():
        place = f"prices.{point}"
        missing = ~np.isfinite(series)
        if point not in park.point_by_id:
            yield _no_point(place, point)
        elif series.shape != (axis.count,):
            yield _wrong_length(place, point, series.size, axis.count)
        elif missing.any():
            yield _gap(place, point, axis, int(missing.argmax()), int(missing.sum()))


def _no_point(place: str, point: str) -> Finding:
    return Finding(
        code="plan.price_without_point",
        place=place,
        problem_template="There is no boundary point {point!r} that a series of prices could be "
        "for.",
        remedy_template="Use the id of a boundary point of the park.",
        data={"point": point},
    )


def _wrong_length(place: str, point: str, got: int, wanted: int) -> Finding:
    return Finding(
        code="plan.price_length",
        place=place,
        problem_template="The series of {point} has {got} prices; the plan has {wanted} steps.",
        remedy_template="Give one price for each step.",
        data={"point": point, "got": got, "wanted": wanted},
    )


def _gap(place: str, point: str, axis: Axis, first: int, count: int) -> Finding:
    local = str(axis.local_starts()[first].astype("datetime64[m]")).replace("T", " ")
    return Finding(
        code="plan.price_gap",
        place=f"{place}[{first}]",
        problem_template="The price of {point} at {local} is missing, and {count} in all.",
        remedy_template="Give a price for each step; a missing one is never zero.",
        data={"point": point, "local": local, "count": count},
        count=count,
    )
