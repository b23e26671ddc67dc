"""One contender of the planning benchmark in a process of its own: one JSON line on what it took.

    python benchmarks/planning_run.py CONTENDER [--hours 8760] [--steps-per-hour 1]

Before the clock starts each has run two days of the park, so that imports are made and compiled
code is loaded; what that took is told as the cold start. The table of the series is on disk, and
what a peer needs of the park's weather and bills is in memory. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from importlib import import_module

from contenders.clock import Clock, Run
from reference.document import YEAR, Stretch

TWO_DAYS = Stretch(hours=48, year=YEAR + 2)
"""Of another year, whose weather nobody asks for again."""
MEGABYTE_KB = 1_024.0


def contender_of(name: str) -> Run:
    """A contender by its name; nothing is imported that it does not need."""
    if name.startswith("pypsa-"):
        module = "pypsa_peer"
    else:
        module = "routes" if "-on-" in name else "use_cases"
    found: Run = import_module(f"contenders.{module}").CONTENDERS[name]
    return found


def run() -> None:
    """Run one, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contender")
    parser.add_argument("--hours", type=int, default=8_760)
    parser.add_argument("--steps-per-hour", type=int, default=1)
    asked = parser.parse_args()
    contender, cold, clock = contender_of(asked.contender), Clock(), Clock()
    contender(TWO_DAYS, cold)
    told = contender(Stretch(asked.steps_per_hour, asked.hours), clock)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    done = {
        **told,
        "cold_wall_s": cold.wall_s["all"],
        "wall_s": clock.wall_s,
        "cpu_s": clock.cpu_s,
        "peak_mb": peak_mb,
    }
    sys.stdout.write(json.dumps(done) + "\n")


if __name__ == "__main__":
    run()
