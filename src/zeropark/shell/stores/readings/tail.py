"""The tail of a store, as its readers see it: what is appended and not yet sealed.

Write-ahead files only grow, so what a reader has seen of one it need not read again: a look
costs what was appended since the last.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.facts.readings.reading import READING_SCHEMA
from zeropark.shell.stores.readings.recovery import Layout
from zeropark.shell.stores.readings.wal import Frame, scan

_CHUNKS: Final = 64
"""A table in more pieces than this is slow to go through, and put together."""
_NOTHING: Final = pl.DataFrame(schema=READING_SCHEMA)


@dataclass(slots=True)
class _Seen:
    """What was seen of one write-ahead file."""

    sound: int = 0
    """Bytes that hold whole frames."""
    sequence: int = 0
    """Of the last frame."""
    frames: list[Frame] = field(default_factory=list)
    """Not yet unpacked: who asks for the state alone needs no readings."""
    table: pl.DataFrame = field(default_factory=lambda: _NOTHING)

    def catch_up(self, path: Path) -> None:
        """See what was appended since; a torn tail is passed."""
        size_bytes = path.stat().st_size
        if size_bytes == self.sound:
            return
        if size_bytes < self.sound:  # an older copy was put in its place
            self.sound, self.sequence, self.frames, self.table = 0, 0, [], _NOTHING
        found = scan(path, after=self.sound)
        self.sound = found.sound
        self.frames += found.frames
        if found.frames:
            self.sequence = found.frames[-1].sequence

    def readings(self) -> pl.DataFrame:
        """All that was seen, in order of being appended."""
        table = pl.concat([self.table, *(frame.table() for frame in self.frames)])
        self.table = table.rechunk() if table.n_chunks() > _CHUNKS else table
        self.frames = []
        return self.table


class Tail:
    """The unsealed readings of a store's folder; safe to use from several threads."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._looking = threading.Lock()
        self._mark = ""
        self._seen: dict[int, _Seen] = {}

    def readings(self, *, after: int, mark: str) -> pl.DataFrame:
        """The readings in write-ahead files beyond one, in order of being appended.

        Args:
            after: number of the last write-ahead file that is sealed.
            mark: of the manifest at that time; under another one nothing seen before counts.

        Raises:
            StoreError: a write-ahead file is damaged before its end.
            FileNotFoundError: a write-ahead file was sealed in the meantime.
        """
        with self._looking:
            tables = [seen.readings() for seen in self._look(after, mark)]
        return pl.concat([_NOTHING, *tables])

    def newest(self, *, after: int, mark: str) -> int:
        """The sequence number of the newest append in them, 0 where none is; as `readings`."""
        with self._looking:
            return max((seen.sequence for seen in self._look(after, mark)), default=0)

    def _look(self, after: int, mark: str) -> list[_Seen]:
        # A folder that was made anew has the same file numbers, and never the same mark.
        known = self._seen if mark == self._mark else {}
        numbers = self._layout.segments(after=after)
        self._seen = {number: known.get(number, _Seen()) for number in numbers}
        self._mark = mark
        for number, seen in self._seen.items():
            seen.catch_up(self._layout.segment(number))
        return list(self._seen.values())
