"""How each kind of device can be moved: by its store, its range, or its flexibility."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.moved_power import span_kw
from zeropark.facts.ledger.flow import PSEUDO, Flows
from zeropark.facts.ledger.sums import ELECTRICITY, rows_where, summed
from zeropark.future.flexibility.moved_range import MovedRange
from zeropark.future.flexibility.moved_store import MovedStore

Series = NDArray[np.float64]
_HOUR_MIN = 60.0


def moved_device(
    device: Device, flows: Flows, *, contents_kwh: Mapping[str, float]
) -> MovedRange | MovedStore | None:
    """How a device can be moved from what it would do; None where its kind is not estimated.

    Args:
        device: of the park.
        flows: planned or expected.
        contents_kwh: what is in stores at the start, as far as it is known.
    """
    taken, given = _powers(device.id, flows)
    if isinstance(device, Battery | LongStorage):
        return _store(device, taken, given, contents_kwh.get(device.id))
    draw = taken - given
    if isinstance(device, Electrolyser):
        least = device.min_load_share * device.capacity_kw
        running = draw >= least
        return MovedRange(
            draw_kw=draw,
            lowest_kw=np.where(running, least, draw),
            highest_kw=np.where(running, device.capacity_kw, draw),
        )
    if isinstance(device, Pv | Wind):
        return MovedRange(draw_kw=draw, lowest_kw=draw, highest_kw=np.zeros(draw.size))
    flexible: Flexibility | None = getattr(device, "flexibility", None)
    return None if flexible is None else _flexible(device, flexible, draw)


def _powers(device: str, flows: Flows) -> tuple[Series, Series]:
    """What it takes and gives, kW."""
    taken = rows_where(flows, lambda at: at.carrier == ELECTRICITY and at.sink == device)
    given = rows_where(
        flows,
        lambda at: at.carrier == ELECTRICITY and at.source == device and at.sink not in PSEUDO,
    )
    if not taken.size and not given.size:
        unknown = np.full(flows.axis.count, np.nan)
        return unknown, unknown
    hours = flows.axis.step_hours
    return summed(flows, taken) / hours, summed(flows, given) / hours


def _store(
    device: Battery | LongStorage, taken: Series, given: Series, start_kwh: float | None
) -> MovedStore:
    if isinstance(device, Battery):
        charge_kw = discharge_kw = device.power_kw
    else:
        charge_kw, discharge_kw = device.charge_kw, device.discharge_kw
    return MovedStore(
        taken_kw=taken,
        given_kw=given,
        charge_kw=charge_kw,
        discharge_kw=discharge_kw,
        lowest_kwh=device.min_soc_share * device.capacity_kwh,
        highest_kwh=device.max_soc_share * device.capacity_kwh,
        efficiency=device.round_trip_efficiency,
        start_kwh=start_kwh,
    )


def _flexible(device: Device, flexible: Flexibility, draw: Series) -> MovedRange:
    """What may be shed or added of the present load; never below the least nor above the size."""
    least_share = getattr(device, "min_load_share", 0.0)
    size = span_kw(device)
    lowest = (1.0 - flexible.down_share) * draw
    highest = (1.0 + flexible.up_share) * draw
    if size is not None:
        floor = np.minimum(draw, least_share * size)
        lowest = np.maximum(lowest, floor)
        highest = np.minimum(highest, np.maximum(draw, size))
    hours = flexible.max_duration_h
    return MovedRange(
        draw_kw=draw,
        lowest_kw=lowest,
        highest_kw=highest,
        longest_min=None if hours is None else hours * _HOUR_MIN,
    )
