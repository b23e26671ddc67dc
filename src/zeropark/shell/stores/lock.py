"""One writer at a time: a lock file that says who holds it."""

from __future__ import annotations

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zeropark.basis.errors import Phrase, StoreError


def locked(path: Path) -> int | None:
    """An open file, made if need be, that holds its lock until it is closed; None: another does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@contextmanager
def passed(path: Path) -> Iterator[None]:
    """The lock of a file, made if need be, held for the block; waits for whoever holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class WriterLock:
    """Held from `take` until `release`, or until the object or the process is gone.

    The kernel holds the lock, not the file's existence: nothing is left over after a crash.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._let_go: weakref.finalize[[int], WriterLock] | None = None

    def take(self) -> None:
        """Become the writer.

        Raises:
            StoreError: another one is; says which process.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = locked(self._path)
        if handle is None:
            number = self._path.read_text(encoding="utf-8").removeprefix("process ")
            named = Phrase("process {number}", {"number": number})
            raise StoreError(
                "{folder} is written by {holder}. Wait until it is done, or stop it.",
                folder=self._path.parent,
                holder=named if number else Phrase("another process"),
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}".encode(), 0)
        self._let_go = weakref.finalize(self, os.close, handle)

    def release(self) -> None:
        """Let others write; does nothing where it is not held."""
        if self._let_go is not None:
            self._let_go()
