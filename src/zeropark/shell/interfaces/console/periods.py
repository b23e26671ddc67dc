"""Which period a page shows, and which a person can go to from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from zeropark.basis.errors import MissingDataError, Phrase
from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_DAY: Final = timedelta(days=1)
_TOLD: Final = 5
"""So many closed stretches are told, the newest."""


def first_period(closed: Sequence[Period]) -> Period | None:
    """What a page starts with: the newest closed calendar year, or what of it is closed."""
    if not closed:
        return None
    return parse_period(str(closed[-1].last_day().year))


def closed_part(asked: Period, *, closed: Sequence[Period]) -> Period:
    """The part of a period that is closed; the longest where there are several, then the newest.

    Where closing stopped within an hour the part ends with the hour before: green power is
    matched by whole hours, and a park whose clock runs on is closed up to the last quarter.

    Raises:
        MissingDataError: nothing of it is closed.
    """
    parts = [
        Period(max(asked.start, each.start), min(asked.end, each.end))
        for each in closed
        if each.start < asked.end and asked.start < each.end
    ]
    if not parts:
        raise MissingDataError(
            "{period} is not closed. Closed are: {known}. "
            "Close it with `zeropark close`, or choose another.",
            period=asked.name,
            known=", ".join(" – ".join(dates_of(each)) for each in closed[-_TOLD:])
            or Phrase("none"),
        )
    longest = max(parts, key=lambda part: (part.duration, part.start))
    return longest if longest.end == asked.end else _in_whole_hours(longest)


def _in_whole_hours(part: Period) -> Period:
    end = part.end.replace(minute=0, second=0, microsecond=0)
    return Period(part.start, end) if end > part.start else part


def years(closed: Sequence[Period]) -> tuple[int, ...]:
    """The local calendar years of which something is closed, oldest first."""
    found = {
        year
        for each in closed
        for year in range(each.start.astimezone(PARK_ZONE).year, each.last_day().year + 1)
    }
    return tuple(sorted(found))


def dates_of(period: Period) -> tuple[str, ...]:
    """A period by its calendar name, else by its first and its last day."""
    first = period.start.astimezone(PARK_ZONE)
    if len(period.name) <= len(f"{first:%Y-%m-%d}"):
        return (period.name,)
    return f"{first:%Y-%m-%d}", str(period.last_day())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One period that can be gone to."""

    name: str
    """As an address has it."""
    words: Text
    current: bool
    closed: bool
    """Whether anything of it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker:
    """The periods around the one shown: a breadcrumb of year, month, day."""

    years: tuple[Choice, ...]
    months: tuple[Choice, ...]
    """Of the year shown; empty where only years can be picked."""
    days: tuple[Choice, ...]
    """Of the month shown; empty where a whole year or another stretch is shown."""
    before: Choice | None
    after: Choice | None


def picker(asked: Period, *, closed: Sequence[Period], only_years: bool) -> Picker:
    """What can be picked from a page that shows `asked`."""
    first = asked.start.astimezone(PARK_ZONE)
    year = parse_period(f"{first:%Y}")
    month = parse_period(f"{first:%Y-%m}")
    chosen = partial(_choices, asked=asked, closed=closed)
    deep = not only_years
    in_month = deep and asked.end <= month.end
    return Picker(
        years=tuple(chosen([(str(each), Text.same(str(each))) for each in years(closed)])),
        months=tuple(chosen(_months(first.year))) if deep and asked.end <= year.end else (),
        days=tuple(chosen(_days(month))) if in_month else (),
        before=_beside(asked, closed, -1),
        after=_beside(asked, closed, 1),
    )


def period_words(period: Period) -> Text:
    """A period as people say it: 2026 年 6 月, June 2026."""
    first = period.start.astimezone(PARK_ZONE)
    named = {
        f"{first:%Y}": Text(f"{first.year} 年", str(first.year)),
        f"{first:%Y-%m}": Text(
            f"{first.year} 年 {first.month} 月", f"{TEXTS[f'month.{first.month}'].en} {first.year}"
        ),
        f"{first:%Y-%m-%d}": Text(
            f"{first.year} 年 {first.month} 月 {first.day} 日",
            f"{first.day} {TEXTS[f'month.{first.month}'].en} {first.year}",
        ),
    }
    last = period.last_day()
    days = [f"{day.year} 年 {day.month} 月 {day.day} 日" for day in (first, last)]
    between = Text("至 ".join(days), f"{first.date()} to {last}")
    return named.get(period.name, between)


def _choices(
    named: Sequence[tuple[str, Text]], *, asked: Period, closed: Sequence[Period]
) -> Iterator[Choice]:
    for name, words in named:
        period = parse_period(name)
        yield Choice(
            name=name,
            words=words,
            current=period.start <= asked.start and asked.end <= period.end,
            closed=_touches(period, closed),
        )


def _touches(period: Period, closed: Sequence[Period]) -> bool:
    return any(each.start < period.end and period.start < each.end for each in closed)


def _months(year: int) -> list[tuple[str, Text]]:
    return [(f"{year}-{month:02d}", TEXTS[f"month.{month}"]) for month in range(1, 13)]


def _days(month: Period) -> list[tuple[str, Text]]:
    first = month.start.astimezone(PARK_ZONE)
    return [
        (f"{first:%Y-%m}-{day:02d}", Text.same(str(day)))
        for day in range(1, month.last_day().day + 1)
    ]


def _beside(asked: Period, closed: Sequence[Period], step: int) -> Choice | None:
    """The calendar period of the same kind just before or after, where anything of it is closed."""
    outside = asked.start - _DAY / 2 if step < 0 else asked.end + _DAY / 2
    local = outside.astimezone(PARK_ZONE)
    form = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}.get(len(asked.name))
    if form is None:
        return None
    period = parse_period(local.strftime(form))
    if not _touches(period, closed):
        return None
    return Choice(name=period.name, words=period_words(period), current=False, closed=True)
