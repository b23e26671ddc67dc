"""Seconds by stage, and what a contender is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from reference.document import Stretch

GAP = 1e-4
"""Relative, between cost and lower bound: what all are asked for."""
TOLERANCE = 0.1 * GAP
"""At which solvers stop: ours and PIQP by what `solve` tells them, HiGHS by its option."""


@dataclass(slots=True)
class Clock:
    """Seconds by stage."""

    wall_s: dict[str, float] = field(default_factory=dict)
    cpu_s: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What happens inside belongs to this stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall_s[name] = self.wall_s.get(name, 0.0) + time.perf_counter() - wall
        self.cpu_s[name] = self.cpu_s.get(name, 0.0) + time.process_time() - cpu


@dataclass(slots=True)
class Watch:
    """Tells a use case's stages to a clock."""

    clock: Clock
    _open: list[AbstractContextManager[None]] = field(default_factory=list)

    def begin(self, what: str, *, total: int | None = None) -> None:
        """A stage starts."""
        del total
        self._open.append(self.clock.stage(what.partition(":")[0]))
        self._open[-1].__enter__()

    def advance(self, steps: int = 1) -> None:
        """Nothing: seconds are told by stage."""

    def end(self) -> None:
        """The stage is over."""
        self._open.pop().__exit__(None, None, None)


Run = Callable[[Stretch, Clock], Mapping[str, object]]
"""Runs over a stretch, tells its stages to the clock (`all` is what counts), and what it found."""
