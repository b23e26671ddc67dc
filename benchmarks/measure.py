"""Timing side by side: rounds in which every contender runs once, medians, a table of ratios."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import polars as pl

Contender = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Time of a contender or of a stage."""

    wall_s: float
    cpu_s: float
    """Of all threads of this process: what it costs where the machine is busy with other things."""


@dataclass(slots=True)
class Stages:
    """Watches a use case as its progress port: the seconds between one stage and the next."""

    names: Sequence[str]
    runs: dict[str, list[Taken]] = field(default_factory=dict)
    _left: Iterator[str] = field(init=False)
    _since: Taken = field(init=False)

    def begin(self, what: str, *, total: int | None = None) -> None:
        """Start the clock."""
        assert total == len(self.names), f"{what} has {total} stages"
        self._left, self._since = iter(self.names), _now()

    def advance(self, steps: int = 1) -> None:
        """One stage is done."""
        now = _now()
        for _ in range(steps):
            taken = Taken(now.wall_s - self._since.wall_s, now.cpu_s - self._since.cpu_s)
            self.runs.setdefault(next(self._left), []).append(taken)
        self._since = now

    def end(self) -> None:
        """Nothing: what comes after the last stage belongs to none."""

    def medians(self) -> dict[str, Taken]:
        """Median seconds by stage."""
        return {
            name: Taken(
                statistics.median(run.wall_s for run in runs),
                statistics.median(run.cpu_s for run in runs),
            )
            for name, runs in self.runs.items()
        }


def _now() -> Taken:
    return Taken(time.perf_counter(), time.process_time())


def race(contenders: Mapping[str, Contender], *, rounds: int) -> dict[str, Taken]:
    """Each contender's time; they take turns, so that a busy minute hits all."""
    wall: dict[str, list[float]] = {name: [] for name in contenders}
    cpu: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            gc.collect()
            start, busy = time.perf_counter(), time.process_time()
            result = run()
            wall[name].append(time.perf_counter() - start)
            cpu[name].append(time.process_time() - busy)
            del result
    return {
        name: Taken(statistics.median(wall[name]), statistics.median(cpu[name]))
        for name in contenders
    }


def show(title: str, taken: Mapping[str, Taken], *, ours: str) -> None:
    """Print seconds, and ours as a multiple of each of the others."""
    print(f"\n{title}")
    print(f"  {'':44} {'wall s':>8} {'ours is':>8}   {'CPU s':>8} {'ours is':>8}")
    own = taken[ours]
    for name, time_of in taken.items():
        wall = "" if name == ours else f"{own.wall_s / time_of.wall_s:7.2f}x"
        cpu = "" if name == ours else f"{own.cpu_s / time_of.cpu_s:7.2f}x"
        print(f"  {name:44} {time_of.wall_s:8.3f} {wall:>8}   {time_of.cpu_s:8.3f} {cpu:>8}")


def show_stages(medians: Mapping[str, Taken]) -> None:
    """Print where the time of ours goes."""
    wall_s = sum(taken.wall_s for taken in medians.values())
    cpu_s = sum(taken.cpu_s for taken in medians.values())
    for name, taken in medians.items():
        wall, cpu = taken.wall_s / wall_s, taken.cpu_s / cpu_s
        print(f"    {name:42} {taken.wall_s:8.3f} {wall:8.0%}   {taken.cpu_s:8.3f} {cpu:8.0%}")


def machine() -> str:
    """The machine and the engines, in one line."""
    load = os.getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}; "
        f"Python {platform.python_version()}, Polars {pl.__version__}, DuckDB {duckdb.__version__}"
    )
