"""The write-ahead file: frames of readings, each checked, each on the disk before it counts.

A frame is a header (magic, sequence number, length and CRC of the payload, CRC of the header)
and an Arrow IPC stream. What a crash may leave is an unfinished last frame: a *torn tail*, never
acknowledged, cut off when the store is next written. A frame that is broken while sound ones
follow is damage: it was acknowledged, so nobody may pass over it.
"""

from __future__ import annotations

import io
import os
import struct
import weakref
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import StoreError
from zeropark.shell.stores.durable import sync_folder

_MAGIC: Final = b"ZPW1"
_FIELDS: Final = struct.Struct("<4sQQI")  # magic, sequence, payload length, payload CRC32
_CHECK: Final = struct.Struct("<I")  # CRC32 of the fields
_HEADER: Final = _FIELDS.size + _CHECK.size


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as found; it ends at byte `end`, counted from where the scan began."""

    sequence: int
    payload: bytes
    end: int

    def table(self) -> pl.DataFrame:
        """The readings in it."""
        return pl.read_ipc_stream(io.BytesIO(self.payload))


@dataclass(frozen=True, slots=True)
class Scan:
    """What a write-ahead file holds: its sound frames, and where the torn tail begins."""

    frames: tuple[Frame, ...]
    sound: int
    """Bytes from the start of the file that hold whole frames."""
    torn: int
    """Bytes after them that hold none."""


def encode(table: pl.DataFrame, *, sequence: int) -> bytes:
    """A table as one frame."""
    stream = io.BytesIO()
    table.write_ipc_stream(stream, compression="zstd")
    payload = stream.getvalue()
    fields = _FIELDS.pack(_MAGIC, sequence, len(payload), zlib.crc32(payload))
    return fields + _CHECK.pack(zlib.crc32(fields)) + payload


def scan(path: Path, *, after: int = 0) -> Scan:
    """The sound frames of a file, oldest first.

    Args:
        path: the file.
        after: where to begin, in bytes: the start of the file, or the end of a frame.

    Raises:
        StoreError: a frame is damaged although sound ones follow it; names file and offset.
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as handle:
        handle.seek(after)
        content = handle.read()
    frames = tuple(_frames(content))
    length = frames[-1].end if frames else 0
    sound = after + length
    later = _next_frame(content, after=length)
    if later is not None:
        raise StoreError(
            "The frame at byte {byte} of {path} is damaged; a sound one follows at {later}. "
            "Restore the file from a copy; what it held was acknowledged.",
            byte=sound,
            path=path,
            later=after + later,
        )
    return Scan(frames, sound, len(content) - length)


def _frames(content: bytes) -> Iterator[Frame]:
    offset = 0
    while (frame := _frame_at(content, offset)) is not None:
        yield frame
        offset = frame.end


def _frame_at(content: bytes, offset: int) -> Frame | None:
    start = offset + _HEADER
    if start > len(content):
        return None
    fields = content[offset : offset + _FIELDS.size]
    (check,) = _CHECK.unpack_from(content, offset + _FIELDS.size)
    magic, sequence, length, payload_check = _FIELDS.unpack(fields)
    if magic != _MAGIC or zlib.crc32(fields) != check:
        return None
    payload = content[start : start + length]
    if len(payload) < length or zlib.crc32(payload) != payload_check:
        return None
    return Frame(sequence, payload, start + length)


def _next_frame(content: bytes, *, after: int) -> int | None:
    offset = content.find(_MAGIC, after + 1)
    while offset >= 0:
        if _frame_at(content, offset) is not None:
            return offset
        offset = content.find(_MAGIC, offset + 1)
    return None


class Segment:
    """One write-ahead file, open for appending at its sound end."""

    def __init__(self, path: Path, *, sound: int = 0) -> None:
        """Open the file, made if need be; bytes beyond `sound` are cut off."""
        new = not path.exists()
        self.path = path
        self.size = sound
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        os.ftruncate(self._handle, sound)
        os.fsync(self._handle)
        self._closed = weakref.finalize(self, os.close, self._handle)
        if new:
            sync_folder(path.parent)

    def append(self, frame: bytes) -> None:
        """Write a frame at the end; not durable before `sync`.

        Raises:
            StoreError: the disk did not take it; the file is as before.
        """
        try:
            _write_all(self._handle, frame, self.size)
        except OSError as error:
            os.ftruncate(self._handle, self.size)
            raise StoreError(
                "{path} can't be written: {error}. Make room.", path=self.path, error=error
            ) from error
        self.size += len(frame)

    def sync(self) -> None:
        """Bring everything appended so far to the disk."""
        os.fsync(self._handle)

    def close(self) -> None:
        """Close the file; it stays where it is."""
        self._closed()


def _write_all(handle: int, content: bytes, offset: int) -> None:
    rest = memoryview(content)
    while rest:
        written = os.pwrite(handle, rest, offset)
        rest, offset = rest[written:], offset + written
