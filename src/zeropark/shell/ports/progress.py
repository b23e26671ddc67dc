"""How far long work has come: said to whoever watches."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears about steps of long work."""

    def begin(self, what: str, *, total: int | None = None) -> None:
        """A piece of work starts; `total` steps, None where unknown."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        ...

    def end(self) -> None:
        """The piece of work is done."""
        ...
