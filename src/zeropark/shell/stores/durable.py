"""Writing so that a power cut leaves the old or the new, never half: file, rename, folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

TEMPORARY: Final = ".tmp"
"""Ending of a file that is not yet what its name says; whoever opens the store may remove it."""


def write_durably(path: Path, content: bytes | memoryview) -> None:
    """Put a whole file in place; on the disk when it returns."""
    with written_durably(path) as handle:
        handle.write(content)


@contextmanager
def written_durably(path: Path) -> Iterator[IO[bytes]]:
    """A file to write; in place and on the disk when the block ends, absent if it fails.

    The order matters: the content rests before the name points to it, and the name rests before
    anyone is told (a rename that is not synced may be lost with the folder's old page).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    with temporary.open("wb") as handle:
        yield handle
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, *, below: Path) -> None:
    """Make a folder and those between it and `below`, each name on the disk when it returns."""
    missing = [folder, *folder.parents][: len(folder.relative_to(below).parts)]
    for step in reversed(missing):
        if not step.is_dir():
            step.mkdir(parents=True, exist_ok=True)
            sync_folder(step.parent)
