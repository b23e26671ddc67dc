"""How fast the spine is against engines that do nothing but read or group the same rows.

    python benchmarks/spine.py [--meters 500] [--rows 1000000] [--rounds 3]

Import: a file of readings to durable in the store, against a bare read of the file. Close: a
year of readings from the store to flows in the books, against a bare read and a bare group-by of
the same rows from one Parquet file.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import duckdb
import polars as pl

from measure import Stages, machine, race, show, show_stages
from synthetic import KNOWN_AT, YEAR, park_of, readings_of, write_long, write_wide
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.reading import Readings
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.import_readings import import_readings

OURS = "zeropark"
QUARTERS = 35_040
CLOSING = ("read from the store", "clean", "align", "fill", "derive and balance", "checks", "keep")


class FixedClock:
    """Always the same instant."""

    def now(self) -> object:
        """The instant."""
        return KNOWN_AT


class Silence:
    """Nobody watches."""

    def begin(self, what: str, *, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every measurement needs."""

    folder: Path
    rounds: int
    numbers: count[int]

    def fresh(self) -> Path:
        """A folder that is not there yet."""
        return self.folder / f"run-{next(self.numbers)}"


def import_file(bench: Bench, path: Path, park: ParkDocument, rows: int) -> None:
    """Import one file end to end, store closed and sealed."""
    store = bench.fresh()
    with EmbeddedReadings(store, park=park.id) as readings:
        result = import_readings(
            [path],
            mapping_text=None,
            park=park,
            tables=TableFiles(),
            store=readings,
            clock=FixedClock(),  # type: ignore[arg-type]
            progress=Silence(),
        )
    assert (result.new, result.rejected) == (rows, 0), result
    shutil.rmtree(store)


def append_only(bench: Bench, readings: Readings, park: ParkDocument) -> None:
    """The store's share of an import."""
    store = bench.fresh()
    with EmbeddedReadings(store, park=park.id) as kept:
        assert kept.append(readings) == len(readings)
    shutil.rmtree(store)


def bench_import(bench: Bench, *, rows: int) -> None:
    """A long and a wide file of the same readings."""
    meters = -(-rows // QUARTERS)
    park = park_of(meters)
    readings = Readings(readings_of(park, period=YEAR).frame.head(rows))
    for layout, write in (("long", write_long), ("wide", write_wide)):
        path = bench.folder / f"{layout}.csv"
        write(readings, path)
        medians = race(
            {
                "Polars, bare read": partial(pl.read_csv, path, try_parse_dates=True),
                "DuckDB, bare read": partial(_duckdb_csv, path),
                OURS: partial(import_file, bench, path, park, rows),
                "zeropark, the store's share": partial(append_only, bench, readings, park),
            },
            rounds=bench.rounds,
        )
        show(f"Import of {rows:,} readings, {layout} CSV, to durable", medians, ours=OURS)


def bench_close(bench: Bench, *, meters: int) -> None:
    """A year of all meters at 15 min."""
    park = park_of(meters)
    readings = readings_of(park, period=YEAR)
    plain = bench.folder / "plain.parquet"
    readings.frame.write_parquet(plain)
    store = EmbeddedReadings(bench.folder / "readings", park=park.id)
    with store:
        store.append(readings)
    rows = len(readings)
    del readings
    stages = Stages(CLOSING)

    def ours() -> None:
        folder = bench.fresh()
        close_period(YEAR, park=park, readings=store, books=EmbeddedBooks(folder), progress=stages)
        shutil.rmtree(folder)

    medians = race(
        {
            "Polars, bare read": lambda: pl.read_parquet(plain),
            "DuckDB, bare read": lambda: _arrow(duckdb.read_parquet(str(plain))),
            "Polars, bare group-by meter and hour": lambda: _polars_hours(plain),
            "DuckDB, bare group-by meter and hour": lambda: _duckdb_hours(plain),
            OURS: ours,
        },
        rounds=bench.rounds,
    )
    show(f"Close of a year of {meters} meters at 15 min ({rows:,} readings)", medians, ours=OURS)
    show_stages(stages.medians())


def _arrow(rows: duckdb.DuckDBPyRelation) -> object:
    return rows.to_arrow_table()


def _duckdb_csv(path: Path) -> object:
    return _arrow(duckdb.read_csv(path))


def _duckdb_hours(path: Path) -> object:
    hour = "time_bucket(interval 1 hour, start)"
    rows = duckdb.read_parquet(str(path))
    return _arrow(rows.aggregate(f"meter, channel, {hour}, sum(value)"))


def _polars_hours(path: Path) -> pl.DataFrame:
    hour = pl.col("start").dt.truncate(timedelta(hours=1))
    rows = pl.scan_parquet(path).group_by("meter", "channel", hour).agg(pl.col("value").sum())
    return rows.collect(engine="streaming")


def run() -> None:
    """Both measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meters", type=int, default=500)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), asked.rounds, count())
        measurements: list[Callable[[], None]] = [
            lambda: bench_import(bench, rows=asked.rows),
            lambda: bench_close(bench, meters=asked.meters),
        ]
        for measure in measurements:
            measure()
    print(f"\n{machine()}")


if __name__ == "__main__":
    run()
