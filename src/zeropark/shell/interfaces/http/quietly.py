"""Progress that nobody watches: a request waits for the end."""

from __future__ import annotations


class Quietly:
    """Hears about steps, and says nothing."""

    def begin(self, what: str, *, total: int | None = None) -> None:
        """See `Progress.begin`."""

    def advance(self, steps: int = 1) -> None:
        """See `Progress.advance`."""

    def end(self) -> None:
        """See `Progress.end`."""
