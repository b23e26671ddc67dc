"""Lessons: all that a model of one target is trained on, or a forecast of it made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.future.forecast.history import History
from zeropark.future.forecast.subject import Holidays, Subject, subject_of
from zeropark.future.forecast.target import Target

STRICT: Final = "strict"
NO_WEATHER: Final[Mapping[str, History]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A target, its past and the weather's."""

    subject: Subject
    history: History
    weather: Mapping[str, History] = field(default_factory=lambda: NO_WEATHER)
    """By column."""
    knowledge: str = STRICT
    """How it is known when values were known: by the record, or `15 min after`, as assumed."""


def lessons_of(
    histories: Mapping[Target, History],
    *,
    park: ParkDocument,
    knowledge: str = STRICT,
    weather: Mapping[str, History] = NO_WEATHER,
    holidays: Holidays | None = None,
) -> tuple[Lesson, ...]:
    """A lesson of each history, in its order."""
    days = Holidays() if holidays is None else holidays
    return tuple(
        Lesson(
            subject=subject_of(target, park, holidays=days),
            history=history,
            weather=weather,
            knowledge=knowledge,
        )
        for target, history in histories.items()
    )
