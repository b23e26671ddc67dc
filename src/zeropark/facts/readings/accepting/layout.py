"""Layouts: takes a raw table and its map, gives one cell a row with the target it belongs to.

A wide file has a column per channel, a long file a row per value. After this file the two are
the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.mapping import ImportMap, LongMap
from zeropark.facts.readings.accepting.numbers import Numbers, to_numbers
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.facts.readings.accepting.stamps import missing_column
from zeropark.facts.readings.accepting.target import Asked, Target, target_of
from zeropark.facts.readings.distinct import distinct


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
        raise ReadingsError("{file} has none of the map's columns.", findings, file=raw.source)
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
    names, slot = _names(raw, how)
    targets = tuple(target_of(_asked(*each, how, mapping), park=park) for each in names)
    more = [slot.cast(pl.Int32).alias("slot")]
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
            "{file} lacks columns.",
            [missing_column(raw, name, key) for key, name in absent.items()],
            file=raw.source,
        )


_Names = tuple[str | None, str | None, str | None]


def _names(raw: RawTable, how: LongMap) -> tuple[list[_Names], pl.Series]:
    """Each meter, channel and unit that stand together in a row, and each row's place among them.

    Few names, many rows: after each column is read once, all that is compared is numbers.
    """
    code = pl.zeros(raw.frame.height, dtype=pl.Int64, eager=True)
    known: list[list[str | None]] = []
    for name in (how.meter, how.channel, how.unit):
        texts, place = _texts(raw, name)
        known.append([*texts, None])
        code = code * len(known[-1]) + place.cast(pl.Int64).fill_null(len(texts))
    together = code.unique(maintain_order=True)
    numbered = pl.DataFrame({"code": together}).with_row_index("slot")
    rows = pl.DataFrame({"code": code}).join(numbered, on="code", how="left", maintain_order="left")
    return [_split(each, known) for each in together], rows["slot"]


def _texts(raw: RawTable, name: str | None) -> tuple[pl.Series, pl.Series]:
    if name is not None and name in raw.columns:
        return distinct(raw.frame[name].cast(pl.String))
    nothing = pl.Series([None], dtype=pl.UInt32)
    return pl.Series([], dtype=pl.String), nothing.new_from_index(0, raw.frame.height)


def _split(code: int, known: list[list[str | None]]) -> _Names:
    """The names behind a number that was made of their places."""
    meters, channels, units = known
    code, unit = divmod(code, len(units))
    meter, channel = divmod(code, len(channels))
    return meters[meter], channels[channel], units[unit]


def _asked(
    meter: str | None, channel: str | None, unit: str | None, how: LongMap, mapping: ImportMap
) -> Asked:
    name = (meter or "").strip()
    ours, _, fixed = how.names.get(name, "").partition("/")
    return Asked(
        meter=ours or name,
        channel=fixed or ((channel or "").strip() or None),
        unit=unit.strip() if unit and unit.strip() else None,
        scale=how.scale,
        means=mapping.time.means,
        column=how.value,
    )
