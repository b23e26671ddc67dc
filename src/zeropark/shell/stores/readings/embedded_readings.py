"""Readings on the disk of one machine, without a server: one writer, many readers.

A folder with write-ahead files, Parquet files of sealed readings, and a manifest. Reads look at
the files alone, so that any process may read while one writes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import polars as pl

from zeropark.basis.errors import Finding, StoreError
from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Readings
from zeropark.shell.ports.readings import RECENT, UNWRITTEN
from zeropark.shell.stores.readings.lookup import Question, View, answer, latest_of, learnt_after
from zeropark.shell.stores.readings.manifest import Manifest
from zeropark.shell.stores.readings.readings_writer import SEAL_ROWS, ReadingsWriter
from zeropark.shell.stores.readings.recovery import Layout
from zeropark.shell.stores.readings.sealed import check_files
from zeropark.shell.stores.readings.tail import Tail
from zeropark.shell.stores.readings.versions import days_touched, refuse_nameless, span_of

_LOOKS: Final = 20
"""How often a reader looks again because the writer has just replaced a file."""

_Answer = TypeVar("_Answer")


class EmbeddedReadings:
    """A readings store in a folder; becomes its writer with the first append.

    Use it in a `with` statement, or call `close`: what is written stays either way, but only a
    closed store is sealed to its last reading and free for another writer.
    """

    def __init__(self, folder: Path, *, park: str, seal_rows: int = SEAL_ROWS) -> None:
        """A store for the readings of one park.

        Args:
            folder: where its files lie; made by the first append.
            park: id of the park, for the partition `park=<id>`.
            seal_rows: how many rows the write-ahead file holds before it is sealed.
        """
        self._layout = Layout(folder)
        self._park = park
        self._seal_rows = seal_rows
        self._manifest = Manifest(self._layout.manifest)
        self._tail = Tail(self._layout)
        self._opening = threading.Lock()
        self._writer: ReadingsWriter | None = None

    def append(self, readings: Readings, *, rejected: pl.DataFrame | None = None) -> int:
        """See `ReadingsStore.append`."""
        refuse_nameless(readings.frame)
        writer = self._opened()
        if rejected is not None:
            writer.reject(rejected)
        return writer.append(readings.frame)

    def _opened(self) -> ReadingsWriter:
        with self._opening:
            if self._writer is None:
                writer = ReadingsWriter(self._layout, park=self._park, seal_rows=self._seal_rows)
                writer.open()
                self._writer = writer
            return self._writer

    def close(self) -> None:
        """Seal what is not sealed and stop being the writer; may be written again afterwards."""
        with self._opening:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(
        self,
        period: Period,
        *,
        meters: Iterable[str] | None = None,
        known_at: datetime | None = None,
    ) -> Readings:
        """See `ReadingsStore.read`."""
        question = Question(period, None if meters is None else tuple(meters), known_at)
        return Readings(self._looked_up(lambda view: answer(question, view=view)))

    def latest(self, at: datetime, *, within: timedelta = RECENT) -> Readings:
        """See `ReadingsStore.latest`."""
        recent = Period(at - within, at)
        return Readings(self._looked_up(lambda view: latest_of(recent, view=view)))

    def rejected(self) -> pl.DataFrame:
        """See `ReadingsStore.rejected`."""
        return self._manifest.rejected()

    def touched_since(self, instant: datetime) -> tuple[date, ...]:
        """See `ReadingsStore.touched_since`."""
        learnt = self._looked_up(lambda view: learnt_after(instant, view=view))
        return tuple(sorted(days_touched(learnt)))

    def span(self) -> Period | None:
        """See `ReadingsStore.span`."""
        return self._looked_up(_span)

    def state(self) -> str:
        """See `ReadingsStore.state`.

        Sealing and merging leave it as it is: a mark of whoever wrote last, and the number of
        the newest append, sealed or not.
        """
        return self._looked_again(self._state)

    def _state(self) -> str | None:
        """None where something went on while looking."""
        with self._manifest.watched() as reached:
            now = reached()
            newest = self._tail.newest(after=now.sealed_segment, mark=now.mark)
            if reached() != now:
                return None
        return f"{now.mark}-{max(now.newest, newest)}" if now.mark else UNWRITTEN

    def check(self) -> tuple[Finding, ...]:
        """A finding for each sealed file that is missing or damaged; reads every byte of them."""
        files = self._manifest.snapshot().files
        return tuple(check_files(files, folder=self._layout.folder))

    def _looked_up(self, look: Callable[[View], _Answer]) -> _Answer:
        def answered() -> tuple[_Answer] | None:
            view = self._view()
            return None if view is None else (look(view),)

        return self._looked_again(answered)[0]

    def _looked_again(self, look: Callable[[], _Answer | None]) -> _Answer:
        gone: FileNotFoundError | None = None
        for _ in range(_LOOKS):
            try:
                found = look()
                if found is not None:
                    return found
            except FileNotFoundError as error:
                gone = error
        raise StoreError(
            "A file of {folder} is missing: {error}. "
            "Restore it from a copy, or wait until the writer is done.",
            folder=self._layout.folder,
            error=gone,
        )

    def _view(self) -> View | None:
        """What is there now; None where files were sealed while looking."""
        state = self._manifest.snapshot()
        tail = self._tail.readings(after=state.sealed_segment, mark=state.mark)
        if self._manifest.reached().sealed_segment != state.sealed_segment:
            return None
        return View(self._layout.folder, state.files, tail)


def _span(view: View) -> Period | None:
    first = [file.first_start for file in view.files]
    last = [file.last_end for file in view.files]
    if view.tail.height:
        start, end = view.tail.select(pl.col("start").min(), pl.col("end").max()).row(0)
        first.append(start)
        last.append(end)
    return span_of(min(first, default=None), max(last, default=None))
