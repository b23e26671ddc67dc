"""The plans of days in a park's folder, each read once until it is written again."""

from __future__ import annotations

from typing import Final

from zeropark.future.plan.days.day_text import DayLine, RollLine
from zeropark.shell.ports.day_plans import DayPlans
from zeropark.shell.serving.memory import Memory

_ROOM: Final = 40


class KeptDays:
    """Reads plans of days and rolls over a port."""

    def __init__(self, days: DayPlans) -> None:
        self._days = days
        self._read = Memory(room=_ROOM)

    def state(self) -> str:
        """Changes whenever one comes, goes or is written again."""
        return self._days.state()

    def days(self) -> tuple[tuple[str, DayLine], ...]:
        """Plans of days by name, the newest first."""
        found = ((name, self._one(name)[0]) for name in self._days.names())
        return tuple((name, day) for name, day in found if day is not None)

    def rolls(self) -> tuple[tuple[str, RollLine], ...]:
        """Rolls by name, the newest first."""
        found = ((name, self._one(name)[1]) for name in self._days.names())
        return tuple((name, roll) for name, roll in found if roll is not None)

    def _one(self, name: str) -> tuple[DayLine | None, RollLine | None]:
        return self._read.recall(
            (name, self.state()), lambda: (self._days.day(name), self._days.roll(name))
        )
