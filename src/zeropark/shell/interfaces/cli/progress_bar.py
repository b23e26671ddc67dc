"""Progress on the terminal: a bar on standard error, silent where nobody watches."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class ProgressBar:
    """The `Progress` port as bars; a context that clears them when work is done."""

    def __init__(self, *, shown: bool = True) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not shown,
        )
        self._tasks: list[TaskID] = []

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def begin(self, what: str, *, total: int | None = None) -> None:
        """Add a bar under the ones that run."""
        self._tasks.append(self._bars.add_task(what, total=total))

    def advance(self, steps: int = 1) -> None:
        """Move the newest bar on."""
        self._bars.advance(self._tasks[-1], steps)

    def end(self) -> None:
        """Take the newest bar away."""
        self._bars.remove_task(self._tasks.pop())
