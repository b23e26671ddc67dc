"""Where readings rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import polars as pl

from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Readings

RECENT: Final = timedelta(days=7)
"""How far back a reading may have ended that is still shown as the latest, by custom."""
UNWRITTEN: Final = "empty"
"""The state of a store that nothing was ever put into."""


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

    def latest(self, at: datetime, *, within: timedelta = RECENT) -> Readings:
        """What each channel said last, as known now: one reading a channel, sorted by `KEY`.

        That is the reading with the latest end by `at`; of two that end together the one that
        starts later. It may say that there is no value. A channel of which no reading ended in
        `(at - within, at]` is left out.

        Raises:
            PeriodError: `at` has no zone, or `within` is not above zero.
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

    def state(self) -> str:
        """A short text, another one whenever what can be read may have changed.

        Equal texts mean equal answers, whichever process wrote and however often the store was
        opened in between; what was computed on a state stays right while the text does. Quick
        enough to be asked for every page.
        """
        ...
