"""Running compiled work on segments of time, each on a core of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from zeropark.future.plan.interior.standard import Flags, Numbers, Reals


class Own:
    """An array that has a row a segment: each call gets its own."""

    def __init__(self, array: Reals | Numbers | Flags | list[Reals]) -> None:
        self.array = array


class Segments:
    """Runs of steps, and the cores that work on them; the first is worked on by the caller."""

    def __init__(self, steps: int, count: int) -> None:
        """Even runs of at least four steps; `count` of them where there are enough steps."""
        number = max(1, min(count, steps // 4))
        self.bounds = np.linspace(0, steps, number + 1).astype(np.int64)
        self.count = number
        self._spans = list(zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True))
        self._cores = ThreadPoolExecutor(number - 1) if number > 1 else None

    def each(self, work: Callable[..., None], before: tuple[Any, ...], *after: Any) -> None:
        """work(*before, first, end, *after) on every segment; returns when all are done."""
        self._run(
            work,
            [(*before, first, end, *_own(after, g)) for g, (first, end) in enumerate(self._spans)],
        )

    def apart(self, work: Callable[..., None], *args: Any) -> None:
        """work(*args) for every segment."""
        self._run(work, [_own(args, g) for g in range(self.count)])

    def _run(self, work: Callable[..., None], calls: list[tuple[Any, ...]]) -> None:
        waiting = (
            [] if self._cores is None else [self._cores.submit(work, *call) for call in calls[1:]]
        )
        work(*calls[0])
        for other in waiting:
            other.result()

    @property
    def stays(self) -> Flags:
        """Whether the last step of each segment stays for the core: of all but the last one."""
        return np.arange(self.count) < self.count - 1

    @property
    def kept(self) -> Numbers:
        """The steps that stay."""
        return self.bounds[1:-1] - 1


def _own(args: tuple[Any, ...], segment: int) -> tuple[Any, ...]:
    return tuple(at.array[segment] if isinstance(at, Own) else at for at in args)
