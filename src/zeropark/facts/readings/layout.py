"""Layouts: takes a raw table and its map, gives one cell a row with the target it belongs to.

A wide file has a column per channel, a long file a row per value. After this file the two are
the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.mapping import ImportMap, LongMap
from zeropark.facts.readings.numbers import Numbers, to_numbers
from zeropark.facts.readings.raw import RawTable
from zeropark.facts.readings.stamps import missing_column
from zeropark.facts.readings.target import Asked, Target, target_of


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells with a value or a fault: which row of the frame, which target, which number."""

    frame: pl.DataFrame
    """`at` (UInt32, position in the raw frame), `target` (Int32), `value` (Float64), `text`
    (Boolean: no number), `flags` (UInt8, the source's own quality)."""
    targets: tuple[Target, ...]
    findings: tuple[Finding, ...] = ()


def cells_of(raw: RawTable, mapping: ImportMap, *, park: ParkDocument) -> Cells:
    """The cells of a raw table that say something; cells that say "no value" are left out.

    Raises:
        ReadingsError: columns that the map needs are not there.
    """
    if mapping.long is not None:
        return _long(raw, mapping, mapping.long, park=park)
    return _wide(raw, mapping, park=park)


def _wide(raw: RawTable, mapping: ImportMap, *, park: ParkDocument) -> Cells:
    absent = [c.column for c in mapping.columns if c.column not in raw.columns]
    findings = tuple(missing_column(raw, name, "columns") for name in absent)
    present = [c for c in mapping.columns if c.column not in absent]
    if not present:
        raise ReadingsError(f"{raw.source} has none of the map's columns.", findings)
    asked = [
        Asked(
            meter=column.meter,
            channel=column.channel,
            unit=column.unit,
            scale=column.scale,
            means=column.means or mapping.time.means,
            column=column.column,
        )
        for column in present
    ]
    parts = []
    for number, column in enumerate(present):
        numbers = to_numbers(raw.frame[column.column], mapping.file)
        parts.append(_cells(numbers, pl.lit(number, dtype=pl.Int32)))
    targets = tuple(target_of(one, park=park) for one in asked)
    return Cells(pl.concat(parts), targets, findings)


def _cells(numbers: Numbers, target: pl.Expr, *more: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame([numbers.value.alias("value"), numbers.text.alias("text"), *more])
    frame = frame.with_columns(
        at=pl.int_range(pl.len(), dtype=pl.UInt32), target=target, flags=_flags(more)
    ).select("at", "target", "value", "text", "flags")
    return frame.filter(~numbers.missing) if numbers.missing.any() else frame


def _flags(more: tuple[pl.Series, ...]) -> pl.Expr:
    if any(series.name == "flags" for series in more):
        return pl.col("flags")
    return pl.lit(0, dtype=pl.UInt8)


def _long(raw: RawTable, mapping: ImportMap, how: LongMap, *, park: ParkDocument) -> Cells:
    _demand(raw, how)
    names = _names(raw, how)
    combinations = names.unique(maintain_order=True).with_row_index("target")
    targets = tuple(
        target_of(_asked(meter, channel, unit, how, mapping), park=park)
        for _, meter, channel, unit in combinations.iter_rows()
    )
    found = names.join(
        combinations,
        on=["meter", "channel", "unit"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    more = [found["target"].cast(pl.Int32).alias("slot")]
    if how.quality is not None and how.quality in raw.columns:
        flags = raw.frame[how.quality].cast(pl.UInt8, strict=False).fill_null(0)
        more.append(flags.alias("flags"))
    numbers = to_numbers(raw.frame[how.value], mapping.file)
    return Cells(_cells(numbers, pl.col("slot"), *more), targets)


def _demand(raw: RawTable, how: LongMap) -> None:
    named = {"long.meter": how.meter, "long.value": how.value, "long.unit": how.unit}
    absent = {key: name for key, name in named.items() if name and name not in raw.columns}
    if absent:
        raise ReadingsError(
            f"{raw.source} lacks columns.",
            [missing_column(raw, name, key) for key, name in absent.items()],
        )


def _names(raw: RawTable, how: LongMap) -> pl.DataFrame:
    """Meter, channel and unit of every row, as categories: few names, many rows."""
    columns = {"meter": how.meter, "channel": how.channel, "unit": how.unit}
    return raw.frame.select(
        (
            pl.col(name).cast(pl.String).cast(pl.Categorical())
            if name is not None and name in raw.columns
            else pl.lit(None, dtype=pl.Categorical())
        ).alias(key)
        for key, name in columns.items()
    )


def _asked(
    meter: str | None, channel: str | None, unit: str | None, how: LongMap, mapping: ImportMap
) -> Asked:
    name = (meter or "").strip()
    return Asked(
        meter=how.names.get(name, name),
        channel=channel.strip() if channel and channel.strip() else None,
        unit=unit.strip() if unit and unit.strip() else None,
        scale=how.scale,
        means=mapping.time.means,
        column=how.value,
    )
