"""Sealed readings: Parquet under `park=<id>/month=<UTC month>/`, sorted by meter, channel, start.

Plain files that any engine reads with hive partitioning. Versions in force and versions that
they replaced go to files of their own, so that a read of the present state needs no comparing.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import Finding
from zeropark.shell.stores.durable import make_folder, write_durably
from zeropark.shell.stores.readings.manifest import SealedFile
from zeropark.shell.stores.readings.versions import split

COMPACT_FROM: Final = 4
"""So many files of one month, of like size, are merged."""
_WRITERS: Final = 2
"""Files written at a time: while one waits for the disk, another is packed."""
_LIKE_SIZE: Final = 4
"""A file joins a merge where it has at most so many times the rows of all newer ones: a late
reading costs a small file, not the month anew."""


def seal(
    versions: pl.DataFrame, *, folder: Path, park: str, sequence: int, number: int
) -> list[SealedFile]:
    """Write versions as files, on the disk when it returns; the manifest does not know them yet.

    Args:
        versions: readings, in order of being appended where versions are equal.
        folder: the store's folder.
        park: id of the park, for the partition.
        sequence: of the newest append among them.
        number: never used before by this store; goes into the files' names.
    """
    now, past = split(versions)
    parts = [(month, False, part) for month, part in _by_month(now)]
    parts += [(month, True, part) for month, part in _by_month(past)]

    def write(what: tuple[str, bool, pl.DataFrame]) -> SealedFile:
        month, past, part = what
        return _write(part, folder, park, month, past, sequence, number)

    with ThreadPoolExecutor(_WRITERS) as pool:
        return list(pool.map(write, parts))


def _by_month(versions: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    days = versions["start"].dt.date().unique()  # few, and a day is quicker to tell than a month
    months = days.dt.month_start().unique().sort().cast(versions.schema["start"]).to_list()
    for first in months:
        of_month = pl.col("start").is_between(first, pl.lit(first).dt.offset_by("1mo"), "left")
        yield f"{first:%Y-%m}", versions if len(months) == 1 else versions.filter(of_month)


def _write(
    part: pl.DataFrame,
    folder: Path,
    park: str,
    month: str,
    past: bool,  # noqa: FBT001 (a field of the file, not a switch)
    sequence: int,
    number: int,
) -> SealedFile:
    stream = io.BytesIO()
    part.write_parquet(stream, compression="zstd", compression_level=1)
    content = stream.getbuffer()
    name = f"{number:012d}-{'past' if past else 'now'}.parquet"
    path = folder / f"park={park}" / f"month={month}" / name
    make_folder(path.parent, below=folder)
    write_durably(path, content)
    return _described(part, str(path.relative_to(folder)), month, past, sequence, content)


def merge(files: Sequence[SealedFile], *, folder: Path, park: str, number: int) -> list[SealedFile]:
    """Write the versions of neighbouring files as new ones; the manifest decides when they count.

    Args:
        files: of one month, oldest first, none left out in between.
        folder: the store's folder.
        park: id of the park.
        number: never used before by this store.
    """
    versions = pl.concat([pl.read_parquet(folder / file.path) for file in files])
    return seal(versions, folder=folder, park=park, sequence=files[-1].sequence, number=number)


def check_files(files: Iterable[SealedFile], *, folder: Path) -> Iterator[Finding]:
    """A finding for each file that is missing, or not as it was when it was sealed."""
    for file in files:
        path = folder / file.path
        if not path.is_file():
            yield _unsound(file, "The manifest names this file, and it is not there.")
        elif zlib.crc32(path.read_bytes()) != file.crc32:
            yield _unsound(file, "The file is not as it was sealed: its checksum differs.")


def _unsound(file: SealedFile, problem: str) -> Finding:
    remedy = "Restore it from a copy; it holds {rows} readings of {month}."
    return Finding(
        code="store.unsound_file",
        place=file.path,
        problem_template=problem,
        remedy_template=remedy,
        data={"rows": file.rows, "month": file.month},
    )


def worth_merging(files: Iterable[SealedFile]) -> Iterator[list[SealedFile]]:
    """Runs of newest files, a month each, that should become one."""
    ordered = sorted(files, key=lambda file: (file.month, file.sequence))
    for _, month in groupby(ordered, key=lambda file: file.month):
        run = _newest_of_like_size(list(month))
        if len({file.sequence for file in run}) >= COMPACT_FROM:
            yield run


def _newest_of_like_size(month: Sequence[SealedFile]) -> list[SealedFile]:
    run: list[SealedFile] = []
    rows = 0
    for _, appended in groupby(reversed(month), key=lambda file: file.sequence):
        together = list(appended)
        more = sum(file.rows for file in together)
        if run and more > _LIKE_SIZE * rows:
            break
        run += together
        rows += more
    return run[::-1]


def _described(
    part: pl.DataFrame,
    path: str,
    month: str,
    past: bool,  # noqa: FBT001 (a field of the file, not a switch)
    sequence: int,
    content: memoryview,
) -> SealedFile:
    first = part.select(pl.col("start", "known_at").min()).row(0)
    last = part.select(pl.col("start", "known_at", "end").max()).row(0)
    return SealedFile(
        path=path,
        month=month,
        past=past,
        sequence=sequence,
        rows=part.height,
        bytes=len(content),
        crc32=zlib.crc32(content),
        first_start=first[0],
        last_start=last[0],
        last_end=last[2],
        first_known_at=first[1],
        last_known_at=last[1],
        first_meter=part["meter"][0],
        last_meter=part["meter"][-1],
    )
