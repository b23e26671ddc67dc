"""Flaws: what goes wrong between a meter and the system, at a low rate, by seed.

Each flaw is a function from a record to a record. A year has a few of each, on channels that
chance picks, so that cleaning, filling and corrections have work to do; together they touch
about half a per cent of the readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.basis.units import unit
from zeropark.facts.readings.aligned import ChannelId
from zeropark.future.simulation.metering.record import Record
from zeropark.future.simulation.weather.chance import stream

Flaw = Callable[[Record, np.random.Generator], Record]

_HOUR: Final = 4
_DAY: Final = 96


@dataclass(frozen=True, slots=True)
class Happened:
    """Which flaw a channel has: for tests and for the page that says what was generated."""

    channel: ChannelId
    flaw: str


def lost_hours(record: Record, rng: np.random.Generator) -> Record:
    """Communication fails two or three times, for one to eight hours each."""
    keep = np.ones(len(record), dtype=np.bool_)
    for _ in range(int(rng.integers(2, 4))):
        first = _somewhere(record, rng, length=8 * _HOUR)
        keep[first : first + int(rng.integers(_HOUR, 8 * _HOUR))] = False
    return record.taken(keep)


def late_days(record: Record, rng: np.random.Generator) -> Record:
    """A day's readings are learnt one to three days later, all of them."""
    first = _somewhere(record, rng, length=_DAY)
    by = np.zeros(len(record), dtype="timedelta64[us]")
    by[first : first + _DAY] = np.timedelta64(int(rng.integers(24, 72)), "h")
    return record.known_later(by)


def spike(record: Record, rng: np.random.Generator) -> Record:
    """One reading is fifteen times the largest."""
    value = record.value.copy()
    value[_somewhere(record, rng, length=1)] = 15.0 * max(float(value.max()), 1.0)
    return record.saying(value)


def stuck(record: Record, rng: np.random.Generator) -> Record:
    """A transducer repeats its value for six to twelve hours."""
    length = int(rng.integers(6 * _HOUR, 12 * _HOUR))
    first = _busy(record, rng, length=length)
    value = record.value.copy()
    value[first : first + length] = value[first]
    return record.saying(value)


def unit_slip(record: Record, rng: np.random.Generator) -> Record:
    """Eight hours are told in a unit a thousand times smaller."""
    first = _busy(record, rng, length=8 * _HOUR)
    value = record.value.copy()
    value[first : first + 8 * _HOUR] *= 1000.0
    return record.saying(value)


def twice(record: Record, rng: np.random.Generator) -> Record:
    """Half a day is sent again, word for word."""
    first = _somewhere(record, rng, length=12 * _HOUR)
    rows = np.arange(len(record))
    return record.taken(np.insert(rows, first + 12 * _HOUR, rows[first : first + 12 * _HOUR]))


def clock_step(record: Record, rng: np.random.Generator) -> Record:
    """For six hours the meter's clock is an hour ahead; then it is set right."""
    first = _somewhere(record, rng, length=6 * _HOUR)
    by = np.zeros(len(record), dtype="timedelta64[us]")
    by[first : first + 6 * _HOUR] = np.timedelta64(1, "h")
    return record.shifted(by)


def exchanged(record: Record, rng: np.random.Generator) -> Record:
    """The meter is replaced by a new one whose register begins at zero."""
    first = _somewhere(record, rng, length=len(record) // 2)
    value = record.value.copy()
    value[first:] -= value[first]
    return record.saying(value)


def rolled_over(record: Record, rng: np.random.Generator) -> Record:
    """The register passes its last digit somewhere within the year."""
    full = record.channel.rollover_at
    if full is None:
        return record
    turned = float(record.value[-1] - record.value[0])
    begin = full - turned * float(rng.uniform(0.3, 0.7))
    return record.saying(np.mod(record.value - record.value[0] + begin, full))


def corrected(record: Record, rng: np.random.Generator) -> Record:
    """A day is told a tenth too low and put right ten days later: both stand in the record."""
    first = _busy(record, rng, length=_DAY)
    rows = slice(first, first + _DAY)
    right = record.taken(np.arange(first, first + _DAY))
    wrong = record.value.copy()
    wrong[rows] *= 0.9
    later = right.known_later(np.full(_DAY, np.timedelta64(10, "D"), dtype="timedelta64[us]"))
    return _joined(record.saying(wrong), later)


# Which flaw, on which kinds of channel, on one channel in how many (at least on one).
_PLAN: Final[tuple[tuple[Flaw, tuple[str, ...], int], ...]] = (
    (rolled_over, ("cumulative",), 1000),
    (exchanged, ("cumulative",), 1000),
    (corrected, ("interval",), 1000),
    (unit_slip, ("interval",), 1000),
    (clock_step, ("interval",), 1000),
    (stuck, ("gauge",), 6),
    (spike, ("gauge", "interval"), 25),
    (late_days, ("cumulative", "interval", "gauge"), 20),
    (twice, ("cumulative", "interval"), 20),
    (lost_hours, ("cumulative", "interval", "gauge"), 5),
)


def planned(records: Iterable[Record], *, seed: int) -> tuple[Happened, ...]:
    """Which channel gets which flaw: at most one each, none on check meters' silence or zeros."""
    free = {r.id: r for r in records if float(np.ptp(r.value)) > 0.0 and _measured(r)}
    rng = stream(seed, "flaws")
    found: list[Happened] = []
    for flaw, kinds, one_in in _PLAN:
        able = [channel for channel, r in free.items() if _fits(flaw, kinds, r)]
        number = min(max(1, len(able) // one_in), len(able))
        for index in rng.permutation(len(able))[:number].tolist():
            found.append(Happened(able[index], flaw.__name__))
            del free[able[index]]
    return tuple(found)


def with_flaw(record: Record, happened: Happened, *, seed: int) -> Record:
    """The record as it arrives with the flaw that was planned for its channel."""
    flaw = next(flaw for flaw, _, _ in _PLAN if flaw.__name__ == happened.flaw)
    return flaw(record, stream(seed, "flaw", str(record.id)))


def _measured(record: Record) -> bool:
    known = unit(record.channel.unit)  # a temperature or a share is left alone
    return record.channel.direction != "available" and known.symbol not in ("degC", "%", "1")


def _fits(flaw: Flaw, kinds: tuple[str, ...], record: Record) -> bool:
    sized = flaw is not rolled_over or record.channel.rollover_at is not None
    return sized and record.channel.kind in kinds


def _somewhere(record: Record, rng: np.random.Generator, *, length: int) -> int:
    return int(rng.integers(_HOUR, max(len(record) - length - _HOUR, _HOUR + 1)))


def _busy(record: Record, rng: np.random.Generator, *, length: int) -> int:
    """A place where the value is not zero and not at its most: where the flaw can be seen."""
    typical = float(np.median(record.value[record.value > 0.0]))
    for _ in range(50):
        first = _somewhere(record, rng, length=length)
        if 0.3 * typical < record.value[first] < 3.0 * typical:
            return first
    return _somewhere(record, rng, length=length)


def _joined(first: Record, second: Record) -> Record:
    return Record(
        first.id,
        first.channel,
        np.concatenate([first.start, second.start]),
        np.concatenate([first.end, second.end]),
        np.concatenate([first.value, second.value]),
        np.concatenate([first.known_at, second.known_at]),
    )
