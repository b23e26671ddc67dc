"""Time of use: which block of the local clock each interval belongs to.

Takes the windows of a rule (or of a contract), gives one block name per interval of an axis.
Every minute of every kind of day is in exactly one block; a table where one is not is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from zeropark.basis.errors import PeriodError, Phrase, Refused
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, Calendar, zone

_DAY_MINUTES: Final = 1440
_SATURDAY: Final = 5
_WINDOW: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")

Window = Annotated[str, Field(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")]
"""`HH:MM-HH:MM`, end exclusive; one that ends before it starts runs over midnight."""


class Pattern(BaseModel):
    """The blocks of one kind of day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = tuple(range(1, 13))
    days: Literal["all", "weekdays", "weekends"] = "all"
    """Weekends are Saturday and Sunday; public holidays are not told apart."""
    blocks: Mapping[str, tuple[Window, ...]]

    @property
    def day_kinds(self) -> tuple[int, ...]:
        """0 for weekdays, 1 for weekends."""
        return {"all": (0, 1), "weekdays": (0,), "weekends": (1,)}[self.days]


@dataclass(frozen=True, slots=True)
class BlockLabels:
    """The block of every interval: `names[code[t]]`."""

    names: tuple[str, ...]
    code: NDArray[np.int8]
    """Shape (axis.count,)."""

    def within(self, names: Iterable[str] | None) -> NDArray[np.bool_]:
        """Which intervals are in one of these blocks; None: all of them are.

        Raises:
            KeyError: there is no block of that name.
        """
        if names is None:
            return np.ones(self.code.shape, dtype=np.bool_)
        by_name = {name: code for code, name in enumerate(self.names)}
        return np.isin(self.code, [by_name[name] for name in names])


class TimeOfUse(BaseModel):
    """Windows of the local clock, by month and kind of day; complete and without overlap."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: str = "Asia/Shanghai"
    patterns: tuple[Pattern, ...] = Field(min_length=1)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            zone(name)
        except PeriodError as error:
            raise Refused("there is no time zone {name!r}", name=name) from error
        return name

    @model_validator(mode="after")
    def _each_minute_once(self) -> Self:
        times = np.zeros((12, 2, _DAY_MINUTES), dtype=np.int64)
        for pattern in self.patterns:
            for windows in pattern.blocks.values():
                for minutes in map(_minutes, windows):
                    times[_cells(pattern, minutes)] += 1
        if (times == 0).any():
            raise Refused("{when} is in no block", when=_when(times == 0))
        if (times > 1).any():
            raise Refused("{when} is in more than one block", when=_when(times > 1))
        return self

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The blocks in the order in which they are first named."""
        return tuple(dict.fromkeys(name for p in self.patterns for name in p.blocks))

    @cached_property
    def _table(self) -> NDArray[np.int8]:
        """Code by (month - 1, is weekend, minute of the day)."""
        table = np.zeros((12, 2, _DAY_MINUTES), dtype=np.int8)
        for pattern in self.patterns:
            for name, windows in pattern.blocks.items():
                for minutes in map(_minutes, windows):
                    table[_cells(pattern, minutes)] = self.names.index(name)
        return table

    def labels(self, axis: Axis) -> BlockLabels:
        """The block of each interval.

        Raises:
            PeriodError: the axis is too coarse: an interval reaches over the edge of a block.
        """
        local = Calendar.of(axis, calendar=zone(self.zone))
        weekend = (local.weekday >= _SATURDAY).astype(np.int64)
        last = local.minute + max(1, axis.step // timedelta(minutes=1)) - 1
        rest = axis.step % timedelta(minutes=1)
        edges = np.cumsum(np.diff(self._table, axis=2, prepend=self._table[:, :, :1]) != 0, axis=2)
        month = local.month - 1
        if rest or (last >= _DAY_MINUTES).any():
            raise PeriodError("Steps of {step} do not fit the clock of a tariff.", step=axis.step)
        if (edges[month, weekend, last] != edges[month, weekend, local.minute]).any():
            raise PeriodError(
                "Steps of {step} reach over the edges of the tariff's blocks.", step=axis.step
            )
        return BlockLabels(self.names, self._table[month, weekend, local.minute])


def _minutes(window: str) -> NDArray[np.int64]:
    """The minutes of the day in a window, in the order of the clock."""
    match = _WINDOW.fullmatch(window)
    if match is None:
        raise Refused("{window!r} is no window HH:MM-HH:MM", window=window)
    first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
    start = first_hour * 60 + first_minute
    end = last_hour * 60 + last_minute
    if end > _DAY_MINUTES or end == start:
        raise Refused("{window!r} is no window within a day", window=window)
    return np.arange(start, end if end > start else end + _DAY_MINUTES) % _DAY_MINUTES


def _cells(
    pattern: Pattern, minutes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The cells of the (month, kind of day, minute) table that a window covers."""
    months = np.array(pattern.months, dtype=np.int64) - 1
    kinds = np.array(pattern.day_kinds, dtype=np.int64)
    return months[:, None, None], kinds[None, :, None], minutes[None, None, :]


def _when(wrong: NDArray[np.bool_]) -> Phrase:
    month, kind, minute = (int(index) for index in np.argwhere(wrong)[0])
    days = Phrase("weekends") if kind else Phrase("weekdays")
    time = f"{minute // 60:02d}:{minute % 60:02d}"
    return Phrase(
        "{time} of {days} in month {month}", {"time": time, "days": days, "month": month + 1}
    )


def time_of_use(rulebook: Rulebook, rule_id: str, *, at: date) -> TimeOfUse:
    """The windows of a rule such as `tou.gansu` on that day.

    Raises:
        MissingRuleError: no such rule on that day.
    """
    return TimeOfUse.model_validate(rulebook.get(rule_id, at=at).content)
