"""What requests may ask: bounded parameters that several operations share."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import BeforeValidator, Field

from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import Period, parse_period
from zeropark.shell.interfaces.api.models.page import Asked, PageAsked

LONGEST_DAYS: Final = 1100
"""Three years: what one question about books may span."""
_TIME: Final = r"T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?"
_INSTANT: Final = rf"20\d{{2}}-\d{{2}}-\d{{2}}({_TIME})?"
_MOMENT: Final = rf"(20\d{{2}}(-\d{{2}})?|{_INSTANT})"


def _with_plus(value: object) -> object:
    """A plus that was not escaped in an address arrives as a blank."""
    return value.replace(" ", "+") if isinstance(value, str) else value


PeriodText = Annotated[
    str,
    BeforeValidator(_with_plus),
    Field(
        description="A year (2026), a month (2026-06), a day (2026-06-01) or FIRST/END, END left "
        "out; days begin at local midnight (Asia/Shanghai), instants may name their offset.",
        max_length=80,
        pattern=rf"^{_MOMENT}(/{_MOMENT})?$",
        examples=["2026-06"],
    ),
]
InstantText = Annotated[
    str,
    BeforeValidator(_with_plus),
    Field(max_length=40, pattern=rf"^{_INSTANT}$", examples=["2026-06-01T10:00:00+08:00"]),
]
ID_PATTERN: Final = r"^[a-z0-9][a-z0-9_-]*$"
IdText = Annotated[str, Field(pattern=ID_PATTERN, max_length=64)]
Id = Annotated[str, Path(alias="id", description="Its id.", pattern=ID_PATTERN, max_length=64)]
"""An id in an address."""


class PeriodAsked(Asked):
    """Which period."""

    period: PeriodText

    @property
    def named(self) -> Period:
        """The period that the text names.

        Raises:
            PeriodError: it names none, or one that is too long.
        """
        return named_period(self.period)


class PeriodPageAsked(PageAsked, PeriodAsked):
    """Which part of a list about a period."""


Paged = Annotated[PageAsked, Query()]
OfPeriod = Annotated[PeriodAsked, Query()]


def named_period(text: str) -> Period:
    """The period that a text names.

    Raises:
        PeriodError: it names none, or one that is too long.
    """
    period = parse_period(text)
    if period.duration.days > LONGEST_DAYS:
        raise PeriodError(
            "{text!r} is {days} days long. Ask for {most} days at most.",
            text=text,
            days=period.duration.days,
            most=LONGEST_DAYS,
        )
    return period
