"""A clock that starts when it is told and runs as fast as it is told: for parks that are shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from zeropark.basis.errors import InputError


class RunningClock:
    """The `MovableClock` port on a start and a speed; never goes back."""

    def __init__(
        self,
        start: datetime,
        *,
        speed: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """A clock that shows `start` now.

        Args:
            start: an aware instant.
            speed: seconds on the clock per second; 1 is real time, 60 a minute a second.
            monotonic: seconds since some fixed moment, never falling.

        Raises:
            InputError: the speed is no positive number.
        """
        if not 0.0 < speed < float("inf"):
            raise InputError(
                "A clock can't run at speed {speed:g}. Give a number above 0.", speed=speed
            )
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._monotonic = monotonic
        self._begun = monotonic()

    def now(self) -> datetime:
        """The instant that the clock shows, UTC."""
        gone = timedelta(seconds=self._monotonic() - self._begun)
        return self._start + gone * self._speed

    def go_on_from(self, instant: datetime) -> None:
        """See `MovableClock.go_on_from`."""
        self._start += max(instant - self.now(), timedelta(0))
