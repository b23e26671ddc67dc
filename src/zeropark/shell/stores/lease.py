"""A lease in a folder: a file that its holder keeps locked, with a line that says who it is.

The kernel holds the lock, not the file's existence: whoever is killed holds nothing any more.
Taking and asking both go through a gate, a second lock held for an instant, so that who asks
never reads a line half written and never stands in the way of who takes.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from zeropark.basis.errors import StoreError
from zeropark.shell.ports.lease import Holder
from zeropark.shell.stores.lock import locked, passed


class FolderLease:
    """The lease of a park, in files of its data folder; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """A lease not yet taken.

        Args:
            folder: where its files lie; made when it is taken.
        """
        self._lock = folder / "writer.lease"
        self._gate = folder / "writer.gate"
        self._taking = threading.Lock()
        self._let_go: weakref.finalize[[int], FolderLease] | None = None

    def take(self, who: str, *, at: datetime) -> bool:
        """See `Lease.take`."""
        with self._taking, self._passed():
            if self._let_go is not None:
                return True
            handle = locked(self._lock)
            if handle is None:
                return False
            with ExitStack() as undo:
                undo.callback(os.close, handle)
                os.ftruncate(handle, 0)
                os.pwrite(handle, _line(who, at), 0)
                undo.pop_all()
            self._let_go = weakref.finalize(self, os.close, handle)
        return True

    def holder(self) -> Holder | None:
        """See `Lease.holder`."""
        if not self._lock.exists():
            return None
        with self._passed():
            handle = locked(self._lock)
            if handle is None:
                return _holder(self._lock.read_text(encoding="utf-8"))
            os.close(handle)
        return None

    def release(self) -> None:
        """See `Lease.release`."""
        with self._taking:
            if self._let_go is not None:
                self._let_go()
                self._let_go = None

    @contextmanager
    def _passed(self) -> Iterator[None]:
        """The gate, held; what the folder refuses is an error of the store."""
        try:
            self._gate.parent.mkdir(parents=True, exist_ok=True)
            with passed(self._gate):
                yield
        except OSError as error:
            raise StoreError(
                "The lease {path} can't be used: {error}. "
                "Make room, or give this user the right to write there.",
                path=self._lock,
                error=error,
            ) from error


def _line(who: str, at: datetime) -> bytes:
    said = {
        "who": who,
        "process_id": os.getpid(),
        "host": socket.gethostname(),
        "since": at.astimezone(UTC).isoformat(),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _holder(line: str) -> Holder:
    said = json.loads(line)
    here = said["host"] == socket.gethostname()
    return Holder(
        who=said["who"],
        process_id=said["process_id"],
        host=said["host"],
        since=datetime.fromisoformat(said["since"]),
        lives=_runs(said["process_id"]) if here else None,
    )


def _runs(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, as another user
        return True
    return True
