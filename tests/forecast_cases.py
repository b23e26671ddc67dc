"""Histories made by rule, for tests of forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.history import History, Known
from zeropark.future.forecast.subject import Holidays, Subject
from zeropark.future.forecast.target import Target

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = datetime(2026, 6, 1, tzinfo=UTC) - 8 * HOUR
"""Local midnight."""
NAME = {"zh": "测", "en": "test"}
SITE = Site.model_validate(
    {"id": "ground", "name": NAME, "latitude": 38.5, "longitude": 102.2, "altitude_m": 1500}
)
PLANT = {"name": NAME, "site": "ground", "electricity_to": "bus", "capacity_kw": 1000}
PV = Pv.model_validate({"kind": "pv", "id": "pv", **PLANT})
WIND = Wind.model_validate({"kind": "wind", "id": "wind", **PLANT})
LOAD = Subject(target=Target("load", "mill"))
SUN = Subject(target=Target("availability", "pv"), plant=PV, site=SITE)
AIR = Subject(target=Target("availability", "wind"), plant=WIND, site=SITE)


def load(holidays: Holidays) -> Subject:
    return Subject(target=LOAD.target, holidays=holidays)


def hourly(values: Sequence[float] | NDArray[np.float64], *, start: datetime = MONDAY) -> History:
    """Each value known as soon as its hour has ended."""
    told = np.asarray(values, dtype=np.float64)
    return History.delayed(Axis(start, HOUR, told.size), told)


def known_at_end(values: Sequence[float] | NDArray[np.float64]) -> Known:
    history = hourly(values)
    return history.known_by(history.axis.period.end)


def next_hours(known: Known, count: int) -> Axis:
    return Axis(known.as_of, HOUR, count)


def working_days(days: int, *, seed: int = 7, noise: float = 3.0) -> NDArray[np.float64]:
    """A load by the hour: 50 by night, 150 by day from Monday to Friday, with a slow swing.

    The swing (an hour's level follows the one before by nine tenths) is what a model can see and
    an average of days can't.
    """
    hour = np.arange(days * 24)
    day, clock = hour // 24, hour % 24
    busy = (clock >= 8) & (clock < 18) & (day % 7 < 5)
    rng = np.random.default_rng(seed)
    swing = np.zeros(hour.size)
    for now, push in enumerate(rng.normal(0.0, noise, hour.size)[1:], start=1):
        swing[now] = 0.9 * swing[now - 1] + push
    return np.maximum(50.0 + 100.0 * busy + swing, 0.0)
