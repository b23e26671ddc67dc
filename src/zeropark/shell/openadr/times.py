"""Instants and durations as OpenADR writes them: RFC 3339 and ISO 8601.

Years and months of a duration have no length of their own: they are added to a start, by the
calendar of UTC. `P9999Y` means without end, a start in the year 1 means now (User Guide).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator

from zeropark.basis.errors import Refused

NOTHING: Final = "PT0S"
"""The duration that stands for none."""
_FOREVER_YEARS: Final = 9999
_DURATION: Final = re.compile(
    r"(?P<sign>-?)P(?=\d|T\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?"
    r"(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_LONGEST: Final = timedelta(days=366 * 100)
"""Beyond a century nothing is asked for; it keeps sums of dates within the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long: whole months that need a start, and a length of time."""

    months: int
    length: timedelta
    endless: bool = False
    """Without end; the rest says nothing then."""

    @property
    def nothing(self) -> bool:
        """Whether it is no time at all."""
        return not self.endless and not self.months and not self.length

    def after(self, start: datetime) -> datetime | None:
        """The instant that it leads to from a start; None: without end."""
        if self.endless:
            return None
        moved = _months_on(start, self.months)
        return None if moved is None else moved + self.length


def duration_of(text: str) -> Duration:
    """The duration that an ISO 8601 text names.

    Raises:
        Refused: it names none.

    >>> duration_of("PT1H30M").length
    datetime.timedelta(seconds=5400)
    >>> duration_of("P9999Y").endless
    True
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Refused("{text!r} is no ISO 8601 duration such as PT15M", text=text[:40])
    said = {name: float(value or 0) for name, value in match.groupdict().items() if name != "sign"}
    sign = -1 if match["sign"] else 1
    if said["years"] >= _FOREVER_YEARS:
        return Duration(months=0, length=timedelta(0), endless=True)
    seconds = said["hours"] * 3600 + said["minutes"] * 60 + said["seconds"]
    days = said["weeks"] * 7 + said["days"]
    if days * 86_400 + seconds > _LONGEST.total_seconds():
        return Duration(months=0, length=timedelta(0), endless=True)
    months = int(said["years"] * 12 + said["months"])
    return Duration(months=sign * months, length=sign * timedelta(days=days, seconds=seconds))


def duration_text(length: timedelta) -> str:
    """A length of time as OpenADR writes it; whole days stay hours, so that no zone enters.

    >>> duration_text(timedelta(minutes=90))
    'PT1H30M'
    """
    whole, rest = divmod(length, timedelta(seconds=1))
    hours, seconds = divmod(whole, 3600)
    minutes, seconds = divmod(seconds, 60)
    said = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
    if seconds or rest:
        said += f"{seconds + rest / timedelta(seconds=1):g}S"
    return f"PT{said}" if said else NOTHING


def instant_of(text: str) -> datetime | None:
    """The UTC instant of an RFC 3339 text; None where it stands for now. Without zone it is UTC.

    Raises:
        Refused: it names none.

    >>> instant_of("2026-06-01T10:00:00+08:00").isoformat()
    '2026-06-01T02:00:00+00:00'
    >>> instant_of("0001-01-01") is None
    True
    """
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            "{text!r} is no instant such as 2026-06-01T10:00:00Z", text=text[:40]
        ) from None
    if said.year == 1:
        return None
    aware = said if said.tzinfo else said.replace(tzinfo=UTC)
    return aware.astimezone(UTC)


def instant_text(instant: datetime) -> str:
    """An aware instant as OpenADR writes it, in UTC, to the millisecond where it has any."""
    precision = "milliseconds" if instant.microsecond else "seconds"
    return instant.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def _months_on(start: datetime, months: int) -> datetime | None:
    """The same day of another month, or its last; None: beyond the calendar."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not 1 <= year < _FOREVER_YEARS:
        return None
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def _duration_checked(text: str) -> str:
    duration_of(text)
    return text


def _instant_checked(text: str) -> str:
    instant_of(text)
    return text


DurationText = Annotated[str, AfterValidator(_duration_checked)]
"""An ISO 8601 duration, kept as it was written."""
InstantText = Annotated[str, AfterValidator(_instant_checked)]
"""An RFC 3339 instant, kept as it was written."""
