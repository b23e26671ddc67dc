"""Subjects: what is known of a target before any value is, its plant, its site, its days off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Calendar
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.target import Target

DayKind = Literal["holiday", "workday"]
WORKDAY: Final = 0
WEEKEND: Final = 1
HOLIDAY: Final = 2
_SATURDAY: Final = 5
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days that are not what their weekday says: days off, and weekend days that are worked."""

    kinds: Mapping[date, DayKind] = field(default_factory=dict)

    def classes(self, calendar: Calendar) -> NDArray[np.int64]:
        """`WORKDAY`, `WEEKEND` or `HOLIDAY` for each interval; shape (count,)."""
        found = np.where(calendar.weekday >= _SATURDAY, WEEKEND, WORKDAY)
        for day, kind in self.kinds.items():
            there = calendar.day == (day - _EPOCH).days
            found[there] = HOLIDAY if kind == "holiday" else WORKDAY
        return found.astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A target with what its park's document says of it."""

    target: Target
    plant: Pv | Wind | None = None
    """Of an availability: the plant."""
    site: Site | None = None
    """Where the plant stands; without it the sun is not known."""
    holidays: Holidays = field(default_factory=Holidays)

    @property
    def weekly(self) -> bool:
        """Whether days differ by what people do on them: loads and prices, not sun and wind."""
        return self.target.kind != "availability"

    def bounded(self, values: Series) -> Series:
        """Values moved to where the target can be: loads and shares from 0, shares up to 1."""
        if self.target.kind == "price":
            return values
        most = 1.0 if self.target.kind == "availability" else np.inf
        bounded: Series = np.clip(values, 0.0, most)
        return bounded


def subject_of(target: Target, park: ParkDocument, *, holidays: Holidays) -> Subject:
    """A target with what the park's document says of it."""
    found = park.device_by_id.get(target.of)
    plant = found if target.kind == "availability" and isinstance(found, Pv | Wind) else None
    site = next((each for each in park.sites if plant is not None and each.id == plant.site), None)
    return Subject(target=target, plant=plant, site=site, holidays=holidays)
