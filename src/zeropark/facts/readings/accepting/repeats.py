"""Rows that speak of the same thing twice: identical ones are one, of others the later wins."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zeropark.facts.readings.reading import KEY, Quality


@dataclass(frozen=True, slots=True)
class Repeats:
    """Rows told apart; each frame has the columns of the one that was given."""

    kept: pl.DataFrame
    same: pl.DataFrame
    """Rows that say again what a kept row says."""
    contradicted: pl.DataFrame
    """Rows that say something else than the kept row of their key, which stands later."""


def without_repeats(rows: pl.DataFrame) -> Repeats:
    """One row per key; `rows` has the columns of `KEY`, `value` and `quality`, in file order.

    A kept row that contradicts an earlier one is marked `CORRECTED`.
    """
    none = rows.clear()
    if _rises(rows) or not rows.select(KEY).is_duplicated().any():
        return Repeats(rows, none, none)
    marked = rows.with_columns(place=pl.int_range(pl.len())).with_columns(
        last=pl.col("value").last().over(KEY),
        final=pl.col("place").max().over(KEY),
    )
    differs = pl.col("value") != pl.col("last")
    wins = pl.col("place") == pl.col("final")
    contested = differs.any().over(KEY)
    flagged = pl.when(wins & contested).then(pl.col("quality") | int(Quality.CORRECTED))
    marked = marked.with_columns(
        quality=flagged.otherwise("quality").cast(pl.UInt8), _wins=wins, _differs=differs
    )
    columns = rows.columns
    return Repeats(
        kept=marked.filter("_wins").select(columns),
        same=marked.filter(~pl.col("_wins") & ~pl.col("_differs")).select(columns),
        contradicted=marked.filter("_differs").select(columns),
    )


def _rises(rows: pl.DataFrame) -> bool:
    """Whether each channel's rows stand together in rising time: then none is repeated."""
    code = pl.col("meter").to_physical().cast(pl.UInt64) * 2**32
    code = code + pl.col("channel").to_physical()
    runs = (
        rows.lazy()
        .with_columns(_code=code)
        .select(
            moves=(pl.col("_code") != pl.col("_code").shift()).sum(),
            groups=pl.col("_code").n_unique(),
            back=(
                (pl.col("start") <= pl.col("start").shift())
                & (pl.col("_code") == pl.col("_code").shift())
            ).any(),
        )
    )
    moves, groups, back = runs.collect().row(0)
    return bool(moves + 1 == groups and not back)
