"""What a device finds around it in the simulation: weather, calendar, buses and its own chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.place import Bus
from zeropark.basis.timeline import Axis, Calendar
from zeropark.future.simulation.weather.chance import Series, stream
from zeropark.future.simulation.weather.weather import Weather


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world of one device during the simulated stretch."""

    weather: Weather
    """At the device's site."""
    buses: Mapping[str, Bus]
    latitude: float
    """Of the device's site, degrees."""
    on_call: frozenset[str]
    """The buses that devices take from and that no boundary point fills or empties: whoever
    makes their carrier must keep them level."""
    seed: int

    @property
    def axis(self) -> Axis:
        """The intervals to give a number for."""
        return self.weather.axis

    @property
    def calendar(self) -> Calendar:
        """Their local calendar."""
        return self.weather.calendar

    @property
    def hours(self) -> float:
        """The length of an interval: what turns kW into kWh."""
        return self.axis.step_hours

    def carrier(self, bus: str) -> str:
        """What flows on a bus."""
        return self.buses[bus].carrier

    def chance(self, device: str, what: str) -> np.random.Generator:
        """The device's own stream of randomness for one purpose."""
        return stream(self.seed, device, what)

    def constant(self, value: float) -> Series:
        """The same value in every interval."""
        return np.full(self.axis.count, value)

    def between(self, first_hour: float, last_hour: float) -> NDArray[np.bool_]:
        """Whether each interval starts in `[first, last)` of the local day, in hours."""
        minute = self.calendar.minute
        inside: NDArray[np.bool_] = (minute >= first_hour * 60) & (minute < last_hour * 60)
        return inside

    def heat_in_unit(self, bus: str, *, steam_kwh_per_t: float) -> float:
        """What one kWh of heat is in the unit of a heat or steam bus (kWh or t)."""
        return 1.0 / steam_kwh_per_t if self.carrier(bus) == "steam" else 1.0
