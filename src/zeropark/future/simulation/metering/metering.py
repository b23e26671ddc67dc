"""Metering: from true flows to what the park's meters would say of them.

A meter has an error of its own, a little noise, a smallest step, a unit, a ratio, and a delay
until the system knows. Meters of one park differ, each the same for the same seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor, log10
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.timeline import Instants, to_array
from zeropark.basis.units import unit
from zeropark.facts.readings.aligned import ChannelId
from zeropark.future.simulation.metering.record import Record
from zeropark.future.simulation.weather.chance import Series, stream
from zeropark.future.simulation.year import SimulatedYear

BIAS_SHARE: Final[Mapping[str, float]] = MappingProxyType(
    {"gauge": 0.002, "interval": 0.0015, "cumulative": 0.001}
)
"""Spread of a meter's own constant error, by kind of channel: within class 0.5."""
NOISE_SHARE: Final[Mapping[str, float]] = MappingProxyType(
    {"gauge": 0.003, "interval": 0.0005, "cumulative": 0.0}
)
"""Spread of the error that differs from reading to reading; a register has none, it adds up."""
_DIGITS: Final = 5
"""Of a rate or an interval amount, counted from its largest value."""
_FINE_STEP: Final = 1e-4
_COARSE_STEP: Final = 1e-2
"""Smallest step of a register: four decimals behind instrument transformers, else two."""
NOTHING_SHOWN: Final[Mapping[ChannelId, float]] = MappingProxyType({})
_YEARS_IN_SERVICE: Final = 4.0
"""At most, before the axis begins; a register starts at what it counted in that time."""


def records_of(
    year: SimulatedYear, park: ParkDocument, *, shown: Mapping[ChannelId, float] = NOTHING_SHOWN
) -> Iterator[Record]:
    """What every channel of every meter said, without flaws, in the order of the document.

    `shown` is what registers show when the axis begins; one that is not named is in service for
    some years by then.
    """
    for meter in park.meters:
        for channel in meter.channels:
            yield _record(year, park, meter, channel, shown.get(ChannelId(meter.id, channel.id)))


def true_amount(year: SimulatedYear, park: ParkDocument, meter: Meter, channel: Channel) -> Series:
    """What truly flowed past a channel per interval, in the inside unit of the carrier."""
    if channel.direction == "forward":
        return year.flow(meter.source, meter.sink)
    if channel.direction == "reverse":
        return year.flow(meter.sink, meter.source)
    plant = meter.sink if meter.source in park.bus_by_id else meter.source
    return year.available(plant)


def smallest_step(channel: Channel) -> float:
    """What the last digit of a register stands for, in the channel's own unit."""
    return _FINE_STEP if channel.ratio > 1.0 else _COARSE_STEP


def _record(
    year: SimulatedYear,
    park: ParkDocument,
    meter: Meter,
    channel: Channel,
    shown: float | None,
) -> Record:
    amount = true_amount(year, park, meter, channel)
    rng = stream(year.seed, "meter", meter.id)
    # What a plant could have given is computed from its meter: same error, no noise of its own.
    kind = meter.channels[0].kind if channel.direction == "available" else channel.kind
    bias = 1.0 + BIAS_SHARE[kind] * float(np.clip(rng.standard_normal(), -2, 2))
    delay = np.timedelta64(int(rng.integers(20, 180)), "s")
    noise = stream(year.seed, "noise", meter.id, channel.id)
    if channel.kind == "cumulative":
        at, value = _register(year, amount * bias, channel, noise, shown)
        start = end = at
    else:
        value = _rates(year, amount * bias, channel, noise)
        start = year.axis.starts()
        end = start if channel.kind == "gauge" else start + np.timedelta64(year.axis.step)
    known_at = end + delay.astype("timedelta64[us]")
    return Record(ChannelId(meter.id, channel.id), channel, start, end, value, known_at)


def _rates(
    year: SimulatedYear, amount: Series, channel: Channel, rng: np.random.Generator
) -> Series:
    """Interval amounts, or the mean rates that a gauge holds for its interval."""
    per_unit = unit(channel.unit).factor * channel.ratio
    if channel.kind == "gauge":
        per_unit *= year.axis.step_hours
    exact = amount / per_unit
    spread = 0.0 if channel.direction == "available" else NOISE_SHARE[channel.kind]
    noisy = exact * (1.0 + spread * np.clip(rng.standard_normal(amount.size), -3, 3))
    return _stepped(noisy)


def _stepped(value: Series) -> Series:
    """Rounded to so many digits of the largest value; zero stays zero."""
    largest = float(value.max(initial=0.0))
    if largest <= 0.0:
        return value
    decimals = _DIGITS - 1 - floor(log10(largest))
    return np.round(value, decimals)


def _register(
    year: SimulatedYear,
    amount: Series,
    channel: Channel,
    rng: np.random.Generator,
    shown_first: float | None,
) -> tuple[Instants, Series]:
    """A register read at the start and then at every interval's end, cut off to its last digit.

    It does not roll over within the axis if its size allows that.
    """
    step = smallest_step(channel)
    turned = np.concatenate([[0.0], np.cumsum(amount)])
    turned /= unit(channel.unit).factor * channel.ratio
    full = channel.rollover_at or 10.0 ** (floor(log10(max(float(turned[-1]), 1.0))) + 2)
    room = max(full - float(turned[-1]) - step, 0.0)
    served = (0.2 + _YEARS_IN_SERVICE * float(rng.random())) * float(turned[-1])
    first = min(served, 0.9 * room) if shown_first is None else shown_first
    shown = first + turned
    if channel.rollover_at is not None:
        shown = np.mod(shown, channel.rollover_at)
    at = np.append(year.axis.starts(), to_array(year.axis.period.end))
    # A hair more than nothing, so that 3 steps read as 3 and not as 2.9999….
    whole = np.floor(shown / step + 1e-6)
    return at, np.round(whole * step, 4)
