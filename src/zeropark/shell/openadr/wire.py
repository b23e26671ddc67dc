"""Parts that the objects of OpenADR 3.1 share: values, intervals, descriptors.

What we send has exactly the keys of the standard; what we receive may have more, and keeps them.
Names are the standard's in camel case (`intervalPeriod`) and Python's here (`interval_period`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat
from pydantic.alias_generators import to_camel

from zeropark.shell.openadr.times import NOTHING, DurationText, InstantText

ObjectId = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9_-]*$")]
"""What a VTN calls an object."""
ShortText = Annotated[str, Field(min_length=1, max_length=128)]
"""A name, a target, a type of payload."""


class Wire(BaseModel):
    """An object or a part of one; keys that the standard does not know are kept."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="allow", frozen=True
    )

    def document(self) -> dict[str, Any]:
        """The values for JSON; what is not there is left out: `null` is not taken everywhere."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Point(Wire):
    """A place on a graph."""

    x: FiniteFloat
    y: FiniteFloat


Value = bool | int | FiniteFloat | str | Point


class ValuesMap(Wire):
    """Values of one type."""

    type: ShortText
    values: tuple[Value, ...]


class IntervalPeriod(Wire):
    """When an interval begins and how long it is."""

    start: InstantText | None = None
    duration: DurationText | None = None
    randomize_start: DurationText | None = None

    @property
    def duration_text(self) -> str:
        """How long, with the standard's default."""
        return self.duration or NOTHING


class Interval(Wire):
    """What holds over a stretch of time."""

    id: int
    interval_period: IntervalPeriod | None = None
    payloads: tuple[ValuesMap, ...]


class EventPayloadDescriptor(Wire):
    """What the values of an event's payload mean."""

    object_type: Literal["EVENT_PAYLOAD_DESCRIPTOR"] = "EVENT_PAYLOAD_DESCRIPTOR"
    payload_type: ShortText
    units: ShortText | None = None
    currency: str | None = None


class ReportPayloadDescriptor(Wire):
    """What the values of a report's payload mean."""

    object_type: Literal["REPORT_PAYLOAD_DESCRIPTOR"] = "REPORT_PAYLOAD_DESCRIPTOR"
    payload_type: ShortText
    reading_type: ShortText | None = None
    units: ShortText | None = None
    accuracy: FiniteFloat | None = None
    confidence: Annotated[int, Field(ge=0, le=100)] | None = None


class ReportDescriptor(Wire):
    """Which report an event asks for."""

    payload_type: ShortText
    reading_type: ShortText | None = None
    units: ShortText | None = None
    targets: tuple[ShortText, ...] | None = None
    aggregate: bool = False
    start_interval: int = -1
    num_intervals: int = -1
    historical: bool = True
    frequency: int = -1
    repeat: int = 1
    report_intervals: Literal["INTERVALS", "SUB_INTERVALS", "OPEN_INTERVALS"] = "INTERVALS"
