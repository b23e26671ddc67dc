"""Versions of readings: which one is in force, which ones say something new.

A version is named by `KEY` and `known_at`; it holds until a version with a later `known_at`.
Pure functions of tables: every adapter of the readings port answers by these rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

import polars as pl

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import MICROSECOND, Period, to_array
from zeropark.facts.readings.reading import FINGERPRINT, KEY

VERSION: Final = (*KEY, "known_at")
"""What names a version of a reading."""
CHANNEL: Final = ("meter", "channel")
_LONG_RUN: Final = 1_000
"""Rows on average, from which on moving runs is quicker than sorting rows."""
SAYS: Final = ("value", "quality")
"""What a reading says; the source is where it came from, and no news by itself."""


def touching(period: Period) -> pl.Expr:
    """Whether a reading touches the period; an instant does so at both ends."""
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    overlaps = (pl.col("start") < end) & (pl.col("end") > start)
    instant = (pl.col("start") == pl.col("end")) & pl.col("start").is_between(start, end)
    return overlaps | instant


def known_by(instant: datetime) -> pl.Expr:
    """Whether a version was known at an instant."""
    return pl.col("known_at") <= pl.lit(to_array(instant))


def ended_in(period: Period) -> pl.Expr:
    """Whether a reading ended after the period's start and by its end."""
    return pl.col("end").is_between(
        pl.lit(to_array(period.start)), pl.lit(to_array(period.end)), closed="right"
    )


def of_meters(meters: Iterable[str]) -> pl.Expr:
    """Whether a reading is of one of these meters."""
    return pl.col("meter").cast(pl.String).is_in(list(meters))


def in_force(versions: pl.DataFrame) -> pl.DataFrame:
    """One row per key: the one with the newest `known_at`, of equals the last in the table."""
    ordered = versions.sort("known_at", maintain_order=True)
    return ordered.unique(subset=KEY, keep="last")


def newest(readings: pl.DataFrame) -> pl.DataFrame:
    """Of each channel what ends last, and of that what starts last: one key, in all its versions.

    A part of the readings never lacks the newest of the whole where it has it: who looks for it
    in many tables may take the newest of each first.
    """
    for name in ("end", "start"):
        readings = readings.filter(pl.col(name) == pl.col(name).max().over(CHANNEL))
    return readings


def arranged(versions: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """Sorted by `VERSION`, each version once, the last of equals; and whether each key is once.

    Meters mostly report in order, and a stable sort by channel then does; both are far cheaper
    than a sort by five columns.
    """
    if _strictly_ascends(versions):
        return versions, True
    by_channel = _by_channel(versions)
    if _strictly_ascends(by_channel):
        return by_channel, True
    ordered = versions.sort(VERSION, maintain_order=True)
    return ordered.filter(~_as_next(VERSION)), False


def _by_channel(versions: pl.DataFrame) -> pl.DataFrame:
    """Sorted by meter and channel, in their old order within; long runs are moved as a whole."""
    runs = versions.select(*CHANNEL, pl.int_range(pl.len()).alias("first")).filter(_changes())
    if runs.height * _LONG_RUN > versions.height:
        return versions.sort(CHANNEL, maintain_order=True)
    length = pl.col("first").shift(-1, fill_value=versions.height) - pl.col("first")
    runs = runs.with_columns(length=length).sort(CHANNEL, maintain_order=True)
    parts = [versions.slice(*run) for run in runs.select("first", "length").iter_rows()]
    return pl.concat(parts, rechunk=True) if parts else versions


def _changes() -> pl.Expr:
    """Whether a row is of another channel than the one before."""
    codes = [pl.col(name).to_physical() for name in CHANNEL]
    return pl.any_horizontal(code != code.shift() for code in codes).fill_null(value=True)


def _strictly_ascends(versions: pl.DataFrame) -> bool:
    """Whether each row's key is above the one before; names are compared where they change."""
    changes = _changes()
    start, end = pl.col("start"), pl.col("end")
    later = (start > start.shift()) | ((start == start.shift()) & (end > end.shift()))
    if not versions.select((changes | later).all()).item():
        return False
    names = versions.filter(changes).select(pl.col(CHANNEL).cast(pl.String))
    meter, channel = pl.col("meter"), pl.col("channel")
    above = (meter > meter.shift()) | ((meter == meter.shift()) & (channel > channel.shift()))
    return bool(names.select(above.all()).item())


def split(versions: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The versions in force among these, and those that they replaced; both sorted by `VERSION`."""
    ordered, single = arranged(versions)
    if single:
        return ordered, ordered.clear()
    replaced = ordered.select(_as_next(KEY)).to_series()
    return ordered.filter(~replaced), ordered.filter(replaced)


def news(batch: pl.DataFrame, *, kept: pl.DataFrame) -> pl.DataFrame:
    """The rows of a batch that say what the kept versions do not, each version once.

    A row is no news where the version before it in `known_at`, kept or in the batch, says the
    same; nor where the very file has said it before (see `FINGERPRINT`): one that comes again does
    not undo what was corrected since. Rows come back sorted by `VERSION`.
    """
    fresh, single = arranged(batch)
    if kept.is_empty() and single:
        return fresh
    both = pl.concat([_marked(kept, fresh=False), _marked(fresh, fresh=True)])
    both = both.sort(VERSION, maintain_order=True)
    again = _as_before(KEY)
    new = both.with_columns(_again=again, _same=again & _as_before(SAYS))
    new = new.filter(pl.col("_fresh") & ~pl.col("_same")).drop("_fresh", "_same")
    return _without_said(new, kept=kept)


def _without_said(new: pl.DataFrame, *, kept: pl.DataFrame) -> pl.DataFrame:
    """Without the rows of keys known before that an older version of the same file says."""
    if not new["_again"].any():
        return new.drop("_again")
    says = (*KEY, *SAYS, "source")
    older = kept.select(*says, _known_at="known_at")
    from_file = pl.col("source").cast(pl.String).str.contains(FINGERPRINT, literal=True)
    doubted = new.with_row_index("_row").filter(pl.col("_again") & from_file)
    said = doubted.join(older, on=says, nulls_equal=True)
    said = said.filter(pl.col("_known_at") < pl.col("known_at"))
    rows = pl.int_range(pl.len()).is_in(said["_row"].unique().cast(pl.Int64).implode())
    return new.filter(~rows).drop("_again")


def _marked(versions: pl.DataFrame, *, fresh: bool) -> pl.DataFrame:
    return versions.with_columns(_fresh=pl.lit(fresh))


def _as_before(columns: Iterable[str]) -> pl.Expr:
    same = (pl.col(name).eq_missing(pl.col(name).shift()) for name in columns)
    return pl.all_horizontal(same) & (pl.int_range(pl.len()) > 0)


def _as_next(columns: Iterable[str]) -> pl.Expr:
    same = (pl.col(name).eq_missing(pl.col(name).shift(-1)) for name in columns)
    return pl.all_horizontal(same) & (pl.int_range(pl.len()) < pl.len() - 1)


def days_touched(readings: pl.DataFrame) -> set[date]:
    """Every UTC day on which one of these readings starts, runs or ends."""
    if readings.is_empty():
        return set()
    last = pl.max_horizontal(pl.col("start"), pl.col("end") - pl.duration(microseconds=1))
    spans = readings.select(first=pl.col("start").dt.date(), last=last.dt.date()).unique()
    days = spans.select(pl.date_ranges("first", "last")).to_series().explode()
    return set(days.unique())


def span_of(first: datetime | None, last: datetime | None) -> Period | None:
    """The period between two zone-less UTC instants, at least a microsecond; None of none."""
    if first is None or last is None:
        return None
    start, end = first.replace(tzinfo=UTC), last.replace(tzinfo=UTC)
    return Period(start, max(end, start + MICROSECOND))


def refuse_nameless(batch: pl.DataFrame) -> None:
    """Stop a batch with rows that could not be found again.

    Raises:
        StoreError: a key or `known_at` is null.
    """
    empty = [name for name in VERSION if batch[name].null_count()]
    if empty:
        raise StoreError(
            "Readings without {columns} can't be kept. Reject such rows before they are kept.",
            columns=", ".join(empty),
        )
