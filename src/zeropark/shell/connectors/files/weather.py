"""Weather from files: EPW, or a table in any form that tables are read in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import InputError, ReadingsError
from zeropark.basis.timeline import Period
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.future.forecast.history import History
from zeropark.future.forecast.tabled import TableTime
from zeropark.future.forecast.told_weather import epw_weather, weather_in
from zeropark.shell.connectors.files.reader import TableFiles

_EPW: Final = ".epw"


class WeatherFiles:
    """The `Weather` port on files."""

    def told(self, source: Path, *, over: Period, lead: timedelta | None) -> Mapping[str, History]:
        """See `Weather.told`."""
        if source.suffix.lower() == _EPW:
            return epw_weather(_text(source), over=over, lead=lead, source=source.name)
        parts = [table.frame for table in TableFiles().read(source, how=FileMap())]
        if not parts:
            raise ReadingsError("{file} holds no rows.", file=source.name)
        frame = pl.concat(parts, how="vertical_relaxed")
        return weather_in(frame, time=TableTime(), lead=lead, source=source.name)


def _text(source: Path) -> str:
    try:
        return source.read_text(encoding="latin-1")  # station names; the figures are ASCII
    except OSError as error:
        raise InputError(
            "{file} can't be read: {reason}. Check the path.",
            file=str(source),
            reason=error.strerror or type(error).__name__,
        ) from error
