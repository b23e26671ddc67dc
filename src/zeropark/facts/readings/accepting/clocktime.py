"""Wall-clock texts: takes dates and times of day as people write them, gives local datetimes.

Year first, always: 01/02/2026 could be two days, and is read only where the map gives the
format. `24:00` closes its day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

DATETIME: Final = pl.Datetime("us")
MINUTES: Final = 60
DAY_SECONDS: Final = 86400
_FORMATS: Final = (
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H:%M",
    "%Y%m%d",
)


def to_local(cells: pl.Series, pattern: str | None = None) -> pl.Series:
    """Local date-times, zone-less; null where a cell is no date-time."""
    if isinstance(cells.dtype, pl.Datetime) or cells.dtype == pl.Date:
        return cells.cast(DATETIME)
    if cells.dtype != pl.String:
        return cells.cast(pl.String).str.strptime(DATETIME, pattern or "%Y%m%d", strict=False)
    if pattern is not None:
        return cells.str.strptime(DATETIME, pattern, strict=False)
    plain = _parsed(cells)
    unread = plain.is_null() & cells.is_not_null()
    if not unread.any():
        return plain
    # Few cells are written otherwise, or all of them: only these are rewritten.
    return plain.scatter(unread.arg_true(), _rewritten(cells.filter(unread)))


def _parsed(cells: pl.Series) -> pl.Series:
    """The formats one after the other, each on the whole column until none is left.

    The format of the first cell comes first: most columns have one format only.
    """
    first = cells.drop_nulls().head(1)
    likely = [
        p for p in _FORMATS if not first.str.strptime(DATETIME, p, strict=False).is_null().any()
    ]
    order = dict.fromkeys((*likely, *_FORMATS))
    found = cells.str.strptime(DATETIME, next(iter(order)), strict=False)
    for following in list(order)[1:]:
        if found.null_count() == cells.null_count():
            break
        parsed = cells.str.strptime(DATETIME, following, strict=False)
        found = found.zip_with(found.is_not_null(), parsed)
    return found


def _rewritten(cells: pl.Series) -> pl.Series:
    text = _usual(cells)
    closes = text.str.contains(r" 24:00(:00)?$").fill_null(value=False)
    found = _parsed(text.str.replace(r" 24:00", " 00:00"))
    return (found + timedelta(days=1)).zip_with(closes, found)


def _usual(cells: pl.Series) -> pl.Series:
    """2026/1/5T0:15 and 2026年1月5日 0时15分 as 2026-1-5 0:15."""
    text = cells.str.strip_chars().str.replace_all(r"[/.年月]", "-").str.replace("日", " ")
    text = text.str.replace("T", " ", literal=True).str.replace_all(r"时", ":")
    text = text.str.replace(r"分$", "").str.replace("分", ":").str.replace("秒", "")
    # A point in the seconds was no date separator: 00:15:00-5 is 00:15:00.5
    text = text.str.replace(r"(:\d{2})-(\d+)$", "${1}.${2}")
    return text.str.replace_all(r"\s+", " ").str.strip_chars()


def to_dates(cells: pl.Series, pattern: str | None = None) -> pl.Series:
    """Local midnights of dates."""
    return to_local(cells, pattern).dt.truncate("1d")


def time_of_day(cells: pl.Series) -> pl.Series:
    """Time since midnight as a duration; `24:00` is a whole day; null where it is no time."""
    if cells.dtype == pl.Time:
        return cells.cast(pl.Duration("us"))
    if isinstance(cells.dtype, pl.Duration):
        return cells.cast(pl.Duration("us"))
    if isinstance(cells.dtype, pl.Datetime):
        return (cells - cells.dt.truncate("1d")).cast(pl.Duration("us"))
    text = cells.cast(pl.String).str.strip_chars()
    parts = text.str.extract_groups(r"^(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:\.\d+)?)?$")
    fields = parts.struct.unnest().cast(pl.Int64)
    seconds = fields["h"] * 3600 + fields["m"] * 60 + fields["s"].fill_null(0)
    real = (fields["m"] < MINUTES) & (seconds <= DAY_SECONDS)
    micro = (seconds * 1_000_000).zip_with(
        real.fill_null(value=False), pl.Series([None], dtype=pl.Int64)
    )
    return micro.cast(pl.Duration("us"))
