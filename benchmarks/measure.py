"""Timing side by side: rounds in which every contender runs once, medians, a table of ratios."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import polars as pl

Contender = Callable[[], object]


@dataclass(slots=True)
class Stages:
    """Seconds by stage, summed over what is timed within one run, for every run."""

    runs: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        yield
        self.runs.setdefault(stage, []).append(time.perf_counter() - start)

    def medians(self) -> dict[str, float]:
        """Median seconds by stage."""
        return {stage: statistics.median(runs) for stage, runs in self.runs.items()}


@dataclass(frozen=True, slots=True)
class Taken:
    """Median time of a contender."""

    wall_s: float
    cpu_s: float
    """Of all threads of this process: what it costs where the machine is busy with other things."""


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


def show_stages(medians: Mapping[str, float]) -> None:
    """Print where the time of ours goes."""
    total = sum(medians.values())
    for name, seconds in medians.items():
        print(f"    {name:42} {seconds:8.3f}  {seconds / total:7.0%}")


def machine() -> str:
    """The machine and the engines, in one line."""
    load = os.getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}; "
        f"Python {platform.python_version()}, Polars {pl.__version__}, DuckDB {duckdb.__version__}"
    )
