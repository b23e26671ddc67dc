"""The one writer of an embedded readings store: takes readings, gives durable files.

What always holds: a reading is acknowledged after it is on the disk, in a write-ahead file or
in a sealed file that the manifest names; a write-ahead file is removed after the manifest names
the files that hold its readings; a sealed file is removed after the manifest has let go of it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from itertools import count
from typing import Final

import polars as pl

from zeropark.basis.errors import StoreError
from zeropark.facts.readings.reading import READING_SCHEMA
from zeropark.shell.stores.lock import WriterLock
from zeropark.shell.stores.readings.lookup import View, versions_between
from zeropark.shell.stores.readings.manifest import Manifest, SealedFile
from zeropark.shell.stores.readings.recovery import Layout, recover
from zeropark.shell.stores.readings.sealed import merge, seal, worth_merging
from zeropark.shell.stores.readings.versions import news
from zeropark.shell.stores.readings.wal import Segment, encode

BULK_ROWS: Final = 50_000
"""From so many rows on an append goes straight to sealed files: written once, not twice."""
SEAL_ROWS: Final = 1_000_000
"""So many rows in the write-ahead file are sealed in the background."""


class ReadingsWriter:
    """Holds the store's lock from `open` to `close`; appends from several threads are fine."""

    def __init__(self, layout: Layout, *, park: str, seal_rows: int = SEAL_ROWS) -> None:
        self._layout = layout
        self._park = park
        self._seal_rows = seal_rows
        self._manifest = Manifest(layout.manifest)
        self._lock = WriterLock(layout.lock)
        self._appending = threading.Lock()
        self._syncing = threading.Lock()
        self._background = ThreadPoolExecutor(1, thread_name_prefix="seal")
        self._work: Future[None] | None = None
        self._broken = False
        self._marked = False

    def open(self) -> None:
        """Become the writer and take up where the last one left off.

        Raises:
            StoreError: another process writes, or the store is damaged or of another version.
        """
        self._lock.take()
        with ExitStack() as undo:
            undo.callback(self._lock.release)
            self._manifest.create()
            found = recover(self._layout, manifest=self._manifest)
            undo.pop_all()
        self._tail = found.tail
        self._numbers = count(found.sequence + 1)
        self._written = self._synced = found.sequence
        self._number = found.segment
        self._segment = Segment(self._layout.segment(found.segment), sound=found.sound)

    def append(self, batch: pl.DataFrame) -> int:
        """Keep what is news in a batch; durable when it returns. Gives the number of rows."""
        with self._appending:
            self._check()
            fresh = self._news(batch)
            self._mark(fresh)
            if fresh.height >= BULK_ROWS:
                self._append_sealed(fresh)
            elif fresh.height:
                self._append_frame(fresh)
            written = self._written
        self._sync(written)
        return fresh.height

    def reject(self, rows: pl.DataFrame) -> None:
        """Keep rejected rows, each once; durable when it returns."""
        self._manifest.reject(rows)

    def close(self) -> None:
        """Seal what is not sealed, let the next writer in."""
        with self._appending:
            try:
                if not self._broken:
                    self._seal_tail()
                    self._wait()
            finally:
                self._background.shutdown()
                self._segment.close()
                self._lock.release()

    def _check(self) -> None:
        if self._broken:
            raise StoreError(
                "{folder} could not be written. Open it again.", folder=self._layout.folder
            )
        if self._work is not None and self._work.done():
            self._wait()

    def _mark(self, fresh: pl.DataFrame) -> None:
        """Say before its first news that another writer is at work (see `Snapshot.mark`)."""
        if fresh.height and not self._marked:
            self._manifest.change_mark()
            self._marked = True

    def _news(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The rows of a batch that the store does not say yet."""
        first, last = batch.select(pl.col("start").min(), last=pl.col("start").max()).row(0)
        if first is None:
            return batch
        frames = [frame for frames in list(self._tail.values()) for frame in frames]
        tail = pl.concat([pl.DataFrame(schema=READING_SCHEMA), *frames])
        return news(batch, kept=self._kept(first, last, tail))

    def _kept(self, first: datetime, last: datetime, tail: pl.DataFrame) -> pl.DataFrame:
        view = View(self._layout.folder, self._manifest.snapshot().files, tail)
        try:
            return versions_between(first, last, view=view)
        except FileNotFoundError as error:
            if self._work is None:
                raise StoreError(
                    "A file of readings is missing: {error}. Restore it from a copy.", error=error
                ) from error
            self._wait()  # a merge has just replaced the file
            return self._kept(first, last, tail)

    def _append_frame(self, fresh: pl.DataFrame) -> None:
        sequence = next(self._numbers)
        self._segment.append(encode(fresh, sequence=sequence))
        self._tail.setdefault(self._number, []).append(fresh)
        self._written = sequence
        if sum(frame.height for frame in self._tail[self._number]) >= self._seal_rows:
            self._seal_tail()

    def _append_sealed(self, fresh: pl.DataFrame) -> None:
        self._seal_tail()
        self._wait()
        number = next(self._numbers)
        self._put_sealed(fresh, sequence=number, number=number, segment=None)
        self._work = self._background.submit(self._merge)

    def _seal_tail(self) -> None:
        """Begin a new write-ahead file and have the old one sealed in the background."""
        self._wait()
        if not any(self._tail.values()):
            return
        with self._syncing:
            self._segment.sync()
            self._synced = self._written
            self._segment.close()
            old, self._number = self._number, self._number + 1
            self._segment = Segment(self._layout.segment(self._number))
        self._work = self._background.submit(
            self._seal_up_to, old, self._written, next(self._numbers)
        )

    def _seal_up_to(self, segment: int, sequence: int, number: int) -> None:
        """Seal every write-ahead file up to one: an interrupted seal left its file behind."""
        segments = sorted(old for old in list(self._tail) if old <= segment)
        versions = pl.concat([frame for old in segments for frame in self._tail[old]])
        self._put_sealed(versions, sequence=sequence, number=number, segment=segment)
        for old in segments:
            self._layout.segment(old).unlink()
            del self._tail[old]
        self._merge()

    def _put_sealed(
        self, versions: pl.DataFrame, *, sequence: int, number: int, segment: int | None
    ) -> None:
        folder, park = self._layout.folder, self._park
        files = seal(versions, folder=folder, park=park, sequence=sequence, number=number)
        self._manifest.replace(add=files, sequence=number, sealed_segment=segment)

    def _merge(self) -> None:
        for run in worth_merging(self._manifest.snapshot().files):
            self._replace(run)

    def _replace(self, run: Sequence[SealedFile]) -> None:
        folder, number = self._layout.folder, next(self._numbers)
        merged = merge(run, folder=folder, park=self._park, number=number)
        self._manifest.replace(add=merged, remove=run, sequence=number)
        for file in run:
            (folder / file.path).unlink()

    def _wait(self) -> None:
        """Until the background has nothing to do; raises what went wrong there."""
        work, self._work = self._work, None
        if work is not None:
            self._broken = True  # until it is known that the work came to its end
            work.result()
            self._broken = False

    def _sync(self, sequence: int) -> None:
        """Until the frame with this number is on the disk; one sync serves all who wait."""
        with self._syncing:
            if self._synced >= sequence:
                return
            written = self._written
            try:
                self._segment.sync()
            except OSError as error:
                self._broken = True  # what a failed sync left on the disk is unknown
                raise StoreError(
                    "{path} can't be written: {error}.", path=self._segment.path, error=error
                ) from error
            self._synced = written
