"""Whoever tells the weather: a file today, a provider's service tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from zeropark.basis.timeline import Period
from zeropark.future.forecast.history import History


class Weather(Protocol):
    """Tells what was foretold or measured, and when it was known."""

    def told(self, source: Path, *, over: Period, lead: timedelta | None) -> Mapping[str, History]:
        """The weather of a stretch by column: `ghi_w_per_m2`, `temperature_c`, `wind_m_per_s`.

        Args:
            source: a file.
            over: the stretch that is asked for, and what follows it within a week.
            lead: how long before its interval each value is assumed to be foretold, where the
                source does not say; None: known when the interval has ended.

        Raises:
            InputError: the source holds no weather.
            ReadingsError: it can't be read.
        """
        ...
