"""Reading versions back: only the files that touch, comparing only where files overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations, groupby
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Period, to_array
from zeropark.facts.readings.reading import KEY
from zeropark.shell.stores.readings.manifest import SealedFile
from zeropark.shell.stores.readings.versions import (
    ended_in,
    in_force,
    known_by,
    newest,
    of_meters,
    touching,
)


@dataclass(frozen=True, slots=True)
class View:
    """One state of the store: its sealed files and the unsealed versions, oldest append first."""

    folder: Path
    files: tuple[SealedFile, ...]
    tail: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Question:
    """Which readings are wanted."""

    period: Period
    meters: tuple[str, ...] | None = None
    known_at: datetime | None = None

    def narrow(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """The versions among these that the answer is chosen from."""
        rows = rows.filter(touching(self.period))
        if self.meters is not None:
            rows = rows.filter(of_meters(self.meters))
        return rows if self.known_at is None else rows.filter(known_by(self.known_at))

    def touches(self, file: SealedFile) -> bool:
        """Whether a file may hold a reading that is wanted."""
        start, end = _naive(self.period.start), _naive(self.period.end)
        if self.meters is not None:
            named = (file.first_meter <= meter <= file.last_meter for meter in self.meters)
            return any(named) and file.first_start <= end and file.last_end >= start
        return file.first_start <= end and file.last_end >= start

    def holds(self, file: SealedFile) -> bool:
        """Whether every reading of a file is wanted, without looking."""
        start, end = _naive(self.period.start), _naive(self.period.end)
        inside = start <= file.first_start and file.last_end <= end
        return inside and self.meters is None and self.known_at is None


def answer(question: Question, *, view: View) -> pl.DataFrame:
    """The readings that are wanted, one per key.

    Raises:
        StoreError: a sealed file can't be read.
        FileNotFoundError: a sealed file is gone, as after a merge; look again.
    """
    question = _of_now_where_same(question, view)
    files = [file for file in view.files if question.touches(file)]
    if question.known_at is None:
        files = [file for file in files if not file.past]
    tail = in_force(question.narrow(view.tail.lazy()).collect())
    clean: list[SealedFile] = []
    parts: list[pl.DataFrame] = []
    for month, group in groupby(sorted(files, key=_by_month), key=lambda file: file.month):
        alone, mine = list(group), tail.filter(_in_month(month))
        if _apart(alone, mine):
            clean += alone
        else:
            tail = tail.filter(~_in_month(month))
            tables = _tables(view.folder, alone, question)
            parts.append(_overlaid([*tables, mine], question).sort(KEY))
    return by_channel([*parts, *_tables(view.folder, clean, question), tail.sort(KEY)])


def by_channel(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The rows of tables that are each sorted by `KEY`, channel by channel, in one table.

    Whole runs of a channel are copied and no row is compared, so that whoever goes through the
    readings by channel need not sort a year of them.
    """
    runs = [_runs(table) for table in tables]
    whose = np.repeat(np.arange(len(tables)), [len(first) for _, first, _ in runs])
    keys, first, length = (np.concatenate(column) for column in zip(*runs, strict=True))
    order = np.lexsort(keys.T[::-1])
    slices = [tables[whose[run]].slice(int(first[run]), int(length[run])) for run in order]
    return pl.concat(slices, rechunk=True) if slices else tables[0]


def _runs(table: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Meter, channel and start of the first row of each run; its position; its length."""
    meter, channel = (table[name].to_physical().to_numpy() for name in ("meter", "channel"))
    changes = (meter[1:] != meter[:-1]) | (channel[1:] != channel[:-1])
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(meter)), dtype=np.bool_), changes]))
    start = table["start"].to_physical().gather(first).to_numpy()
    keys = np.column_stack([meter[first], channel[first], start]).astype(np.int64)
    return keys, first, np.diff(first, append=len(meter))


def latest_of(recent: Period, *, view: View) -> pl.DataFrame:
    """What each channel said last of those readings that ended in a period, sorted by `KEY`.

    No file has a key twice in its present state, so that only the last of each is compared.
    """
    start, end = _naive(recent.start), _naive(recent.end)
    present = (file for file in view.files if not file.past)
    files = [file for file in present if file.first_start <= end and file.last_end > start]
    scans = [_scan(view.folder, [file]) for file in files]
    tables = _all_collected([rows.filter(ended_in(recent)) for rows in [*scans, view.tail.lazy()]])
    return in_force(newest(pl.concat([newest(table) for table in tables]))).sort(KEY)


def versions_between(first: datetime, last: datetime, *, view: View) -> pl.DataFrame:
    """Every version of the readings that start in `[first, last]`, zone-less UTC, oldest first."""
    near = pl.col("start").is_between(_literal(first), _literal(last))
    files = [file for file in view.files if file.first_start <= last and file.last_start >= first]
    sealed = [_scan(view.folder, files).filter(near)] if files else []
    return _collected(pl.concat([*sealed, view.tail.lazy().filter(near)]))


def learnt_after(instant: datetime, *, view: View) -> pl.DataFrame:
    """Start and end of every version learnt after an instant."""
    later = pl.col("known_at") > pl.lit(to_array(instant))
    files = [file for file in view.files if file.last_known_at > _naive(instant)]
    sealed = [_scan(view.folder, files)] if files else []
    rows = pl.concat([*sealed, view.tail.lazy()]).filter(later)
    return _collected(rows.select("start", "end").unique())


def _by_month(file: SealedFile) -> tuple[str, int]:
    return file.month, file.sequence


def _in_month(month: str) -> pl.Expr:
    first = datetime.fromisoformat(f"{month}-01")
    return pl.col("start").dt.truncate("1mo") == _literal(first)


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def _literal(naive: datetime) -> pl.Expr:
    return pl.lit(naive, dtype=pl.Datetime("us"))


def _of_now_where_same(question: Question, view: View) -> Question:
    if question.known_at is None:
        return question
    newest: list[datetime] = [file.last_known_at for file in view.files]
    if view.tail.height:
        newest.append(view.tail.select(pl.col("known_at").max()).item())
    same = all(instant <= _naive(question.known_at) for instant in newest)
    return replace(question, known_at=None) if same else question


def _apart(files: Sequence[SealedFile], tail: pl.DataFrame) -> bool:
    """Whether no two of these can hold the same key: other starts, or other meters."""
    if any(file.past for file in files):
        return False
    boxes = [((f.first_start, f.last_start), (f.first_meter, f.last_meter)) for f in files]
    if tail.height:
        start, meter = pl.col("start"), pl.col("meter").cast(pl.String)
        found = tail.select(start.min(), last=start.max(), first=meter.min(), end=meter.max())
        first, last, low, high = found.row(0)
        boxes.append(((first, last), (low, high)))
    return all(
        starts[1] < others[0]
        or others[1] < starts[0]
        or meters[1] < names[0]
        or names[1] < meters[0]
        for (starts, meters), (others, names) in combinations(boxes, 2)
    )


def _overlaid(tables: Sequence[pl.DataFrame], question: Question) -> pl.DataFrame:
    """One row per key out of tables, the oldest append first.

    Of the present each table has a key once, so only those rows of the largest are compared
    that a smaller one speaks of too: a late day does not cost the comparison of its month.
    """
    if question.known_at is not None:
        return in_force(pl.concat(tables))
    at = max(range(len(tables)), key=lambda i: tables[i].height)
    largest, others = tables[at], [*tables[:at], *tables[at + 1 :]]
    spoken_of = _positions(largest, pl.concat(others).select(KEY))
    doubted = np.zeros(largest.height, dtype=np.bool_)
    doubted[spoken_of] = True
    compared = [*tables[:at], largest.filter(doubted), *tables[at + 1 :]]
    return pl.concat([largest.filter(~doubted), in_force(pl.concat(compared))])


def _positions(table: pl.DataFrame, keys: pl.DataFrame) -> NDArray[np.uint32]:
    near = pl.col("start").is_between(keys["start"].min(), keys["start"].max())
    rows = table.select(KEY).with_row_index("_row").filter(near)
    found: NDArray[np.uint32] = rows.join(keys, on=KEY, how="semi")["_row"].to_numpy()
    return found


def _tables(folder: Path, files: Sequence[SealedFile], question: Question) -> list[pl.DataFrame]:
    scans = [_scan(folder, [file]) for file in files]
    pairs = zip(files, scans, strict=True)
    wanted = [rows if question.holds(file) else question.narrow(rows) for file, rows in pairs]
    return _all_collected(wanted)


def _scan(folder: Path, files: Sequence[SealedFile]) -> pl.LazyFrame:
    paths = [folder / file.path for file in files]
    return pl.scan_parquet(paths, hive_partitioning=False)


def _collected(rows: pl.LazyFrame) -> pl.DataFrame:
    return _all_collected([rows])[0]


def _all_collected(tables: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    try:
        return pl.collect_all(tables)
    except pl.exceptions.ComputeError as error:
        raise StoreError(
            "A sealed file of readings is damaged: {error} Restore the file from a copy.",
            error=error,
        ) from error
