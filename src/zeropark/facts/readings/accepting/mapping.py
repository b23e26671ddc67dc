"""The import map: how a person says what the columns of a file mean.

Takes YAML text, gives an `ImportMap`, or every finding at once. The same map may be used for
many files; what a file does not say (zone, interval, year) the map says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from zeropark.basis.documents.lines import Lines
from zeropark.basis.documents.read import parse
from zeropark.basis.errors import Finding, Phrase, ReadingsError, Refused, why_refused
from zeropark.basis.park.parts import Part

Means = Literal["start", "end", "instant"]
"""What a stamp marks: the start or the end of the interval, or the moment itself."""

_STEP: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|min|h|d)\s*")
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400}


def _step(value: object) -> object:
    """`15min`, `1h`, `30s`, `1d` as a duration; anything else is left for pydantic to judge."""
    match = _STEP.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


Step = Annotated[timedelta, BeforeValidator(_step), Field(gt=timedelta(0))]


class FileMap(Part):
    """How the file is written; what is not said is found out, or has the usual value."""

    encoding: str | None = None
    """utf-8, gb18030, utf-16 …; None: found out from the bytes."""
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    header_row: Annotated[int, Field(ge=1)] | None = None
    """1-based row of the header; None: the first row that is not empty."""
    sheets: tuple[str, ...] | None = None
    """Sheets to read; None: all."""
    decimal: Literal[".", ","] = "."
    thousands: Literal[",", ".", " ", "'"] | None = None
    missing: tuple[str, ...] = ("", "-", "--", "—", "/", "NA", "N/A", "NaN", "null", "None", "无")
    """Texts that mean that there is no value."""


class TimeMap(Part):
    """How a row says when: one column, or several, or its place in the file."""

    column: str | None = None
    """A date-time; with a UTC offset it is an instant, without one it is local to `zone`."""
    end_column: str | None = None
    """Where `column` is the start and the end stands in the file too."""
    date_column: str | None = None
    """A date; `time_column` adds the time of day."""
    time_column: str | None = None
    day_column: str | None = None
    """Day of the year, 1 is the day of `start`; `time_column` adds the time of day."""
    hour_column: str | None = None
    """Number of the step since `start`; `first` is the number of the first one."""
    first: int = 1
    by_row: bool = False
    """The file has no time at all: the first row begins at `start`, each next a `step` later."""
    start: date | None = None
    format: str | None = None
    """As in strftime, for stamps that are not ISO 8601, e.g. `%d/%m/%Y %H:%M`."""
    zone: str | None = None
    """IANA name, or a fixed offset such as `UTC+8`; None: Asia/Shanghai."""
    means: Means | None = None
    """None: `start` for interval channels, `instant` for gauges and registers."""
    step: Step | None = None
    """How long an interval is; None: the most frequent distance between stamps."""
    midnight: Literal["opens_day", "closes_day"] = "opens_day"
    """`closes_day`: 00:00 printed with a date is the END of that date."""
    shift_years: Annotated[int, Field(ge=-100, le=100)] = 0
    """Use the series as one of so many years later; its source then says so."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.column, self.date_column, self.day_column, self.hour_column)
        if sum(way is not None for way in ways) + self.by_row != 1:
            raise Refused(
                "give exactly one of column, date_column, day_column, hour_column or by_row"
            )
        if self.start is None and (self.day_column or self.hour_column or self.by_row):
            raise Refused("day_column, hour_column and by_row count from start: give start")
        if self.step is None and (self.hour_column or self.by_row):
            raise Refused("hour_column and by_row count steps: give step")
        return self

    @property
    def dated_by_map(self) -> bool:
        """Whether the dates come from the map and not from the file."""
        return self.start is not None or self.shift_years != 0


class ColumnMap(Part):
    """One column of a wide file: whose values it holds."""

    column: str
    meter: str
    channel: str
    unit: str | None = None
    """None: the channel's own."""
    scale: float = Field(default=1.0, allow_inf_nan=False)
    """value = cell x scale, in `unit`; e.g. the capacity in kW for a series per unit."""
    means: Means | None = None


class LongMap(Part):
    """Which columns of a long file name the meter, the channel and the value."""

    meter: str = "meter"
    channel: str | None = "channel"
    """None, or a column that is not there: the meter's only channel."""
    value: str = "value"
    unit: str | None = None
    quality: str | None = None
    """A column of `Quality` flags."""
    known_at: str | None = None
    """A column that says when a generated reading would have been known."""
    names: Mapping[str, str] = Field(default_factory=dict)
    """The file's name of a meter: ours, as `meter` or `meter/channel`."""
    scale: float = Field(default=1.0, allow_inf_nan=False)


class ImportMap(Part):
    """A whole map: exactly one of `columns` (wide) and `long`."""

    version: Literal[1] = 1
    file: FileMap = FileMap()
    time: TimeMap
    columns: tuple[ColumnMap, ...] = ()
    long: LongMap | None = None
    quality: Literal["good", "estimated", "generated"] = "good"
    """What is known of all values of the file."""

    @model_validator(mode="after")
    def _one_layout(self) -> Self:
        if bool(self.columns) == (self.long is not None):
            raise Refused("give either columns (a column per channel) or long (a row per value)")
        return self


def parse_map(text: str, *, place: str = "map") -> ImportMap:
    """The import map that a YAML text holds.

    Raises:
        ReadingsError: it is no YAML or no map; the findings name every wrong key and value.
    """
    parsed = parse(text, name=place)
    if parsed.findings:
        raise ReadingsError("The import {place} can't be read.", parsed.findings, place=place)
    content = parsed.data
    if not isinstance(content, Mapping):
        raise _no_map(place, _not_a_map(place))
    try:
        return ImportMap.model_validate(content)
    except ValidationError as error:
        findings = [_map_finding(parsed.lines, dict(detail)) for detail in error.errors()]
        raise _no_map(place, *findings) from error


def _no_map(place: str, *findings: Finding) -> ReadingsError:
    return ReadingsError("The import {place} can't be used as it is.", findings, place=place)


def _map_finding(lines: Lines, detail: Mapping[str, object]) -> Finding:
    path = detail["loc"] if isinstance(detail["loc"], tuple) else ()
    known = _known_keys(path)
    near = get_close_matches(str(path[-1]) if path else "", known, n=1)
    unknown = detail["type"] == "extra_forbidden"
    message = Phrase("There is no such key") if unknown else why_refused(detail)
    return Finding(
        code="map.unknown_key" if unknown else "map.invalid",
        place=lines.place(path),
        problem_template="{message}.",
        remedy_template="Did you mean {near}?"
        if unknown and near
        else "Correct it; the keys are {keys}.",
        data={
            "message": message,
            "near": near[0] if near else "",
            "keys": ", ".join(known),
        },
    )


def _not_a_map(place: str) -> Finding:
    return Finding(
        code="map.invalid",
        place=place,
        problem_template="It holds no keys and values.",
        remedy_template="Write `time:` with the column that says when, and `columns:` or `long:` "
        "with what the other columns are.",
    )


def _known_keys(path: Sequence[object]) -> list[str]:
    """The keys that may stand where a path points."""
    within: dict[object, type[Part]] = {
        "file": FileMap,
        "time": TimeMap,
        "columns": ColumnMap,
        "long": LongMap,
    }
    inner = within.get(path[0]) if len(path) > 1 else None
    return list((inner or ImportMap).model_fields)
