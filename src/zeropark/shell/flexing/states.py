"""The resources of a programme as a call finds them, and the feeders around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import PSEUDO, Flows
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.quarters import quarter_axis
from zeropark.facts.ledger.sums import ELECTRICITY, rows_where
from zeropark.future.flexibility.readiness import Ready, ready
from zeropark.future.flexibility.rooms import Rooms, members, rooms
from zeropark.shell.flexing.kept import Kept, promised_elsewhere
from zeropark.shell.flexing.known import able, expected
from zeropark.shell.flexing.rulings import plant_of
from zeropark.shell.ports.books import BooksStore


def states_of(
    call: Call, *, park: ParkDocument, books: BooksStore, there: Kept, at: datetime
) -> list[Ready]:
    """What each resource of the call's programme and direction can do, told now."""
    plant = plant_of(park)
    resources = [
        each for each in plant.resources_of(call.programme) if each.direction == call.direction
    ]
    can = able(park, books, quarter_axis(call.axis.period).period)
    by_id = {each.resource: each for each in can.resources}
    past = there.past(plant, but=call.id)
    sold = promised_elsewhere(there.promises, plant, programme=call.programme)
    return [
        ready(
            each,
            axis=call.axis,
            at=at,
            past=past,
            promised=tuple(p for p in sold if _shared(plant.resource_by_id[p.resource], each)),
            foreseen=by_id[each.id].held(call.axis),
        )
        for each in resources
    ]


def rooms_of(
    call: Call, states: Sequence[Ready], *, park: ParkDocument, books: BooksStore
) -> Rooms:
    """What the feeders leave, by what their devices are expected to draw."""
    loads = {}
    if park.feeders:
        flows = expected(books, quarter_axis(call.axis.period), park=park.id)
        loads = {
            each.id: _load_kw(flows, members(park, each.id), call.axis) for each in park.feeders
        }
    return rooms(
        park,
        [state.resource for state in states],
        direction=call.direction,
        steps=call.axis.count,
        load_kw=loads,
    )


def _shared(one: Resource, other: Resource) -> bool:
    return one.direction == other.direction and bool(set(one.devices) & set(other.devices))


def _load_kw(flows: Flows, on_it: frozenset[str], axis: Axis) -> NDArray[np.float64]:
    """The net draw of devices in the steps of a call; what is not known counts as nothing."""
    into = rows_where(flows, lambda at: at.carrier == ELECTRICITY and at.sink in on_it)
    out = rows_where(
        flows,
        lambda at: at.carrier == ELECTRICITY and at.source in on_it and at.sink not in PSEUDO,
    )
    hours = flows.axis.step_hours
    net = (np.nansum(flows.quantity[into], axis=0) - np.nansum(flows.quantity[out], axis=0)) / hours
    at = np.clip(flows.axis.position(axis.starts()), 0, flows.axis.count - 1)
    load: NDArray[np.float64] = net[at]
    return load
