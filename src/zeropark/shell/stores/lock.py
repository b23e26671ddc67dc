"""One writer at a time: a lock file that says who holds it."""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path

from zeropark.basis.errors import StoreError


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
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 100, 0).decode() or "another process"
            os.close(handle)
            remedy = "Wait until it is done, or stop it."
            raise StoreError(f"{self._path.parent} is written by {holder}. {remedy}") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}".encode(), 0)
        self._let_go = weakref.finalize(self, os.close, handle)

    def release(self) -> None:
        """Let others write; does nothing where it is not held."""
        if self._let_go is not None:
            self._let_go()
