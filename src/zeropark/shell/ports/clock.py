"""What time it is: asked in one place, so that a test can say."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


class MovableClock(Clock, Protocol):
    """A clock that may be set on, never back."""

    def go_on_from(self, instant: datetime) -> None:
        """Show at least this instant from now on."""
        ...
