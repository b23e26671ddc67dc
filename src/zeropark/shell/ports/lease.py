"""Who offers to write a park: one at a time, said to whoever asks.

The lease is advice between servers. It does not stop a command that appends in between: each
store has a lock of its own for as long as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lease now."""

    who: str
    """What it calls itself, such as the address that it serves at."""
    process_id: int
    host: str
    since: datetime
    """UTC."""
    lives: bool | None
    """Whether its process runs; None where it is on another host. A process that is gone while
    its lease is held has left a child behind that holds it."""


class Lease(Protocol):
    """Held by one process at most; free as soon as that one releases it, ends, or is killed."""

    def take(self, who: str, *, at: datetime) -> bool:
        """Become the holder; whether this one is it now.

        One that holds it already keeps it as it was.

        Args:
            who: what to tell others who ask.
            at: the instant, to tell others since when.

        Raises:
            StoreError: the park's folder can't be written.
        """
        ...

    def holder(self) -> Holder | None:
        """Who holds it now, this one or another; None where it is free.

        Raises:
            StoreError: the park's folder can't be read.
        """
        ...

    def release(self) -> None:
        """Let it go; does nothing where this one does not hold it."""
        ...
