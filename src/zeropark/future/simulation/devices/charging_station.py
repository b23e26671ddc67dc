"""Charging or swap station: commuters by day, trucks around the clock."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.future.simulation.profiles import scaled_to
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series

# Drawn power by local hour over the day's mean; cars are plugged in at work and after shopping,
# trucks swap around the clock.
_CAR_BY_HOUR: Final = tuple(
    float(share)
    for share in [
        "0.3",
        "0.2",
        "0.15",
        "0.1",
        "0.1",
        "0.15",
        "0.3",
        "0.6",
        "1.0",
        "1.0",
        "0.9",
        "0.9",
        "1.1",
        "1.0",
        "0.8",
        "0.7",
        "0.7",
        "0.8",
        "1.0",
        "1.0",
        "0.9",
        "0.7",
        "0.6",
        "0.4",
    ]
)
_TRUCK_BY_HOUR: Final = tuple(
    float(share)
    for share in [
        "0.9",
        "0.9",
        "0.8",
        "0.7",
        "0.6",
        "0.6",
        "0.7",
        "0.8",
        "0.9",
        "1.0",
        "1.0",
        "1.1",
        "1.1",
        "1.1",
        "1.0",
        "1.0",
        "0.9",
        "0.8",
        "0.8",
        "0.8",
        "0.9",
        "1.0",
        "1.0",
        "0.9",
    ]
)


def roles(device: ChargingStation, around: Surroundings) -> tuple[Role, ...]:
    """A random number of sessions at every time; the day's mean sale is the document's."""
    by_hour = np.asarray(_CAR_BY_HOUR if device.service == "car" else _TRUCK_BY_HOUR)
    expected = by_hour[around.calendar.minute // 60]
    mean_share = device.energy_kwh_per_day / (24.0 * device.capacity_kw)
    busy = _sessions(device, around, expected * mean_share)
    drawn = device.capacity_kw * around.hours * scaled_to(busy, mean=mean_share)
    return (Fixed(flows={"electricity_from": drawn}),)


def _sessions(device: ChargingStation, around: Surroundings, share: Series) -> Series:
    """Points in use over all points: a binomial draw of each interval, held for an hour's mean."""
    rng = around.chance(device.id, "sessions")
    drawn = rng.binomial(device.points, np.clip(share, 0.0, 1.0)) / device.points
    held: Series = np.convolve(drawn, np.full(4, 0.25), mode="full")[: drawn.size]
    return held
