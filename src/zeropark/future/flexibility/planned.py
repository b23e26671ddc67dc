"""A plan of a day as flows and as what its stores hold at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.flexibility.moved_store import inside_kw
from zeropark.future.plan.days.day_text import DayLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """What a day will be by its plan."""

    flows: Flows
    contents_kwh: Mapping[str, float]
    """Of each electricity store, at the start."""


def planned_day(line: DayLine, park: ParkDocument, period: Period) -> PlannedDay:
    """A kept plan of a day, for what can be moved over a period of it.

    Raises:
        MissingDataError: it is another park's, in other steps, or does not hold the period.
    """
    told = line.axis
    step = timedelta(minutes=told.step_min)
    axis = Axis(told.start, step, told.steps)
    inside = axis.start <= period.start and period.end <= axis.period.end
    if line.park != park.id or step != QUARTER_HOUR or not inside:
        raise MissingDataError(
            "The plan is no plan of {park} in quarter-hours that holds {period}. Plan that day: "
            "zeropark plan day FOLDER --date DAY.",
            park=park.id,
            period=period,
        )
    quantity = np.array([each.quantity for each in line.flows], dtype=np.float64)
    plain = np.zeros(quantity.shape, dtype=np.uint8)
    links = tuple(_link(each.id) for each in line.flows)
    flows = Flows(park.id, axis, links, quantity, plain, plain + Kind.PLANNED)
    held = {store: each[0] for store, each in line.contents.items() if each}
    return PlannedDay(
        flows=flows,
        contents_kwh={
            store: _start_kwh(park, flows, store, content)
            for store, content in held.items()
            if content is not None
            and isinstance(park.device_by_id.get(store), Battery | LongStorage)
        },
    )


def _link(link_id: str) -> FlowLink:
    """`carrier:source>sink` as a link."""
    carrier, _, way = link_id.partition(":")
    source, _, sink = way.partition(">")
    return FlowLink(carrier, source, sink)


def _start_kwh(park: ParkDocument, flows: Flows, store: str, after_kwh: float) -> float:
    """What is in a store before the first step; a plan tells it after, above what must stay."""
    device = park.device_by_id[store]
    if not isinstance(device, Battery | LongStorage):
        return after_kwh
    taken = flows.quantity[flows.rows(carrier="electricity", sink=store), 0].sum()
    given = flows.quantity[flows.rows(carrier="electricity", source=store), 0].sum()
    net_kw = np.array([taken - given]) / flows.axis.step_hours
    change = inside_kw(net_kw, device.round_trip_efficiency) * flows.axis.step_hours
    return device.min_soc_share * device.capacity_kwh + after_kwh - float(change[0])
