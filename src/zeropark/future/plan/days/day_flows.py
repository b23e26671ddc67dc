"""A kept plan of a day as flows and arrays again."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.day_text import AxisLine, DayLine, Numbers

_MINUTE = timedelta(minutes=1)


def axis_of_line(line: AxisLine) -> Axis:
    """The steps of a document."""
    return Axis(line.start, line.step_min * _MINUTE, line.steps)


def series_of(numbers: Numbers) -> Series:
    """Numbers of a document; NaN where one is missing."""
    return np.array([np.nan if each is None else each for each in numbers], dtype=np.float64)


def flows_of_day(day: DayLine) -> Flows:
    """Its flows, as planned."""
    quality = int(Quality.GENERATED) if day.generated else 0
    quantity = np.array([series_of(flow.quantity) for flow in day.flows])
    quantity = quantity.reshape(len(day.flows), day.axis.steps)
    return Flows(
        park=day.park,
        axis=axis_of_line(day.axis),
        links=tuple(_link(flow.id) for flow in day.flows),
        quantity=quantity,
        quality=np.full(quantity.shape, quality, dtype=np.uint8),
        kind=np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
    )


def _link(id_: str) -> FlowLink:
    carrier, _, ends = id_.partition(":")
    source, _, sink = ends.partition(">")
    return FlowLink(carrier, source, sink)
