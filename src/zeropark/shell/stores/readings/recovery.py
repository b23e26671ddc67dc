"""Taking up a store where its last writer left it, however it ended."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zeropark.basis.errors import Finding, Severity, StoreError
from zeropark.shell.stores.durable import TEMPORARY, make_folder
from zeropark.shell.stores.readings.manifest import Manifest, Snapshot
from zeropark.shell.stores.readings.wal import Frame, Scan, scan

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a readings store lie in its folder."""

    folder: Path

    @property
    def lock(self) -> Path:
        """The writer's lock file."""
        return self.folder / "writer.lock"

    @property
    def manifest(self) -> Path:
        """The manifest's database."""
        return self.folder / "manifest.sqlite"

    @property
    def unsealed(self) -> Path:
        """The folder of write-ahead files."""
        return self.folder / "wal"

    def segment(self, number: int) -> Path:
        """The write-ahead file with this number."""
        return self.unsealed / f"{number:012d}.wal"

    def segments(self, *, after: int) -> list[int]:
        """Numbers of the write-ahead files beyond one, in order."""
        numbers = (int(path.stem) for path in self.unsealed.glob("*.wal"))
        return sorted(number for number in numbers if number > after)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a new writer begins with."""

    tail: dict[int, list[pl.DataFrame]]
    """Unsealed readings by write-ahead file, in order of being appended."""
    sequence: int
    """The highest sequence number used so far."""
    segment: int
    """The write-ahead file to go on with."""
    sound: int
    """Its length in bytes without a torn tail."""


def recover(layout: Layout, *, manifest: Manifest) -> Recovered:
    """Clear away what an interrupted writer left, and find what it had acknowledged.

    Raises:
        StoreError: a write-ahead file is damaged before its end.
    """
    make_folder(layout.unsealed, below=layout.folder)
    state = manifest.snapshot()
    _clear(layout, state)
    numbers = layout.segments(after=state.sealed_segment)
    scans = {number: scan(layout.segment(number)) for number in numbers}
    for number in numbers:
        _check_torn(layout.segment(number), scans[number], last=number == numbers[-1])
    frames = [frame for number in numbers for frame in scans[number].frames]
    last = numbers[-1] if numbers else state.sealed_segment + 1
    return Recovered(
        tail={number: _tables(scans[number].frames) for number in numbers},
        sequence=max([state.sequence, *(frame.sequence for frame in frames)]),
        segment=last,
        sound=scans[last].sound if numbers else 0,
    )


def _tables(frames: Iterable[Frame]) -> list[pl.DataFrame]:
    return [frame.table() for frame in frames]


def _clear(layout: Layout, state: Snapshot) -> None:
    live = {layout.folder / file.path for file in state.files}
    for path in layout.folder.glob("park=*/month=*/*"):
        if path not in live:
            path.unlink()
    for path in layout.unsealed.glob(f"*{TEMPORARY}"):
        path.unlink()
    for path in layout.unsealed.glob("*.wal"):
        if int(path.stem) <= state.sealed_segment:
            path.unlink()


def _check_torn(path: Path, found: Scan, *, last: bool) -> None:
    if not found.torn:
        return
    if not last:
        raise StoreError(
            "The frame at byte {byte} of {path} is damaged; later files follow. "
            "Restore the file from a copy; what it held was acknowledged.",
            byte=found.sound,
            path=path,
        )
    _log.warning("%s", _torn(path, found))


def _torn(path: Path, found: Scan) -> Finding:
    return Finding(
        code="store.torn_tail",
        place=f"{path} byte {found.sound}",
        problem_template="The last {bytes} bytes were not completely written, and are cut off.",
        remedy_template="Import again what was being imported when the program was stopped.",
        severity=Severity.WARNING,
        data={"bytes": found.torn},
    )
