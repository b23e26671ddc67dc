"""Faults of rows: takes which rows have which fault, gives rejected rows and few findings.

However many rows share a fault, there is one finding per kind, file and column; every row is
kept with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

import polars as pl

from zeropark.basis.errors import Finding, Phrase, Severity
from zeropark.basis.timeline import to_array
from zeropark.facts.readings.accepting.raw import ROW, RawTable
from zeropark.facts.readings.reading import REJECTED_SCHEMA

FIRST_ROWS: Final = 5
"""How many rows a finding names; the rest are among the rejected rows."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which a row can be unusable."""

    code: str
    problem: str
    """Why one such row can't be used; the reason kept with it."""
    remedy: str
    severity: Severity = Severity.ERROR


KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind(
            "row.broken",
            "It has more cells than the header has columns",
            "Quote texts that hold the delimiter; a decimal comma needs another delimiter or "
            "quotes.",
        ),
        Kind(
            "value.text",
            "The value is not a number",
            "Correct it; for 12,5 or 1.234,5 say `decimal: ','` (and `thousands`) under `file` in "
            "the map; for a sign that means no value add it to `missing`.",
        ),
        Kind(
            "value.negative",
            "An amount or a register is negative",
            "Energy that flows back belongs to the reverse channel of the meter, as a positive "
            "number.",
        ),
        Kind(
            "time.unreadable",
            "The time can't be read",
            "Write it as 2026-06-01 10:15 or 2026-06-01T10:15+08:00, or say `format` in the map.",
        ),
        Kind(
            "time.mixed",
            "The time has no UTC offset, while others in the column have one",
            "Add the offset, or say the `zone` of stamps without one in the map.",
        ),
        Kind(
            "time.no_such_hour",
            "The clocks of the zone skip this time, or show it twice",
            "If the file keeps winter time all year, say a fixed offset such as `zone: UTC+1`.",
        ),
        Kind(
            "time.leap_day",
            "29 February does not exist in the year that the series is moved to",
            "Leave the day out, or move the series to a leap year.",
        ),
        Kind(
            "time.implausible",
            "The time is before 1990 or after 2100",
            "Check the date format and the epoch.",
        ),
        Kind(
            "time.future",
            "It ends after the moment of the import",
            "Check zone and year; a forecast is no reading.",
        ),
        Kind(
            "time.backwards",
            "It ends before it starts",
            "Check which column is the start and which the end.",
        ),
        Kind(
            "time.no_step",
            "How long the interval is can't be told",
            "Say `step` in the map, e.g. `step: 15min`.",
        ),
        Kind(
            "meter.unknown",
            "The park has no such meter",
            "Correct the name, or add the meter to the park document.",
        ),
        Kind(
            "channel.unknown",
            "The meter has no such channel",
            "Correct the name, or add the channel to the meter; where the file names none, say "
            "`meter/channel` under `names` in the map.",
        ),
        Kind(
            "unit.unknown",
            "There is no such unit",
            "Use a unit such as kWh, MWh, kW, GJ, t, Nm3, m3.",
        ),
        Kind(
            "unit.dimension",
            "The unit measures something else than the channel",
            "Give the unit of the values, or pick the channel that measures it.",
        ),
        Kind(
            "reading.contradicted",
            "A later row of the file says something else for the same time",
            "The later row was kept; delete the wrong one if that is not right.",
            Severity.WARNING,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Faults:
    """Rows with the code of their fault: `ROW`, `column` (String), `code` (String)."""

    frame: pl.DataFrame

    @classmethod
    def of(cls, rows: pl.Series, code: str, column: str = "") -> Faults:
        """The same fault for several rows."""
        return cls(
            pl.DataFrame({ROW: rows.cast(pl.Int64)}).with_columns(
                column=pl.lit(column), code=pl.lit(code)
            )
        )

    @classmethod
    def join(cls, parts: Iterable[Faults]) -> Faults:
        """All of them."""
        schema = {ROW: pl.Int64(), "column": pl.String(), "code": pl.String()}
        frames = [part.frame.select(list(schema)) for part in parts if part.frame.height]
        return cls(pl.concat(frames) if frames else pl.DataFrame(schema=schema))


def rejected_rows(faults: Faults, *, raw: RawTable, known_at: datetime) -> pl.DataFrame:
    """The rows with a fault as they are kept (`REJECTED_SCHEMA`), in the order of the file."""
    reasons = pl.DataFrame(
        {"code": list(KINDS), "reason": [f"{kind.problem}." for kind in KINDS.values()]}
    )
    texts = _raw_texts(raw, faults.frame[ROW].unique())
    return (
        faults.frame.join(reasons, on="code", how="left")
        .join(texts, on=ROW, how="left")
        .sort(ROW, "column")
        .select(
            source=pl.lit(raw.source),
            row=ROW,
            column="column",
            code="code",
            reason="reason",
            raw="raw",
            known_at=pl.lit(to_array(known_at)).cast(pl.Datetime("us")),
        )
        .cast(REJECTED_SCHEMA)
    )


def _raw_texts(raw: RawTable, rows: pl.Series) -> pl.DataFrame:
    chosen = raw.frame.filter(pl.col(ROW).is_in(rows.implode()))
    cells = pl.struct(pl.col(name) for name in raw.columns).struct.json_encode()
    whole = chosen.select(ROW, raw=cells)
    if raw.broken is None or raw.broken.is_empty():
        return whole
    text = pl.struct(pl.col("text")).struct.json_encode()
    return pl.concat([whole, raw.broken.select(pl.col(ROW).cast(pl.Int64), raw=text)])


def findings_of(
    faults: Faults, *, source: str, details: Mapping[str, object] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """One finding per kind and column; `details` adds a sentence to a kind, by code."""
    counted = (
        faults.frame.sort(ROW)
        .group_by("code", "column", maintain_order=True)
        .agg(count=pl.len(), rows=pl.col(ROW).head(FIRST_ROWS))
    )
    return tuple(
        _finding(KINDS[code], source, column, count, rows, details.get(code))
        for code, column, count, rows in counted.iter_rows()
    )


def _finding(
    kind: Kind, source: str, column: str, count: int, rows: list[int], detail: object
) -> Finding:
    return Finding(
        code=kind.code,
        place=f"{source}, column {column}" if column else source,
        problem_template="{what}, in {count} rows; the first: {rows}. {detail}."
        if detail
        else "{what}, in {count} rows; the first: {rows}.",
        remedy_template=kind.remedy,
        severity=kind.severity,
        data={
            "count": count,
            "what": Phrase(kind.problem),
            "rows": ", ".join(map(str, rows)),
            "detail": detail or "",
        },
        count=count,
    )


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of several batches of files as one per kind and place: counts add up."""
    kept: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.place)
        first = kept.get(key)
        kept[key] = finding if first is None else _added(first, finding)
    return tuple(kept.values())


def _added(first: Finding, more: Finding) -> Finding:
    count = first.count + more.count
    data = {**first.data, "count": count} if "count" in first.data else first.data
    return replace(first, count=count, data=data)
