"""What all answers share: strictness, figures that may be missing, periods, quality."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Quality


class Shown(BaseModel):
    """A part of an answer: exactly these keys, described by the words under each field."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, ser_json_inf_nan="null"
    )


def _known(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


Figure = Annotated[float | None, BeforeValidator(_known)]
"""A number that may be missing: null, never 0 and never NaN."""


class PeriodShown(Shown):
    """A stretch of time; its end is not part of it."""

    start: AwareDatetime
    """ISO 8601, with its offset from UTC."""
    end: AwareDatetime
    """ISO 8601, with its offset from UTC; left out of the period."""

    @classmethod
    def of(cls, period: Period) -> PeriodShown:
        """As an answer says it."""
        return cls(start=period.start, end=period.end)


class Words(Shown):
    """What people call it."""

    zh: str
    """In Chinese."""
    en: str
    """In English."""


def flag_names(quality: int) -> list[str]:
    """The names of quality flags that hold, e.g. `filled`; none where all is good."""
    return [str(flag.name).lower() for flag in Quality if flag & quality]
