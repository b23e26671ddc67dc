"""Where readings rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

import polars as pl

from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Readings


class ReadingsStore(Protocol):
    """Keeps readings for ever: nothing acknowledged is lost, the newest `known_at` wins.

    One writer, any number of readers. History stays: an older reading of the same key can be
    read by asking what was known at an earlier instant.
    """

    def append(self, readings: Readings, *, rejected: pl.DataFrame | None = None) -> int:
        """Keep these readings; durable when it returns.

        A reading that says what the store already says as known at that reading's `known_at`
        (same key, value and quality) is left out, and so is one that the same file has said
        before (a source with a `FINGERPRINT`): importing a file again changes nothing, whatever
        has been corrected since; who takes a correction back does so in another file. Of two
        with the same key and `known_at` the later one counts. A rejected row is left out where
        the same row was rejected before for the same reason.

        Returns:
            How many readings were new or changed something.

        Raises:
            StoreError: another process writes, the store is damaged, or a reading has no meter,
                channel, start, end or `known_at`.
        """
        ...

    def read(
        self,
        period: Period,
        *,
        meters: Iterable[str] | None = None,
        known_at: datetime | None = None,
    ) -> Readings:
        """The readings that touch the period, one per key, as known at an instant (None: now).

        A reading touches `[start, end)` where its own interval overlaps it; an instant touches
        it also at its very end, so that a register's closing value is there. In no stated order.
        """
        ...

    def rejected(self) -> pl.DataFrame:
        """Every rejected row with its reason (`REJECTED_SCHEMA`), oldest first."""
        ...

    def touched_since(self, instant: datetime) -> tuple[date, ...]:
        """The UTC days on which readings learnt after an instant start, run or end, in order.

        A register read at midnight counts to the day that begins then.
        """
        ...

    def span(self) -> Period | None:
        """From the first start to the last end of all readings; None where there are none.

        Where that is one instant, the period lasts a microsecond.
        """
        ...
