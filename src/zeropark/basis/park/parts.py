"""Parts that every section of the park document shares: strictness, names, ids."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zeropark.basis.errors import Contradiction

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
"""An id: lower-case letters, digits, dash and underscore; unique among the park's nodes."""

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


def _day(value: object) -> object:
    """A date that is written as a text; anything else is left for pydantic to judge."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Contradiction(
            "{value!r} is no day of the calendar.", "Write it as YYYY-MM-DD.", value=value
        ) from None


Day = Annotated[date, BeforeValidator(_day)]
"""A day of the calendar, YYYY-MM-DD; a document's dates are texts until it is known that they
are dates."""

Season = Annotated[str, Field(pattern=r"^\d{2}-\d{2}/\d{2}-\d{2}$")]
"""First and last day of a part of every year, MM-DD/MM-DD, local; it may span the new year."""

Profile = Literal[
    "continuous", "three_shift", "two_shift", "day_shift", "office", "heating", "flat"
]
"""Shape of a use over the day and year: round the clock with small swings, in shifts, by office
hours, by outdoor temperature in the heating season, or constant."""


class Part(BaseModel):
    """A section of the document: unknown keys are findings, values don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Name(Part):
    """What people call it, in Chinese and English."""

    zh: str = Field(min_length=1, max_length=200)
    en: str = Field(min_length=1, max_length=200)
