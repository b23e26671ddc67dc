"""Files without a map: takes the names in the header, gives the map they stand for.

Two layouts speak for themselves: long (`meter`, `channel`, `time` or `start` and `end`, `value`,
perhaps `unit`, `quality`, `known_at`) and wide (a time column and headers `meter/channel [unit]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from zeropark.basis.errors import Finding, Phrase, ReadingsError, side_by_side
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.mapping import ColumnMap, ImportMap, LongMap, TimeMap
from zeropark.facts.readings.accepting.raw import RawTable

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "meter": ("meter", "meter_id", "表计", "表号", "计量点", "电表"),
    "channel": ("channel", "通道", "测量量"),
    "time": ("time", "timestamp", "datetime", "date_time", "stamp", "时间", "时刻", "日期时间"),
    "start": ("start", "begin", "from", "开始时间", "起始时间"),
    "end": ("end", "to", "结束时间", "终止时间"),
    "date": ("date", "day", "日期"),
    "value": ("value", "reading", "数值", "值", "读数", "示数"),
    "unit": ("unit", "单位"),
    "quality": ("quality", "质量"),
    "known_at": ("known_at", "获知时间"),
}
_WIDE: Final = re.compile(r"\s*([^/\[\]]+?)\s*/\s*([^/\[\]]+?)\s*(?:\[([^\[\]]+)\]\s*)?")
_UNNAMED: Final = re.compile(r"column \d+")
"""What readers call a column without a header."""
_SHOWN: Final = 6


def recognise(raw: RawTable, *, park: ParkDocument) -> ImportMap:
    """The map that the header speaks of.

    Raises:
        ReadingsError: it speaks of none; the finding lists the columns and shows a map to start
            from.
    """
    roles = _roles(raw.columns)
    time = _time(roles)
    if time is not None and "meter" in roles and "value" in roles:
        return ImportMap(time=time, long=_long(roles))
    columns = _wide(raw.columns, park)
    if time is not None and columns:
        return ImportMap(time=time, columns=columns)
    finding = _unrecognised(raw, roles, park)
    raise ReadingsError("{file} needs a map.", [finding], file=raw.source)


def _roles(columns: Iterable[str]) -> dict[str, str]:
    by_folded = {column.strip().casefold(): column for column in columns}
    return {
        role: by_folded[name]
        for role, names in _NAMES.items()
        for name in reversed(names)
        if name in by_folded
    }


def _time(roles: Mapping[str, str]) -> TimeMap | None:
    if "start" in roles:
        return TimeMap(column=roles["start"], end_column=roles.get("end"))
    if "date" in roles and "time" in roles:
        return TimeMap(date_column=roles["date"], time_column=roles["time"])
    if "end" in roles:
        return TimeMap(column=roles["end"], means="end")
    one = roles.get("time") or roles.get("date")
    return TimeMap(column=one) if one else None


def _long(roles: Mapping[str, str]) -> LongMap:
    return LongMap(
        meter=roles["meter"],
        channel=roles.get("channel"),
        value=roles["value"],
        unit=roles.get("unit"),
        quality=roles.get("quality"),
        known_at=roles.get("known_at"),
    )


def _wide(columns: Iterable[str], park: ParkDocument) -> tuple[ColumnMap, ...]:
    """Every header of the form `meter/channel [unit]`, if one of them is a meter of the park."""
    matches = [(column, _WIDE.fullmatch(column)) for column in columns]
    found = [(column, match) for column, match in matches if match is not None]
    if not any(match[1] in park.meter_by_id for _, match in found):
        return ()
    return tuple(
        ColumnMap(column=column, meter=match[1], channel=match[2], unit=match[3])
        for column, match in found
    )


def _unrecognised(raw: RawTable, roles: Mapping[str, str], park: ParkDocument) -> Finding:
    return Finding(
        code="file.layout",
        place=raw.source,
        problem_template="What the columns mean is not clear; the file has {columns}."
        "{absent}{near}",
        remedy_template="Give a map (--map); this one is a start{header}:\n{map}",
        data={
            "columns": ", ".join(raw.columns) or Phrase("no columns"),
            "absent": _absent(roles),
            "near": _nearest(raw.columns, roles),
            "header": _header_elsewhere(raw.columns),
            "map": suggested_map(raw, time=_time(roles), park=park),
        },
    )


def _header_elsewhere(columns: Sequence[str]) -> str | Phrase:
    """A hint where columns have no name: a title may stand above the header."""
    if not any(_UNNAMED.fullmatch(column) for column in columns):
        return ""
    return Phrase(
        " (where these are not the headers, say in which row they stand: `file: {example}`)",
        {"example": "{header_row: 2}"},
    )


def _absent(roles: Mapping[str, str]) -> str | Phrase:
    """A sentence about what a long file lacks, where it looks like one."""
    wanted = ["meter", "value"] if _time(roles) else ["meter", "time", "value"]
    absent = [role for role in wanted if role not in roles]
    if len(absent) != 1:
        return ""
    return Phrase(" There is no column {name!r}.", {"name": absent[0]})


def _nearest(columns: Iterable[str], roles: Mapping[str, str]) -> str | Phrase:
    """A sentence about headers that are nearly the ones looked for."""
    wanted = [role for role in ("meter", "channel", "time", "value") if role not in roles]
    pairs = [
        Phrase("{name!r} looks like {role!r}", {"name": close[0], "role": role})
        for role in wanted
        if (close := get_close_matches(role, list(columns), n=1, cutoff=0.7))
    ]
    return Phrase(" {pairs}.", {"pairs": side_by_side(pairs)}) if pairs else ""


def suggested_map(raw: RawTable, *, time: TimeMap | None, park: ParkDocument) -> str:
    """A map to start from: the file's own columns, the park's own meters."""
    known = None if time is None else time.column or time.date_column
    stamp = known or (raw.columns[0] if raw.columns else "time")
    others = [column for column in raw.columns if column != stamp]
    channels = [(meter.id, channel) for meter in park.meters for channel in meter.channels]
    lines = ["time:", f"  column: {_quoted(stamp)}", "  means: start", "  step: 15min", "columns:"]
    for number, column in enumerate(others[:_SHOWN]):
        meter, channel = channels[number] if number < len(channels) else ("METER", None)
        name, unit = (channel.id, channel.unit) if channel else ("CHANNEL", "kWh")
        lines.append(
            f"  - {{column: {_quoted(column)}, meter: {meter}, channel: {name}, unit: {unit}}}"
        )
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
