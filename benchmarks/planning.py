"""How fast a park is planned, against PyPSA with HiGHS and against solvers on the same program.

    python benchmarks/planning.py [--rounds 3] [--peer-rounds 1] [--hours 8760]

The reference park of about a dozen devices goes from document and series to a checked plan. PyPSA
writes and solves the same park; general solvers solve the same program. Each run is a process of
its own (`planning_run.py`), and contenders take turns. PyPSA runs with each of HiGHS's settings,
until one of them is known to be slower than another; the fastest counts.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measure import machine

RUN = Path(__file__).parent / "planning_run.py"
OURS = "ours"
MANY = ("frontier", "pathway")
"""Nine points of cost against carbon; three stages."""
PEERS = ("pypsa-hipo", "pypsa-ipx", "pypsa-simplex")
SOLVERS = ("interior-on-document", "piqp-on-document", "interior-on-program", "piqp-on-program")
PATIENCE = 1.2
"""How many times as long as the fastest so far a setting of the peer may take."""
LONGEST_S = 3_600.0
SPREAD = ((0.25, 1), (0.5, 1), (1.0, 1), (1.0, 2), (1.0, 4))
"""Parts of the year, and steps an hour: from 2,190 to 35,040 steps."""
PACKAGES = ("numba", "scipy", "piqp", "highspy", "pypsa", "linopy")


@dataclass(frozen=True, slots=True)
class Done:
    """What one run took."""

    objective: float
    wall_s: Mapping[str, float]
    cpu_s: Mapping[str, float]
    peak_mb: float
    told: Mapping[str, object]


@dataclass(slots=True)
class Runs:
    """All runs of one contender at one size."""

    done: list[Done] = field(default_factory=list)
    failed: str = ""

    def wall_s(self, stage: str = "all") -> float:
        """Median seconds."""
        return statistics.median(each.wall_s[stage] for each in self.done)

    def cpu_s(self, stage: str = "all") -> float:
        """Median seconds of all threads: what it costs where the machine is busy."""
        return statistics.median(each.cpu_s[stage] for each in self.done)

    @property
    def peak_mb(self) -> float:
        """The largest peak."""
        return max(each.peak_mb for each in self.done)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the year, how finely."""

    hours: int
    steps_per_hour: int = 1

    @property
    def steps(self) -> int:
        """Of the plan."""
        return self.hours * self.steps_per_hour


def run_once(contender: str, size: Size, runs: Runs, *, limit_s: float = LONGEST_S) -> None:
    """One run in a process of its own."""
    command = [sys.executable, str(RUN), contender, "--hours", str(size.hours)]
    command += ["--steps-per-hour", str(size.steps_per_hour)]
    try:
        said = subprocess.run(  # noqa: S603 our own command line
            command, capture_output=True, text=True, timeout=limit_s, check=False
        )
    except subprocess.TimeoutExpired:
        runs.failed = f"stopped after {limit_s:.0f} s"
        return
    if said.returncode != 0:
        runs.failed = said.stderr.strip().splitlines()[-1][:100]
        return
    told = json.loads(said.stdout.strip().splitlines()[-1])
    done = Done(told["objective"], told["wall_s"], told["cpu_s"], told["peak_mb"], told)
    runs.done.append(done)
    print(f"  {contender:24} {size.steps:>7,} steps {done.wall_s['all']:9.2f} s", file=sys.stderr)


def race(contenders: Sequence[str], size: Size, *, rounds: Mapping[str, int]) -> dict[str, Runs]:
    """They take turns, so that a busy minute hits all; peers only while they may be the fastest."""
    found = {name: Runs() for name in contenders}
    for number in range(max(rounds.values())):
        for name, runs in found.items():
            if number < rounds[name] and not runs.failed:
                run_once(name, size, runs, limit_s=_limit_s(name, found))
    return found


def _limit_s(name: str, found: Mapping[str, Runs]) -> float:
    if name not in PEERS:
        return LONGEST_S
    others = [found[peer].wall_s() for peer in PEERS if found[peer].done]
    cold = [float(str(at.told["cold_wall_s"])) for peer in PEERS for at in found[peer].done]
    return PATIENCE * min(others) + 2.0 * max(cold) if others else LONGEST_S


def show(title: str, found: Mapping[str, Runs], *, ours: str) -> None:
    """Print seconds and memory, and each as a multiple of ours."""
    print(f"\n{title}")
    head = ("wall s", "of ours", "CPU s", "of ours", "peak MB", "of ours")
    print(f"  {'':22}" + "".join(f"{each:>9}" for each in head) + f"{'CNY a year':>18}")
    own = found[ours]
    for name, runs in found.items():
        if not runs.done:
            print(f"  {name:22}  {runs.failed}")
            continue
        pairs = [
            (runs.wall_s(), own.wall_s() if own.done else math.nan, "{:9.2f}"),
            (runs.cpu_s(), own.cpu_s() if own.done else math.nan, "{:9.2f}"),
            (runs.peak_mb, own.peak_mb if own.done else math.nan, "{:9.0f}"),
        ]
        cells = "".join(form.format(each) + f"{each / mine:8.1f}x" for each, mine, form in pairs)
        refused = str(runs.done[0].told.get("refused", ""))
        worth = f"  not accepted: {refused[:70]}" if refused else ""
        print(f"  {name:22}{cells}{runs.done[0].objective:18,.1f}{worth}")


def show_stages(runs: Runs) -> None:
    """Print where the time of ours goes, and what building takes once the weather is known."""
    whole = runs.cpu_s()
    for stage in ("read", "weather, loads, equations", "solve", "check"):
        taken = runs.cpu_s(stage)
        print(f"    {stage:40} {taken:8.3f} CPU s {taken / whole:7.1%}")
    built = statistics.median(float(str(each.told["build_cpu_s"])) for each in runs.done)
    print(f"    {'of it equations, prices and rules':40} {built:8.3f} CPU s {built / whole:7.1%}")
    cold = statistics.median(float(str(each.told["cold_wall_s"])) for each in runs.done)
    print(f"    first two days in a new process, compiled code loaded: {cold:.1f} s")


def fastest(found: Mapping[str, Runs]) -> str:
    """The peer that took the least time."""
    done = [name for name in PEERS if found[name].done]
    return min(done, key=lambda name: found[name].wall_s())


def show_growth(found: Mapping[int, Runs]) -> None:
    """Print seconds by steps, and the exponent of a straight line through their logarithms."""
    print("\nOurs by the number of steps")
    for steps, runs in found.items():
        print(f"  {steps:>8,} {runs.wall_s():9.2f} s wall {runs.cpu_s():9.2f} s CPU")
    for name in ("wall", "CPU"):
        taken = [runs.wall_s() if name == "wall" else runs.cpu_s() for runs in found.values()]
        print(f"  {name} grows with the power {exponent(list(found), taken):.2f} of the steps")


def exponent(steps: Sequence[int], taken_s: Sequence[float]) -> float:
    """The slope of seconds over steps, both as logarithms.

    >>> round(exponent([1, 2, 4], [3.0, 6.0, 12.0]), 6)
    1.0
    """
    return statistics.linear_regression(
        [math.log(each) for each in steps], [math.log(each) for each in taken_s]
    ).slope


def versions() -> str:
    """The packages that are measured."""
    return ", ".join(f"{name} {_version(name)}" for name in PACKAGES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def run() -> None:
    """Everything in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-rounds", type=int, default=1)
    parser.add_argument("--hours", type=int, default=8_760)
    asked = parser.parse_args()
    print(f"{machine()}; {versions()}")
    year, quarters = Size(asked.hours), Size(asked.hours, 4)
    rounds = dict.fromkeys((OURS, *MANY), asked.rounds) | dict.fromkeys(PEERS, asked.peer_rounds)
    whole = race((OURS, *MANY, *PEERS), year, rounds=rounds)
    title = f"Document in, checked plan out, {year.steps:,} steps"
    show(title, {name: whole[name] for name in (OURS, *PEERS)}, ours=OURS)
    if whole[OURS].done:
        show_stages(whole[OURS])
    title = f"A frontier of nine points and a pathway of three stages, {year.steps:,} steps each"
    show(title, {name: whole[name] for name in (OURS, *MANY)}, ours=OURS)
    solvers = race(SOLVERS, year, rounds=dict.fromkeys(SOLVERS, asked.rounds))
    for form in ("document", "program"):
        same = {name: runs for name, runs in solvers.items() if name.endswith(form)}
        title = f"Solver alone, the reference park as {form}, {year.steps:,} steps"
        show(title, same, ours=f"interior-on-{form}")
    sizes = [Size(round(asked.hours * part), each) for part, each in SPREAD]
    growth = {size.steps: Runs() for size in sizes}
    for _ in range(asked.rounds):
        for size in sizes:
            run_once(OURS, size, growth[size.steps])
    if all(runs.done for runs in growth.values()):
        show_growth(growth)
        peer = fastest(whole)
        ratio = whole[peer].wall_s() / growth[quarters.steps].wall_s()
        print(
            f"  {peer} at {year.steps:,} steps takes {ratio:.1f} times as long as ours at "
            f"{quarters.steps:,}"
        )
    print(f"\n{machine()}")


if __name__ == "__main__":
    run()
