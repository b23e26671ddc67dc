"""Histories from a park's readings: what loads took and plants could give, and when that was known.

The readings are cleaned and aligned as a closing does it, and nothing is filled: a forecast lives
with gaps. An interval is known when the last reading that it is made of was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import MICROSECOND, Axis, Instants
from zeropark.facts.ledger.balance.balance import balance
from zeropark.facts.ledger.derive import flows_of
from zeropark.facts.ledger.flow import CURTAILED, Flows
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.cleaning.clean import clean
from zeropark.facts.readings.reading import Readings
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import LOADS, Target

_NEVER: Final = np.datetime64(0, "us")
_LONGEST: Final = timedelta(days=2)
"""A register that is read more rarely says nothing of an interval."""


def histories_from(
    readings: Readings, *, park: ParkDocument, axis: Axis, delay: timedelta | None
) -> Mapping[Target, History]:
    """The histories of all loads and plants whose own flow the readings tell.

    Args:
        readings: what the meters said.
        park: its document.
        axis: the intervals, of a quarter of an hour.
        delay: how long after its end each interval is assumed to be known; None: when its
            readings were known. A reading that was corrected counts from its correction.
    """
    aligned = align(clean(readings, park=park).readings, park=park, axis=axis)
    if not aligned.channels:
        return {}
    balanced = balance(flows_of(aligned, park=park), park=park)
    known = None if delay is not None else _known_at(readings, axis)
    found: dict[Target, History] = {}
    for target, values in _series(park, balanced.flows, balanced.residual):
        if np.isfinite(values).any():
            found[target] = _history(values, axis, delay, known)
    return found


def _history(
    values: Series, axis: Axis, delay: timedelta | None, known: Instants | None
) -> History:
    if known is None:
        return History.delayed(axis, values, delay=delay or timedelta(0))
    there = np.flatnonzero(np.isfinite(values) & (known > _NEVER))
    return History.of(axis, there, values[there], known[there])


def _series(park: ParkDocument, *books: Flows) -> Iterator[tuple[Target, Series]]:
    """What each load took, and what share of its capacity each plant could give."""
    for device in park.devices:
        if isinstance(device, Pv | Wind):
            yield Target("availability", device.id), _share(device, books)
        elif device.kind in LOADS:
            yield Target("load", device.id), _taken(device, park, books)


def _share(plant: Pv | Wind, books: tuple[Flows, ...]) -> Series:
    gave = _sum(books, source=plant.id, carrier="electricity", but=CURTAILED)
    turned_away = _sum(books, source=plant.id, carrier="electricity", only=CURTAILED)
    could = gave + np.nan_to_num(turned_away)
    share: Series = np.clip(could / (plant.capacity_kw * books[0].axis.step_hours), 0.0, 1.0)
    return share


def _taken(device: AnyDevice, park: ParkDocument, books: tuple[Flows, ...]) -> Series:
    port = next((each for each in device.ports() if each.port.into), None)
    if port is None:
        return np.full(books[0].axis.count, np.nan)
    return _sum(books, sink=device.id, carrier=park.bus_by_id[port.bus].carrier)


def _sum(
    books: tuple[Flows, ...],
    *,
    carrier: str,
    source: str | None = None,
    sink: str | None = None,
    but: str | None = None,
    only: str | None = None,
) -> Series:
    """The sum of the links that match; missing where one of them is, or where there is none."""
    rows = [
        flows.quantity[row]
        for flows in books
        for row in flows.rows(carrier=carrier, source=source, sink=sink)
        if (only is None or flows.links[row].sink == only)
        and (but is None or flows.links[row].sink != but)
    ]
    if not rows:
        return np.full(books[0].axis.count, np.nan)
    total: Series = np.sum(rows, axis=0)
    return total


def _known_at(readings: Readings, axis: Axis) -> Instants:
    """When the last reading of each interval was known, of all meters; `_NEVER` where none is.

    By all meters, for what a device takes may be what is left of all others.
    """
    spans = _spans(readings.frame)
    first = axis.position(spans["start"].to_numpy())
    ends: Instants = (spans["end"] - MICROSECOND).to_numpy()
    last = axis.position(ends) + 1
    known = spans["known_at"].to_numpy().astype(np.int64)
    count = np.maximum(last - first, 0)
    cell = np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
    inside = (cell >= 0) & (cell < axis.count)
    found = np.zeros(axis.count, dtype=np.int64)
    np.maximum.at(found, cell[inside], np.repeat(known, count)[inside])
    return found.astype("datetime64[us]")


def _spans(frame: pl.DataFrame) -> pl.DataFrame:
    """From and to of what each reading tells: a register, of the time since the one before."""
    ordered = frame.select("meter", "channel", "start", "end", "known_at").sort(
        "meter", "channel", "end"
    )
    before = pl.col("end").shift(1).over("meter", "channel")
    start = pl.when(pl.col("start") < pl.col("end")).then("start").otherwise(before)
    spans = ordered.with_columns(start=start).drop_nulls()
    return spans.filter(pl.col("end") - pl.col("start") <= _LONGEST)
