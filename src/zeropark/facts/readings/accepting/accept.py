"""Accept: takes a raw table, its map and the park, gives readings and every row it turned away.

Columnar throughout. Of every row that is not blank each value ends as exactly one of: a reading,
a rejected row with its reason, a repeat of a reading, or a cell that says "no value".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, Phrase, Severity, side_by_side
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, from_array, to_array
from zeropark.facts.readings.accepting.faults import Faults, findings_of, rejected_rows
from zeropark.facts.readings.accepting.interval import with_intervals
from zeropark.facts.readings.accepting.layout import cells_of
from zeropark.facts.readings.accepting.mapping import ImportMap
from zeropark.facts.readings.accepting.raw import ROW, RawTable
from zeropark.facts.readings.accepting.repeats import Repeats, without_repeats
from zeropark.facts.readings.accepting.stamps import Stamps, stamps_of
from zeropark.facts.readings.accepting.target import Target
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings

PLAUSIBLE_FROM: Final = datetime(1990, 1, 1)  # noqa: DTZ001 - UTC without zone, as in the tables
PLAUSIBLE_TO: Final = datetime(2100, 1, 1)  # noqa: DTZ001 - same
PASTED_TWICE: Final = 0.5
"""From this share of a channel's values on, repeats are no chance."""
_FLAGS: Final[Mapping[str, Quality]] = {
    "good": Quality.GOOD,
    "estimated": Quality.ESTIMATED,
    "generated": Quality.GENERATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What became of a raw table."""

    readings: Readings
    rejected: pl.DataFrame
    """`REJECTED_SCHEMA`, in the order of the file."""
    findings: tuple[Finding, ...]
    rows: int
    """Rows of the table that are not blank."""
    repeated: int
    """Values that another row of the table says in the same words."""


def accept(
    raw: RawTable,
    *,
    mapping: ImportMap,
    park: ParkDocument,
    known_at: datetime,
    as_told: bool = False,
) -> Accepted:
    """The readings of a raw table; never raises for what a row holds.

    Args:
        raw: the table.
        mapping: what its columns mean.
        park: whose meters they are.
        known_at: now: since then the readings are known.
        as_told: a generated reading is known since when its row says, not before its end and
            not later than now. When a measured one came nobody knows better than who takes it in.

    Raises:
        ReadingsError: columns that the map needs are not there, so no row can be read.
        PeriodError: the map names a zone that does not exist.
    """
    raw = _without_blanks(raw)
    stamps = stamps_of(raw, mapping.time)
    last = mapping.time.end_column
    ends = stamps if last is None else stamps_of(raw, mapping.time, column=last)
    cells = cells_of(raw, mapping, park=park)
    timed, notes = with_intervals(cells, stamps=stamps, ends=ends, time=mapping.time)
    judged = _judged(timed, known_at=None if _imagined(mapping) else known_at)
    good = _readings(judged, raw, mapping=mapping, known_at=known_at)
    good = _learnt_as_told(good, raw, mapping=mapping) if as_told else good
    told = without_repeats(good)
    faults = _faults(raw, judged, told, (stamps, ends))
    return Accepted(
        readings=Readings(told.kept.select(READING_SCHEMA.names())),
        rejected=rejected_rows(faults, raw=raw, known_at=known_at),
        findings=(
            *raw.findings,
            *stamps.findings,
            *cells.findings,
            *notes(raw.source),
            *findings_of(faults, source=raw.source, details=_details(cells.targets)),
            *_unit_notes(cells.targets, raw.source),
            *_repeat_note(told, raw.source),
        ),
        rows=raw.frame.height + (0 if raw.broken is None else raw.broken.height),
        repeated=told.same.height,
    )


def _imagined(mapping: ImportMap) -> bool:
    """Whether the map says that the dates are not those of a measurement."""
    return mapping.time.dated_by_map or mapping.quality == "generated"


def _without_blanks(raw: RawTable) -> RawTable:
    if not raw.columns or raw.frame[raw.columns[0]].null_count() == 0:
        return raw
    blank = pl.all_horizontal(pl.col(name).is_null() for name in raw.columns)
    return RawTable(raw.source, raw.frame.filter(~blank), raw.header_row, raw.findings, raw.broken)


def _judged(timed: pl.DataFrame, *, known_at: datetime | None) -> pl.DataFrame:
    """The cells with `fault`: the code of the first thing wrong, null for a good one."""
    first, last = pl.lit(PLAUSIBLE_FROM), pl.lit(PLAUSIBLE_TO)
    future = pl.lit(value=False)
    if known_at is not None:  # what was generated happened nowhere, so it may lie ahead
        measured = pl.col("flags") & int(Quality.GENERATED) == 0
        future = measured & (pl.col("end") > pl.lit(to_array(known_at)))
    tests: tuple[tuple[str, pl.Expr], ...] = (
        ("value.text", pl.col("text")),
        ("value.negative", (pl.col("kind") != "gauge") & (pl.col("value") < 0)),
        ("time.no_step", pl.col("end").is_null()),
        ("time.backwards", pl.col("end") < pl.col("start")),
        ("time.implausible", (pl.col("start") < first) | (pl.col("end") > last)),
        ("time.future", future),
    )
    fault = pl.col("fault")
    for code, wrong in tests:
        fault = (
            pl.when(fault.is_null() & wrong.fill_null(value=False))
            .then(pl.lit(code))
            .otherwise(fault)
        )
    return timed.with_columns(fault=fault)


def _readings(
    judged: pl.DataFrame, raw: RawTable, *, mapping: ImportMap, known_at: datetime
) -> pl.DataFrame:
    """The good cells as readings, with `ROW` and `column` beside them."""
    shift = mapping.time.shift_years
    source = f"{raw.source} ({shift:+d} years)" if shift else raw.source
    hours = (pl.col("end") - pl.col("start")).dt.total_microseconds() / 3.6e9
    value = pl.col("value") * pl.col("factor") * pl.when("by_hours").then(hours).otherwise(1.0)
    good = judged.filter(pl.col("fault").is_null()) if judged["fault"].count() else judged
    return good.select(
        "meter",
        "channel",
        "start",
        "end",
        value=value,
        quality=(pl.col("flags") | int(_FLAGS[mapping.quality])).cast(pl.UInt8),
        known_at=pl.lit(to_array(known_at)).cast(pl.Datetime("us")),
        source=pl.lit(source).cast(pl.Categorical()),
        at="at",
        column="column",
    )


def _learnt_as_told(good: pl.DataFrame, raw: RawTable, *, mapping: ImportMap) -> pl.DataFrame:
    """With the `known_at` that the rows of generated readings tell."""
    name = None if mapping.long is None else mapping.long.known_at
    if name is None or name not in raw.columns:
        return good
    told = stamps_of(raw, mapping.time, column=name).utc.gather(good["at"]).alias("told")
    generated = (pl.col("quality") & int(Quality.GENERATED) != 0) & pl.col("told").is_not_null()
    within = pl.min_horizontal(pl.max_horizontal("told", "end"), "known_at")
    known = pl.when(generated).then(within).otherwise("known_at")
    return good.with_columns(told).with_columns(known_at=known).drop("told")


def _faults(raw: RawTable, judged: pl.DataFrame, told: Repeats, stamps: Iterable[Stamps]) -> Faults:
    """Every fault of every row: of its time, of its cells, of its shape."""
    rows = raw.frame[ROW]
    bad = judged.filter(pl.col("fault").is_not_null())
    parts = [one.faults for one in stamps]
    parts.append(_at_rows(bad.rename({"fault": "code"}), rows))
    lost = told.contradicted.with_columns(code=pl.lit("reading.contradicted"))
    parts.append(_at_rows(lost, rows))
    if raw.broken is not None:
        parts.append(Faults.of(raw.broken[ROW], "row.broken"))
    return Faults(Faults.join(parts).frame.unique(maintain_order=True))


def _at_rows(cells: pl.DataFrame, rows: pl.Series) -> Faults:
    row = rows.gather(cells["at"]).alias(ROW)
    return Faults(cells.select(row, pl.col("column").cast(pl.String), "code"))


def _details(targets: Iterable[Target]) -> dict[str, object]:
    """What to tell about faulty targets, by code: each name once."""
    told: dict[str, list[str | Phrase]] = {}
    for target in targets:
        if target.fault is not None and target.detail not in told.setdefault(target.fault, []):
            told[target.fault].append(target.detail)
    return {code: _few(details) for code, details in told.items()}


def _few(texts: Sequence[str | Phrase], most: int = 5) -> object:
    rest = len(texts) - most
    told = side_by_side(texts[:most])
    return Phrase("{told} and {rest} more", {"told": told, "rest": rest}) if rest > 0 else told


def _unit_notes(targets: tuple[Target, ...], source: str) -> tuple[Finding, ...]:
    converted = [target.detail for target in targets if target.converted and not target.fault]
    if not converted:
        return ()
    channels = [(target.meter, target.channel) for target in targets if not target.fault]
    mixed = len(set(channels)) < len(channels)
    return (
        Finding(
            code="unit.mixed" if mixed else "unit.converted",
            place=source,
            problem_template="Values were converted into the unit of their channel: {what}.",
            remedy_template="Check that the file's units are right.",
            severity=Severity.ERROR if mixed else Severity.NOTE,
            data={"what": _few(converted)},
            count=len(converted),
        ),
    )


def _local(instant: np.datetime64) -> str:
    return from_array(instant).astimezone(PARK_ZONE).isoformat(timespec="minutes")


def _repeat_note(told: Repeats, source: str) -> tuple[Finding, ...]:
    again = pl.concat([told.same, told.contradicted])
    if again.is_empty():
        return ()
    return (
        Finding(
            code="reading.repeated",
            place=source,
            problem_template="{count} values stand in the file again, from {first} to {last}; "
            "{same} say the same, {other} something else.",
            remedy_template="The last one of each was kept; check whether a month or a year was "
            "pasted twice.",
            severity=_severity_of(told),
            data={
                "count": again.height,
                "first": _local(again["start"].to_numpy().min()),
                "last": _local(again["end"].to_numpy().max()),
                "same": told.same.height,
                "other": told.contradicted.height,
            },
            count=again.height,
        ),
    )


def _severity_of(told: Repeats) -> Severity:
    """A message sent twice is common; half of a channel a second time is a file gone wrong."""
    by_channel = ["meter", "channel"]
    again = pl.concat([told.same, told.contradicted]).group_by(by_channel).len("again")
    both = told.kept.group_by(by_channel).len("kept").join(again, on=by_channel)
    if both.select((pl.col("again") >= pl.col("kept") * PASTED_TWICE).any()).item():
        return Severity.ERROR
    return Severity.WARNING if told.contradicted.height else Severity.NOTE
