"""Where plans of days and rolls rest, and how far a roll has come that was stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from zeropark.future.plan.days.day_text import DayLine, RollLine
from zeropark.future.plan.days.roll import Progress


class RollShelf(Protocol):
    """Keeps how far one roll has come."""

    def begun(self) -> Progress | None:
        """Where it stopped; None where nothing of this roll is kept.

        Raises:
            InputError: what is kept is of another roll, or damaged.
        """
        ...

    def keep(self, progress: Progress) -> None:
        """Told after each window; what is kept is whole, and not more than some windows old."""
        ...

    def done(self) -> None:
        """It went to its end: nothing needs to be kept."""
        ...


class DayPlans(Protocol):
    """Keeps plans of days and rolls, each under a name."""

    def write(self, name: str, text: str) -> Path:
        """Keep one as its JSON document; replaces one of that name, whole or not at all.

        Returns:
            The file.
        """
        ...

    def names(self) -> tuple[str, ...]:
        """The names of all that are kept, the newest first."""
        ...

    def state(self) -> str:
        """A short text, another one whenever a plan comes, goes or is written again."""
        ...

    def day(self, name: str) -> DayLine | None:
        """The plan of a day under a name; None where there is none, or it is a roll."""
        ...

    def roll(self, name: str) -> RollLine | None:
        """The roll under a name; None where there is none, or it is a plan of a day."""
        ...

    def shelf(self, name: str, order: str, *, resume: bool) -> RollShelf:
        """Where a roll keeps how far it has come.

        Args:
            name: of the roll.
            order: what was asked, in words: what is kept under another is not gone on with.
            resume: whether to go on with what is kept; else it begins anew.
        """
        ...
